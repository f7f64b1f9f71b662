import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { fileNameOf, writeFileOf } from '../../writeFile.ts';
import { openDocument } from '../validations.ts';
import type { DocumentToWrite } from './runSigning.ts';

/**
 * Puts a signed document where it goes, unless the thread has written it.
 * @returns where it is.
 * @throws `file/read-only`, `file/not-written`
 */
export async function writeResult(
  { document: { uri }, target }: DocumentToWrite,
  bytes: Uint8Array | null,
): Promise<vscode.Uri> {
  if (target === null) return inNewEditor(uri, bytes ?? new Uint8Array());
  if (bytes !== null) await writeWhole(target, bytes);
  return target;
}

/** In the encoding of the document that it was made of. */
async function inNewEditor(of: vscode.Uri, bytes: Uint8Array): Promise<vscode.Uri> {
  const encoding = openDocument(of)?.encoding ?? 'utf8';
  const content = await vscode.workspace.decode(bytes, { encoding });
  const document = await vscode.workspace.openTextDocument({ language: 'xml', content, encoding });
  return document.uri;
}

/** Under another name first: a connection that breaks leaves the file what it was. */
async function writeWhole(target: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const name = `.${fileNameOf(target)}.${randomUUID().slice(0, 8)}.tmp`;
  const temporary = vscode.Uri.joinPath(target, '..', name);
  try {
    await writeFileOf(temporary, bytes);
    await fs.rename(temporary, target, { overwrite: true });
  } catch {
    // Not every file system takes new names, or renames.
    await fs.delete(temporary).then(undefined, () => undefined);
    await writeFileOf(target, bytes);
  }
}
