import type * as vscode from 'vscode';
import { isMuhurError } from '../../../errors.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { newRun, validateFile } from '../validate.ts';
import type { CallOff } from '../validator.ts';
import type { Validation } from '../validations.ts';

/** Validates what was signed, and lets everything that shows results know, until it is called off. */
export async function validateResults(
  host: SignatureHost,
  uris: readonly vscode.Uri[],
  callOff: CallOff,
  tell: (count: number, name: string) => void,
): Promise<readonly Validation[]> {
  const run = newRun(host.context, callOff);
  const validations: Validation[] = [];
  for (const [index, uri] of uris.entries()) {
    if (callOff.isCancellationRequested) break;
    tell(index + 1, fileNameOf(uri));
    try {
      const validation = await validateFile(host.validator, uri, run);
      host.validations.take(validation);
      validations.push(validation);
    } catch (error) {
      if (isMuhurError(error, 'cancelled')) break;
      throw error;
    }
  }
  return validations;
}
