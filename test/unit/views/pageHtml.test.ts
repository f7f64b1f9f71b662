import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Uri, Webview } from 'vscode';
import { inLanguage } from '../../../src/text/locale.ts';
import { pageHtml } from '../../../src/views/page/pageHtml.ts';

interface PageBuilder {
  readonly buildPages: (options: { production: boolean; outdir: string }) => Promise<unknown>;
}

function uri(path: string): Uri {
  const own = { path, with: (change: { path: string }) => uri(change.path), toString: () => path };
  return own as unknown as Uri;
}

const webview: Pick<Webview, 'cspSource' | 'asWebviewUri'> = {
  cspSource: 'https://*.example "quoted"',
  asWebviewUri: (local) => local,
};

describe('The HTML of a page', () => {
  const html = pageHtml('portal', webview, uri('/extension'));

  it('allows its own script by nonce, its own files, and nothing else', () => {
    const policy = /content="([^"]+)"/.exec(html)?.[1] ?? '';
    const nonce = /script nonce="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.ok(nonce.length >= 32);
    assert.deepEqual(policy.replaceAll('&quot;', '"').split('; '), [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src ${webview.cspSource}`,
      `font-src ${webview.cspSource}`,
      `img-src ${webview.cspSource} data:`,
    ]);
  });

  it('has another nonce each time', () => {
    assert.notEqual(pageHtml('portal', webview, uri('/extension')), html);
  });

  it('has no style, script or handler in itself, and escapes what it is given', () => {
    const strange = pageHtml('portal', webview, uri('/a"><script>'));
    for (const text of [html, strange]) {
      assert.doesNotMatch(text, /style=|<style|\son\w+=|<script(?! nonce)/);
    }
  });

  it('says which language it is in, and in that language that it is on its way', () => {
    assert.match(html, /<html lang="en">[^]*One moment …/);
    const turkish = inLanguage('tr', () => pageHtml('portal', webview, uri('/extension')));
    assert.match(turkish, /<html lang="tr">[^]*Lütfen bekleyiniz …/);
  });
});

/** What each may weigh with the icons, in bytes. */
const pages = [
  { name: 'portal', most: 220_000, mostZipped: 60_000 },
  { name: 'report', most: 120_000, mostZipped: 40_000 },
] as const;

describe('The bundles of the pages', () => {
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-page-'));
    const { buildPages } = createRequire(import.meta.url)('../../../esbuild.js') as PageBuilder;
    await buildPages({ production: true, outdir: folder });
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (name: string): Buffer => readFileSync(join(folder, 'webview', name));

  for (const { name, most, mostZipped } of pages) {
    it(`are small: ${name}`, () => {
      const files = [`${name}.js`, `${name}.css`, 'codicon.css'].map(read);
      const size = files.reduce((sum, file) => sum + file.length, 0);
      const zipped = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
      assert.ok(size < most, `${String(size)} bytes`);
      assert.ok(zipped < mostZipped, `${String(zipped)} bytes as gzip`);
    });

    it(`ask nobody for anything, no fetch, no socket, no worker, no evaluation: ${name}`, () => {
      const script = read(`${name}.js`).toString('utf8');
      assert.doesNotMatch(
        script,
        /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|\bWorker\(|\beval\(/,
      );
      assert.doesNotMatch(read(`${name}.css`).toString('utf8'), /@import|url\(["']?http/);
    });

    it(`take their colours from the theme, and only the captcha lies on white: ${name}`, () => {
      const styles = read(`${name}.css`).toString('utf8').replace('background:#fff', '');
      assert.doesNotMatch(styles, /#[0-9a-f]{3,8}\b(?=[;}])|rgba?\(|hsla?\(/i);
    });
  }
});
