import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { MuhurError } from '../../../errors.ts';
import { pick } from '../../pick.ts';
import { fileNameOf } from '../../writeFile.ts';
import { contentOf } from '../content.ts';
import { openDocument } from '../validations.ts';
import type { Content } from '../worker/messages.ts';

/** A document as it is going to be signed. */
export interface DocumentToSign {
  readonly uri: vscode.Uri;
  readonly content: Content;
  /** The text of an editor is signed, which is not saved. */
  readonly isUnsaved: boolean;
  /** Of the text in the editor; null: no editor has it. */
  readonly version: number | null;
}

/**
 * Reads what is to be signed. Where editors have changes that are not saved, the user says what is
 * meant: nothing is taken from the disk silently while something else is on the screen.
 * @throws `cancelled`, `file/…`
 */
export async function documentsToSign(
  uris: readonly vscode.Uri[],
  title: string,
): Promise<readonly DocumentToSign[]> {
  const changed = uris.map(openDocument).filter((document) => document !== undefined);
  const unsaved = changed.filter(({ isDirty, isUntitled }) => isDirty && !isUntitled);
  if (unsaved.length > 0) await settle(unsaved, title);
  return Promise.all(uris.map(documentToSign));
}

export async function documentToSign(uri: vscode.Uri): Promise<DocumentToSign> {
  const { content, isUnsaved } = await contentOf(uri);
  return { uri, content, isUnsaved, version: openDocument(uri)?.version ?? null };
}

/** Why a document is not any more what the user decided on; null: it is. */
export function changeOf({ uri, version, isUnsaved }: DocumentToSign): MuhurError | null {
  const document = openDocument(uri);
  const isSame = isUnsaved
    ? document?.version === version
    : document === undefined || !isDirtyNow(document);
  return isSame ? null : new MuhurError('file/changed', { path: fileNameOf(uri) });
}

function isDirtyNow({ isDirty, isUntitled }: vscode.TextDocument): boolean {
  return isDirty || isUntitled;
}

async function settle(unsaved: readonly vscode.TextDocument[], title: string): Promise<void> {
  const [first] = unsaved;
  const question =
    first !== undefined && unsaved.length === 1
      ? l10n.t('{0} has changes that are not saved', fileNameOf(first.uri))
      : l10n.t('{0} documents have changes that are not saved', unsaved.length);
  const saves = await pick(
    [
      {
        label: l10n.t('Save and Sign'),
        detail: l10n.t('Saves first, then signs what is in the file.'),
        value: true,
      },
      {
        label: l10n.t('Sign as Shown'),
        detail: l10n.t('Signs the text in the editor; the file keeps what it has.'),
        value: false,
      },
    ],
    title,
    question,
  );
  if (!saves) return;
  for (const document of unsaved) {
    // Whoever keeps VS Code from saving has said why.
    if (!(await document.save())) throw new MuhurError('cancelled', {});
  }
}
