import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { pick } from '../../pick.ts';
import { askFile, fileNameOf } from '../../writeFile.ts';
import type { PlannedDocument } from './planDocument.ts';

/** Where a signed document goes; null: into a new editor, as a document that is not saved yet. */
export type ResultTarget = vscode.Uri | null;

/**
 * Beside the document, under the name that the settings say; what has a signature already is replaced
 * itself. Where nothing can be written, and where something would be lost, the user is asked.
 * @throws `cancelled`
 */
export async function targetFor(
  document: PlannedDocument,
  nameFor: (fileName: string) => string,
): Promise<ResultTarget> {
  const { uri } = document;
  if (uri.scheme === 'untitled') return null;
  const target = usualTarget(document, nameFor);
  if (!(await isWritable(target))) return askTarget(document, nameFor);
  const isItself = target.toString() === uri.toString();
  if (isItself || !(await exists(target))) return target;
  const replaces = await pick(
    [
      { label: l10n.t('Replace {0}', fileNameOf(target)), value: true },
      { label: l10n.t('Choose Another Name…'), value: false },
    ],
    l10n.t('Sign'),
    l10n.t('{0} is there already', fileNameOf(target)),
  );
  return replaces ? target : askTarget(document, nameFor);
}

export function usualTarget(
  { uri, placement }: PlannedDocument,
  nameFor: (fileName: string) => string,
): vscode.Uri {
  if (placement.existing !== null) return uri;
  return vscode.Uri.joinPath(uri, '..', nameFor(fileNameOf(uri)));
}

export function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(
    vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    ),
  );
}

function askTarget(
  { uri }: PlannedDocument,
  nameFor: (fileName: string) => string,
): Promise<vscode.Uri> {
  const title = l10n.t('Where does the signed document go?');
  return askFile(title, nameFor(fileNameOf(uri)), { XML: ['xml'] }, l10n.t('Sign'));
}

/** As far as it can be told before; a disk may be full all the same. */
async function isWritable(uri: vscode.Uri): Promise<boolean> {
  const { fs } = vscode.workspace;
  if (uri.scheme !== 'file' && fs.isWritableFileSystem(uri.scheme) === false) return false;
  const status = await fs.stat(uri).then(
    (found) => found,
    () => null,
  );
  if (((status?.permissions ?? 0) & vscode.FilePermission.Readonly) !== 0) return false;
  if (uri.scheme !== 'file') return true;
  return access(dirname(uri.fsPath), constants.W_OK).then(
    () => true,
    () => false,
  );
}
