/** A browser that sees nothing but this machine. */
import { chromium } from 'playwright-core';
import { onPath } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** See browser.d.mts. */
export async function openBrowser(options = {}) {
  const executablePath = names.map((name) => onPath(name)).find((path) => path !== undefined);
  if (!executablePath) throw new Error(`There is no browser: none of ${names.join(', ')} on PATH`);
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const strangers = [];
  context.on('request', (request) => {
    if (isStranger(request.url())) strangers.push(request.url());
  });
  return { page: await context.newPage(), strangers, close: () => browser.close() };
}

/** Whether a request leaves the machine; VS Code answers its own resource host in the page. */
function isStranger(address) {
  const { protocol, hostname } = new URL(address);
  return (
    /^(http|ws)s?:$/.test(protocol) &&
    hostname !== '127.0.0.1' &&
    !hostname.endsWith('.vscode-resource.vscode-cdn.net')
  );
}
