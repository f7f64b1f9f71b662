import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { pick } from '../../pick.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { chooseSigner } from './chooseSigner.ts';
import { documentsToSign } from './documentToSign.ts';
import type { LeftOut, PlannedMany } from './planMany.ts';
import { askForMissing, lookAtMany, sorted } from './planMany.ts';
import { exists, usualTarget } from './resultTarget.ts';
import type { DocumentToWrite, SigningOutcome } from './runSigning.ts';
import { runSigning } from './runSigning.ts';
import { tellSummary } from './signingSummary.ts';
import { signingOptions } from './signingOptions.ts';
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
  const { documents, leftOut } = await withTargets(planned, options.nameFor, title);
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

/** The VKN or TCKN that all documents name. */
function commonTaxNumber({ documents }: PlannedMany): string | null {
  const [first = null, ...others] = new Set(
    documents.map(({ senderTaxNumber }) => senderTaxNumber),
  );
  return others.length === 0 ? first : null;
}

/** Results never take the place of other files unasked, nor of each other. */
async function withTargets(
  { documents, leftOut }: PlannedMany,
  nameFor: (fileName: string) => string,
  title: string,
): Promise<{ documents: readonly DocumentToWrite[]; leftOut: readonly LeftOut[] }> {
  const free: DocumentToWrite[] = [];
  const taken: DocumentToWrite[] = [];
  const out = [...leftOut];
  const targets = new Set<string>();
  for (const document of documents) {
    const { uri } = document;
    const target = uri.scheme === 'untitled' ? null : usualTarget(document, nameFor);
    const key = target?.toString() ?? uri.toString();
    const isItself = key === uri.toString();
    if (targets.has(key)) {
      const reason = l10n.t('The result of another document has the same name.');
      out.push({ uri, reason, isExpected: false });
    } else if (target !== null && !isItself && (await exists(target))) {
      taken.push({ document, target });
    } else {
      free.push({ document, target });
    }
    targets.add(key);
  }
  if (taken.length > 0 && (await askReplace(taken, title)))
    return { documents: [...free, ...taken], leftOut: out };
  const reason = l10n.t('Its result is there already.');
  const kept = taken.map(({ document: { uri } }) => ({ uri, reason, isExpected: true }));
  return { documents: free, leftOut: [...out, ...kept] };
}

function askReplace(taken: readonly DocumentToWrite[], title: string): Promise<boolean> {
  const [first] = taken.flatMap(({ target }) => (target === null ? [] : [fileNameOf(target)]));
  return pick(
    [
      {
        label: l10n.t('Leave Them Out'),
        detail: l10n.t('Only the others are signed.'),
        value: false,
      },
      {
        label: l10n.t('Replace'),
        detail: l10n.t('They are signed again, and the results replaced.'),
        value: true,
      },
    ],
    title,
    l10n.t('{0} results are there already, such as {1}', taken.length, first ?? ''),
  );
}
