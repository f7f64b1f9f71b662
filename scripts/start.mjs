/**
 * Opens VS Code with the extension on demo/: the desktop one when there is one, else one served to
 * the browser. `--port N`: where to serve it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cache } from './lib/cache.mjs';
import { prepareState, startHost } from './lib/host.mjs';
import { linkExtensions } from './lib/install.mjs';
import { root } from './lib/root.mjs';
import { onPath, run } from './lib/run.mjs';
import { build, setUp } from './setup.mjs';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const demo = join(root, 'demo');
const sources = [root, join(root, 'scripts', 'welcome-extension')];

const tools = await setUp();
await build(tools);
const desktop = desktopProgram();
await (desktop ? openDesktop(desktop) : serve());

function desktopProgram() {
  if (process.env.VSCODE_EXECUTABLE_PATH) return process.env.VSCODE_EXECUTABLE_PATH;
  // In a terminal of a remote window `code` belongs to that window and cannot open one of ours.
  return process.env.VSCODE_IPC_HOOK_CLI ? undefined : onPath('code');
}

async function openDesktop(program) {
  const state = join(cache, 'start-desktop');
  prepareState(state);
  console.log('Opening VS Code with the folder demo, the explorer and a virtual card.');
  const args = [
    '--new-window',
    '--disable-workspace-trust',
    `--user-data-dir=${join(state, 'user-data')}`,
    `--extensions-dir=${join(state, 'extensions')}`,
    ...sources.map((source) => `--extensionDevelopmentPath=${source}`),
    // VS Code does not start as root without it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    demo,
  ];
  process.exitCode = await run(program, args, { shell: program.endsWith('.cmd') });
}

async function serve() {
  const state = join(cache, 'start-browser');
  linkExtensions(join(state, 'extensions'), sources);
  const host = await startHost({
    state,
    node: tools.node,
    port: Number(values.port ?? 0),
    folder: demo,
    ownHome: false,
  }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  console.log(`
VS Code runs with the extension. Open it in a browser on this machine:

    ${host.origin}/

It shows the folder demo, the explorer and a virtual card. Ctrl+C ends it.
`);
  await host.ended;
}
