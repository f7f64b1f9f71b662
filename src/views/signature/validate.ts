import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { contentOf, signedContentOf } from './content.ts';
import { trustPaths } from './trust/trustFiles.ts';
import type { CallOff, Validator } from './validator.ts';
import type { Validation } from './validations.ts';

/** Files that are validated together: what was asked about a certificate is asked once for all. */
export interface Run {
  readonly id: string;
  readonly trust: readonly string[];
  readonly callOff: CallOff;
}

export function newRun(context: vscode.ExtensionContext, callOff: CallOff): Run {
  return { id: randomUUID(), trust: trustPaths(context), callOff };
}

/** Validates one file, or the document of an editor as it is shown. */
export async function validateFile(
  validator: Validator,
  uri: vscode.Uri,
  { id, trust, callOff }: Run,
): Promise<Validation> {
  const { content, isUnsaved } = await contentOf(uri);
  const signed = await signedContentOf(uri);
  const file = vscode.workspace.asRelativePath(uri);
  const job = { kind: 'validate', run: id, content, signed, file, trust } as const;
  const reports = await validator.run<'validate'>(job, callOff);
  return { uri, reports, ofUnsavedText: isUnsaved, at: new Date() };
}
