import * as vscode from 'vscode';
import { readFileOf } from '../writeFile.ts';
import { openDocument } from './validations.ts';
import type { Content } from './worker/messages.ts';

export interface FoundContent {
  readonly content: Content;
  /** It is the text of an editor, which differs from the file. */
  readonly isUnsaved: boolean;
}

/**
 * What is to be validated: the text as it is shown where it is not saved; else the file, by its path
 * where this computer has it, so that the thread reads it piece by piece.
 * @throws `file/…`
 */
export async function contentOf(uri: vscode.Uri): Promise<FoundContent> {
  const document = openDocument(uri);
  if (document !== undefined && (document.isDirty || document.isUntitled)) {
    return { content: { bytes: await bytesAsShown(document) }, isUnsaved: true };
  }
  return { content: await contentOfFile(uri), isUnsaved: false };
}

async function contentOfFile(uri: vscode.Uri): Promise<Content> {
  return uri.scheme === 'file' ? { path: uri.fsPath } : { bytes: await readFileOf(uri) };
}

/** Its bytes as saving would write them, in the encoding that the editor has chosen. */
async function bytesAsShown(document: vscode.TextDocument): Promise<Uint8Array> {
  const text = document.getText();
  if (document.encoding === 'utf8') return Buffer.from(text, 'utf8');
  return vscode.workspace.encode(text, { encoding: document.encoding });
}

/** What a detached signature was made over: `invoice.xml` beside `invoice.xml.p7s`. */
export async function signedContentOf(uri: vscode.Uri): Promise<Content | null> {
  if (!/\.p7s$/i.test(uri.path)) return null;
  const beside = uri.with({ path: uri.path.slice(0, -'.p7s'.length) });
  const isThere = await vscode.workspace.fs.stat(beside).then(
    ({ type }) => (type & vscode.FileType.File) !== 0,
    () => false,
  );
  return isThere ? (await contentOf(beside)).content : null;
}
