import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import Mocha from 'mocha';

/** Eight components that a page like the portal's needs, by the names of each library. */
const TOOLKIT = [
  'vsCodeButton',
  'vsCodeTextField',
  'vsCodeDropdown',
  'vsCodeDataGrid',
  'vsCodePanels',
  'vsCodeBadge',
  'vsCodeDivider',
  'vsCodeProgressRing',
];
const ELEMENTS = [
  'button',
  'textfield',
  'single-select',
  'table',
  'tabs',
  'badge',
  'divider',
  'progress-ring',
];

const withToolkit = `
  import { provideVSCodeDesignSystem, ${TOOLKIT.join(', ')} } from '@vscode/webview-ui-toolkit';
  provideVSCodeDesignSystem().register(${TOOLKIT.map((name) => `${name}()`).join(', ')});
`;
const withElements = ELEMENTS.map(
  (name) => `import '@vscode-elements/elements/dist/vscode-${name}/index.js';`,
).join('\n');

/** One page with the same components of each: what the README says of their sizes. */
describe('the components of the webview and their witness', () => {
  it('tell their sizes, and ours are still the smaller ones', async () => {
    const toolkit = await bundled(withToolkit);
    const elements = await bundled(withElements);
    Mocha.reporters.Base.consoleLog(
      `    webview-ui-toolkit ${told(toolkit)}; elements ${told(elements)}`,
    );
    assert.ok(elements.length < toolkit.length, 'the README says that elements are smaller');
  });
});

async function bundled(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const [file] = outputFiles;
  assert.ok(file);
  return file.contents;
}

function told(code: Uint8Array): string {
  return `${String(code.length)} bytes, ${String(gzipSync(code).length)} with gzip`;
}
