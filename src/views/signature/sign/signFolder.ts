import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { askFolder, uriOf } from '../target.ts';
import { signMany } from './signMany.ts';

/** Sign Folder…: the documents in it that are of GİB's kinds and not signed yet. */
export async function signFolder(
  host: SignatureHost,
  services: CardServices,
  argument: unknown,
): Promise<void> {
  const command = l10n.t('Sign Folder');
  const folder = uriOf(argument) ?? (await askFolder(command, l10n.t('Sign')));
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, '**/*.{xml,XML}'),
  );
  const name = fileNameOf(folder);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('There are no XML files in {0}.', name));
    return;
  }
  const files = found.sort((one, other) => one.path.localeCompare(other.path, 'tr'));
  await signMany(host, services, files, l10n.t('Sign Folder {0}', name), true);
}
