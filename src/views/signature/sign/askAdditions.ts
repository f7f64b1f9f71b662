import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../../errors.ts';
import { pick } from '../../pick.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import type { Plan } from '../worker/messages.ts';
import type { DocumentToSign } from './documentToSign.ts';

/**
 * Shows what would be added to a document beside the document as it is, and asks.
 * @param what can it be signed without that?
 * @returns whether it is to be added.
 * @throws `cancelled`
 */
export async function askAdditions(
  { canonical }: SignatureHost,
  { uri }: DocumentToSign,
  { additions }: Plan,
  what: 'needed' | 'optional',
): Promise<boolean> {
  if (additions === null) return false;
  const name = fileNameOf(uri);
  const keep = (which: string, bytes: Uint8Array): vscode.Uri =>
    canonical.keep(name, `${uri.toString()} ${which}`, bytes);
  const sides = [keep('before', additions.before), keep('after', additions.after)] as const;
  const heading = l10n.t('{0}: as it is ↔ with what is added', name);
  await vscode.commands.executeCommand('vscode.diff', ...sides, heading, { preview: true });
  try {
    return await ask(what);
  } finally {
    await closeDiff(sides[1]);
  }
}

async function ask(what: 'needed' | 'optional'): Promise<boolean> {
  const add = {
    label: l10n.t('Add and Sign'),
    detail: l10n.t('What the comparison shows is added, then the document is signed.'),
    value: 'add',
  } as const;
  const without = {
    label: l10n.t('Sign without It'),
    detail: l10n.t('The signature goes into the document as it is.'),
    value: 'without',
  } as const;
  const cancel = { label: l10n.t('Cancel'), detail: l10n.t('Nothing is signed.'), value: 'cancel' };
  const choices = [add, ...(what === 'optional' ? [without] : []), cancel];
  const question =
    what === 'needed'
      ? l10n.t('The document has no place for a signature: see what has to be added')
      : l10n.t('The document does not name who signs it (cac:Signature): see what can be added');
  const answer = await pick<string>(choices, l10n.t('Sign'), question);
  if (answer === 'cancel') throw new MuhurError('cancelled', {});
  return answer === 'add';
}

async function closeDiff(modified: vscode.Uri): Promise<void> {
  const wanted = modified.toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === wanted,
  );
  await vscode.window.tabGroups.close(shown);
}
