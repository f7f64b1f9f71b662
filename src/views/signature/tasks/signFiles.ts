import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { visibleText } from '../../../text/visibleText.ts';
import { certificateBySerial, chooseSigner } from '../sign/chooseSigner.ts';
import { documentsToSign } from '../sign/documentToSign.ts';
import { commonTaxNumber, lookAtMany, sorted } from '../sign/planMany.ts';
import { runSigning } from '../sign/runSigning.ts';
import { signingOptions } from '../sign/signingOptions.ts';
import { withTargets } from '../sign/targetsOf.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { errorLine } from './problemLines.ts';
import type { TaskRequest } from './taskRequest.ts';

/**
 * Signs files as a task says. Only who signs and the PIN are asked for, in VS Code and once; what
 * else would be asked, the task decides, and results of earlier runs are replaced.
 * @returns 0 when all that could be signed was, else 1.
 */
export async function signFiles(
  host: SignatureHost,
  services: CardServices,
  uris: readonly vscode.Uri[],
  request: TaskRequest,
  writeLine: (line: string) => void,
  token: vscode.CancellationToken,
): Promise<number> {
  const options = signingOptions(request);
  const title = l10n.t('Sign {0} documents', uris.length);
  const found = await documentsToSign(uris, title);
  const looked = await lookAtMany(host, found, token, () => undefined);
  const planned = sorted(looked, { adds: request.addMissing, ofFolder: true });
  const { documents, leftOut } = await withTargets(planned, options.nameFor, null);
  for (const { uri, reason, error } of leftOut) {
    const file = uri.fsPath;
    writeLine(error === null ? `${visibleText(file)}: ${reason}` : errorLine(file, error));
  }
  const lost = leftOut.filter(({ error }) => error !== null).length;
  if (documents.length === 0) {
    writeLine(l10n.t('There is nothing to sign.'));
    return lost === 0 ? 0 : 1;
  }
  const { certificate: serial } = request;
  const certificate = serial === undefined ? null : await certificateBySerial(services, serial);
  const chosen = await chooseSigner(
    services,
    { taxNumber: commonTaxNumber(planned), certificate },
    title,
  );
  const outcomes = await runSigning(host, services, documents, {
    chosen,
    options,
    what: l10n.t('{0} documents', documents.length),
    showProgress: (task) => task(token, () => undefined),
  });
  for (const { document, result, error } of outcomes) {
    const file = document.uri.fsPath;
    if (error !== null) writeLine(errorLine(file, error));
    else writeLine(`${visibleText(file)} → ${visibleText(result?.fsPath ?? '')}`);
  }
  const signed = outcomes.filter(({ error }) => error === null).length;
  const failed = outcomes.length - signed + lost;
  writeLine(l10n.t('{0} signed, {1} failed.', signed, failed));
  return failed === 0 ? 0 : 1;
}
