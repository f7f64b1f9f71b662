import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { chooseSigner } from './chooseSigner.ts';
import { documentsToSign } from './documentToSign.ts';
import { askForMissing, commonTaxNumber, lookAtMany, sorted } from './planMany.ts';
import type { SigningOutcome } from './runSigning.ts';
import { runSigning } from './runSigning.ts';
import { tellSummary } from './signingSummary.ts';
import { signingOptions } from './signingOptions.ts';
import { withTargets } from './targetsOf.ts';
import { validateResults } from './validateResults.ts';

/**
 * Signs many documents with one PIN: everything that has to be asked is asked before it, about all
 * of them together. One that fails stops no other; at the end there is one summary.
 * @param ofFolder nobody named these files one by one.
 */
export async function signMany(
  host: SignatureHost,
  services: CardServices,
  uris: readonly vscode.Uri[],
  title: string,
  ofFolder = false,
): Promise<void> {
  const options = signingOptions();
  const found = await documentsToSign(uris, title);
  const looked = await withProgress(l10n.t('Looking at the documents'), uris.length, (off, tell) =>
    lookAtMany(host, found, off, tell),
  );
  const adds = await askForMissing(looked, title);
  const planned = sorted(looked, { adds, ofFolder });
  const { documents, leftOut } = await withTargets(planned, options.nameFor, { title });
  const outcomes: SigningOutcome[] = [];
  if (documents.length > 0) {
    const what = l10n.t('{0} documents', documents.length);
    const wish = { taxNumber: commonTaxNumber(planned), certificate: null };
    const chosen = await chooseSigner(services, wish, `${title} – ${what}`);
    const showProgress = <T>(task: (off: vscode.CancellationToken, tell: Tell) => Promise<T>) =>
      withProgress(l10n.t('Signing'), documents.length, task);
    const run = { chosen, options, what, showProgress };
    outcomes.push(...(await runSigning(host, services, documents, run)));
  }
  const signed = outcomes.flatMap(({ result }) => result ?? []);
  const reports = await withProgress(l10n.t('Validating'), signed.length, (off, tell) =>
    validateResults(host, signed, off, tell),
  );
  tellSummary(host, { title, outcomes, leftOut, reports });
}

type Tell = (count: number, name?: string) => void;

function withProgress<T>(
  title: string,
  all: number,
  task: (callOff: vscode.CancellationToken, tell: Tell) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const running = vscode.window.withProgress(options, (progress, token) => {
    let told = 0;
    const tell: Tell = (count, name) => {
      const message =
        name === undefined
          ? l10n.t('{0} of {1}', count, all)
          : l10n.t('{0} of {1}: {2}', count, all, name);
      progress.report({ message, increment: ((count - told) * 100) / all });
      told = count;
    };
    return task(token, tell);
  });
  return Promise.resolve(running);
}
