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
  readonly buildPage: (options: { production: boolean; outdir: string }) => Promise<unknown>;
}

function uri(path: string): Uri {
  const own = { path, with: (change: { path: string }) => uri(change.path), toString: () => path };
  return own as unknown as Uri;
}

const webview: Pick<Webview, 'cspSource' | 'asWebviewUri'> = {
  cspSource: 'https://*.example "quoted"',
  asWebviewUri: (local) => local,
};

describe('The HTML of the portal’s page', () => {
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

describe('The bundle of the portal’s page', () => {
  const files = ['portal.js', 'portal.css', 'codicon.css'];
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-page-'));
    const { buildPage } = createRequire(import.meta.url)('../../../esbuild.js') as PageBuilder;
    await buildPage({ production: true, outdir: folder });
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (name: string): Buffer => readFileSync(join(folder, 'webview', name));

  it('is under 220 kB, and under 60 kB as gzip', () => {
    const sizes = files.map((name) => read(name).length);
    const zipped = files.map((name) => gzipSync(read(name)).length);
    const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    assert.ok(sum(sizes) < 220_000, `${String(sum(sizes))} bytes`);
    assert.ok(sum(zipped) < 60_000, `${String(sum(zipped))} bytes as gzip`);
  });

  it('asks nobody for anything: no fetch, no socket, no worker, no evaluation', () => {
    const script = read('portal.js').toString('utf8');
    assert.doesNotMatch(
      script,
      /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|\bWorker\(|\beval\(/,
    );
    assert.doesNotMatch(read('portal.css').toString('utf8'), /@import|url\(["']?http/);
  });

  it('takes its colours from the theme; only the captcha lies on white', () => {
    const styles = read('portal.css').toString('utf8').replace('background:#fff', '');
    assert.doesNotMatch(styles, /#[0-9a-f]{3,8}\b(?=[;}])|rgba?\(|hsla?\(/i);
  });
});
