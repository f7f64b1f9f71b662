import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../errors.ts';
import type { CanonicalForm } from '../../signature/canonicalForms.ts';
import { visibleText } from '../../text/visibleText.ts';
import type { Choice } from '../pick.ts';
import { pick } from '../pick.ts';
import { fileNameOf } from '../writeFile.ts';
import { contentOf } from './content.ts';
import { longTask } from './longTask.ts';
import { referenceText } from './problems.ts';
import type { SignatureHost } from './signatureHost.ts';
import { activeUri, askSignedFile, columnOf, uriOf } from './target.ts';

/** One reference of a file, by its number among those that are digested. */
export interface ReferenceOf {
  readonly uri: vscode.Uri;
  readonly reference: number;
}

/**
 * Show Canonical Bytes: exactly what a reference digests, read-only. Where the digest is wrong and the
 * cause was found, what was signed stands beside it, so that the difference can be seen.
 */
export async function showCanonicalBytes(host: SignatureHost, argument: unknown): Promise<void> {
  const asked = isReferenceOf(argument) ? argument : undefined;
  const uri = asked?.uri ?? uriOf(argument) ?? activeUri() ?? (await askSignedFile());
  const forms = await formsOf(host, uri);
  const number = asked?.reference ?? (await pick(forms.map(choiceOf), title()));
  const form = forms[number];
  if (form === undefined) throw new MuhurError('validation/changed', {});
  await show(host, uri, number, form);
}

async function formsOf(host: SignatureHost, uri: vscode.Uri): Promise<readonly CanonicalForm[]> {
  const name = fileNameOf(uri);
  const forms = await longTask(l10n.t('Making the canonical form of {0}', name), async (off) => {
    const { content } = await contentOf(uri);
    return host.validator.run<'canonical'>({ kind: 'canonical', content }, off);
  });
  if (forms.length > 0) return forms;
  void vscode.window.showInformationMessage(
    l10n.t('No reference of a signature in {0} could be digested.', name),
  );
  throw new MuhurError('cancelled', {});
}

async function show(
  { canonical }: SignatureHost,
  uri: vscode.Uri,
  number: number,
  { uri: reference, part, actual, expected }: CanonicalForm,
): Promise<void> {
  const about = reference === '' ? l10n.t('(whole document)') : visibleText(reference);
  const name = [fileNameOf(uri), part, about].filter((it) => it !== null).join(' ');
  const keep = (which: string, bytes: Uint8Array): vscode.Uri =>
    canonical.keep(`${name}.xml`, `${uri.toString()} ${String(number)} ${which}`, bytes);
  const viewColumn = columnOf(uri);
  if (expected === null) {
    const document = await vscode.workspace.openTextDocument(keep('now', actual));
    await vscode.window.showTextDocument(document, { preview: true, viewColumn });
    return;
  }
  const heading = l10n.t('{0}: as signed ↔ as it is', name);
  const sides = [keep('signed', expected), keep('now', actual)];
  const selection = firstDifference(expected, actual);
  const options = { preview: true, viewColumn, ...(selection && { selection }) };
  await vscode.commands.executeCommand('vscode.diff', ...sides, heading, options);
}

/** The first line that differs: VS Code itself passes over white space, which is content here. */
function firstDifference(before: Uint8Array, now: Uint8Array): vscode.Range | null {
  const [lines, others] = [now, before].map((bytes) => new TextDecoder().decode(bytes).split('\n'));
  const line = lines?.findIndex((text, index) => text !== others?.[index]) ?? -1;
  if (line === -1) return null;
  return new vscode.Range(line, 0, line, lines?.[line]?.length ?? 0);
}

function choiceOf({ part, uri, valid, actual }: CanonicalForm, index: number): Choice<number> {
  return {
    label: visibleText(referenceText(uri)),
    description: valid ? l10n.t('Unchanged') : l10n.t('Differs'),
    detail: [part, l10n.t('{0} bytes', actual.length)].filter((it) => it !== null).join(' · '),
    value: index,
  };
}

function title(): string {
  return l10n.t('Show Canonical Bytes');
}

function isReferenceOf(argument: unknown): argument is ReferenceOf {
  return typeof argument === 'object' && argument !== null && 'reference' in argument;
}
