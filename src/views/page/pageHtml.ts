import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { Uri, Webview } from 'vscode';
import { currentLanguage } from '../../text/language.ts';

/** The files of all pages, as the build leaves them. */
export const PAGE_FOLDER = 'dist/webview';

/** Each has a script, a style sheet and an element of its name. */
export type PageName = 'portal' | 'report';

/**
 * The HTML of a webview: a frame that the script fills once it is known what is shown. The policy lets it
 * load its own files and nothing else; without `connect-src` it can reach nobody.
 */
export function pageHtml(
  name: PageName,
  webview: Pick<Webview, 'cspSource' | 'asWebviewUri'>,
  extensionUri: Uri,
): string {
  const address = (file: string): string => {
    const path = `${extensionUri.path}/${PAGE_FOLDER}/${file}`;
    return escaped(webview.asWebviewUri(extensionUri.with({ path })).toString());
  };
  const source = escaped(webview.cspSource);
  const nonce = randomBytes(24).toString('base64url');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${currentLanguage()}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Mali Mühür</title>
    <link rel="stylesheet" href="${address('codicon.css')}" id="vscode-codicon-stylesheet" />
    <link rel="stylesheet" href="${address(`${name}.css`)}" />
  </head>
  <body>
    <div id="${name}"><p class="arriving">${escaped(l10n.t('One moment …'))}</p></div>
    <script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
  </body>
</html>
`;
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => REFERENCES[sign] ?? '');
}
