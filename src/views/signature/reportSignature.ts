import * as l10n from '@vscode/l10n';
import type {
  ChainLink,
  ReferenceReport,
  SignatureReport,
  TimeStampReport,
} from '../../signature/report/report.ts';
import { algorithmText } from '../../text/algorithmWords.ts';
import { purposeText } from '../../text/cardWords.ts';
import { capitalised, formatDay, formatMoment } from '../../text/language.ts';
import {
  controlTimeText,
  formatText,
  indicationText,
  linkStatusText,
} from '../../text/verdictWords.ts';
import { visibleText } from '../../text/visibleText.ts';
import { referenceText } from './problems.ts';
import type {
  ChainRow,
  Fact,
  ReferenceRow,
  SignaturePart,
  TimeStampRow,
  VerdictLook,
} from './protocol/page.ts';
import { inOrder, findingRow, placeOf } from './reportRows.ts';
import { verdictMeaning } from './verdicts.ts';

const LOOKS: Readonly<Record<SignatureReport['indication'], VerdictLook>> = {
  TOTAL_PASSED: 'passed',
  TOTAL_FAILED: 'failed',
  INDETERMINATE: 'open',
};

/** One signature as the page draws it. */
export function signaturePart(
  signature: SignatureReport,
  digested: readonly ReferenceReport[],
): SignaturePart {
  const { indication, subIndication } = signature;
  return {
    heading: headingOf(signature),
    verdict: {
      look: LOOKS[indication],
      word: indicationText(indication),
      meaning: verdictMeaning(signature),
      indication: subIndication === null ? indication : `${indication} / ${subIndication}`,
    },
    facts: factsOf(signature),
    findings: inOrder(signature.findings).map(findingRow),
    references: signature.references.map((it) => referenceRow(it, digested.indexOf(it))),
    timeStamps: signature.timeStamps.map(timeStampRow),
    chain: signature.chain.map(chainRow),
    place: placeOf(signature.position),
  };
}

/** Whose signature it is, as far as that is known. */
function headingOf({ signer, isCounterSignature }: SignatureReport): string {
  const name = signer?.commonName ?? signer?.vkn ?? signer?.tckn ?? null;
  if (name === null) return isCounterSignature ? l10n.t('Counter-signature') : l10n.t('Signature');
  const shown = visibleText(name);
  return isCounterSignature ? l10n.t('Counter-signature of {0}', shown) : shown;
}

function factsOf(signature: SignatureReport): readonly Fact[] {
  const { signer, signingTime, controlTime, controlTimeFrom } = signature;
  return facts(
    [l10n.t('VKN'), signer?.vkn],
    [l10n.t('TCKN'), signer?.tckn],
    [l10n.t('Signing time, as claimed'), signingTime && momentOf(signingTime)],
    [l10n.t('Judged for'), `${momentOf(controlTime)} (${controlTimeText(controlTimeFrom)})`],
    [l10n.t('Format'), formatText(signature)],
    [l10n.t('Certificate for'), signer && purposeText(signer.purpose)],
    [l10n.t('Validity'), signer && periodOf(signer)],
    [l10n.t('Public key'), signer?.keyAlgorithm],
    [l10n.t('Serial number'), signer?.serialNumber],
    [l10n.t('Issuer'), signer && commonNameIn(signer.issuer)],
  );
}

/** @param number among those that are digested, or -1 */
function referenceRow(reference: ReferenceReport, number: number): ReferenceRow {
  const { uri, type, valid, algorithm, expectedDigest, actualDigest, length, position } = reference;
  return {
    title: visibleText(referenceText(uri)),
    valid,
    verdict: valid ? l10n.t('Unchanged') : l10n.t('Differs'),
    facts: facts(
      [l10n.t('Type'), type],
      [l10n.t('Digest by'), algorithmText(algorithm)],
      [l10n.t('Canonical bytes'), length === null ? null : String(length)],
      [l10n.t('Digest in the signature'), valid ? null : expectedDigest],
      [l10n.t('Digest of the document'), valid ? null : actualDigest],
    ),
    place: placeOf(position),
    digested: number === -1 ? null : number,
  };
}

function timeStampRow({ kind, time, valid, authority }: TimeStampReport): TimeStampRow {
  return {
    title: visibleText(kind),
    valid,
    verdict: indicationText(valid ? 'TOTAL_PASSED' : 'TOTAL_FAILED'),
    facts: facts([l10n.t('Time'), time && momentOf(time)], [l10n.t('Authority'), authority]),
  };
}

function chainRow(link: ChainLink): ChainRow {
  const { subject, serialNumber, fingerprintSha256, isAnchor, status } = link;
  return {
    name: visibleText(commonNameIn(subject)),
    look: isAnchor ? 'trusted' : lookOf(status.state),
    status: isAnchor ? l10n.t('Trusted') : capitalised(linkStatusText(status)),
    facts: facts(
      [l10n.t('Validity'), periodOf(link)],
      [l10n.t('Status as of'), status.at && momentOf(status.at)],
      [l10n.t('Serial number'), serialNumber],
      [l10n.t('Name'), subject],
      [l10n.t('SHA-256 fingerprint'), fingerprintSha256],
    ),
  };
}

function lookOf(state: ChainLink['status']['state']): ChainRow['look'] {
  if (state === 'good') return 'good';
  return state === 'revoked' || state === 'on-hold' ? 'bad' : 'open';
}

/** A name of an authority is long, and its common name says which one it is. */
function commonNameIn(subject: string): string {
  return /(?:^|,\s*)CN=((?:\\.|[^,\\])+)/.exec(subject)?.[1]?.replace(/\\(.)/g, '$1') ?? subject;
}

function periodOf({ notBefore, notAfter }: { notBefore: string; notAfter: string }): string {
  return `${formatDay(new Date(notBefore))} – ${formatDay(new Date(notAfter))}`;
}

function momentOf(time: string): string {
  return formatMoment(new Date(time));
}

/** Only what is known; names and values of others made safe to read. */
function facts(
  ...rows: readonly (readonly [string, string | null | undefined])[]
): readonly Fact[] {
  return rows.flatMap(([name, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [{ name, value: visibleText(value) }],
  );
}
