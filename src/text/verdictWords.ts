import * as l10n from '@vscode/l10n';
import type { Severity } from '../signature/report/findings.ts';
import type {
  DocumentKind,
  Indication,
  LinkStatus,
  SignatureReport,
  SubIndication,
} from '../signature/report/report.ts';

const indications: Readonly<Record<Indication, () => string>> = {
  TOTAL_PASSED: () => l10n.t('Valid'),
  TOTAL_FAILED: () => l10n.t('Invalid'),
  INDETERMINATE: () => l10n.t('Cannot be decided'),
};

/** The verdict on a signature in a word or two. */
export function indicationText(indication: Indication): string {
  return indications[indication]();
}

const subIndications: Readonly<Record<SubIndication, () => string>> = {
  HASH_FAILURE: () => l10n.t('What is there is not what was signed.'),
  SIG_CRYPTO_FAILURE: () => l10n.t('The signature value does not fit what was signed.'),
  FORMAT_FAILURE: () => l10n.t('It cannot be read as a signature.'),
  SIGNED_DATA_NOT_FOUND: () => l10n.t('What was signed is not there.'),
  NO_SIGNING_CERTIFICATE_FOUND: () =>
    l10n.t('The certificate is missing, or the signature names another one.'),
  SIG_CONSTRAINTS_FAILURE: () =>
    l10n.t('The signature lacks something that it must have, or does not protect it.'),
  NO_CERTIFICATE_CHAIN_FOUND: () =>
    l10n.t('There is no way from the certificate to a root that is trusted here.'),
  OUT_OF_BOUNDS_NO_POE: () =>
    l10n.t('The certificate is not valid at that time, and nothing proves an earlier signature.'),
  REVOKED_NO_POE: () =>
    l10n.t('The certificate was revoked, and nothing proves that the signature is older.'),
  REVOKED_CA_NO_POE: () =>
    l10n.t('The issuer’s certificate was revoked, and nothing proves that the signature is older.'),
  TRY_LATER: () =>
    l10n.t('Whether the certificate may be used is not known now; that can change later.'),
  CRYPTO_CONSTRAINTS_FAILURE: () => l10n.t('It rests on a method that is not safe.'),
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: () =>
    l10n.t('It rests on a method that is not safe any more, and nothing proves that it is older.'),
  CHAIN_CONSTRAINTS_FAILURE: () => l10n.t('The certificate is not for signing such documents.'),
  REVOKED: () => l10n.t('The certificate was revoked before the signature was made.'),
  EXPIRED: () => l10n.t('The certificate had expired before the signature was made.'),
  NOT_YET_VALID: () => l10n.t('The certificate was not valid yet when the signature was made.'),
};

/** Why the verdict is that one, in a sentence. */
export function subIndicationText(subIndication: SubIndication): string {
  return subIndications[subIndication]();
}

const kinds: Readonly<Record<DocumentKind, () => string>> = {
  invoice: () => l10n.t('invoice'),
  'application-response': () => l10n.t('application response'),
  'despatch-advice': () => l10n.t('despatch advice (e-İrsaliye)'),
  'receipt-advice': () => l10n.t('receipt advice (for an e-İrsaliye)'),
  'credit-note': () => l10n.t('credit note (e-Müstahsil)'),
  'other-ubl': () => l10n.t('other UBL document'),
  'e-archive-report': () => l10n.t('e-Arşiv report'),
  ledger: () => l10n.t('ledger (e-Defter)'),
  'ledger-berat': () => l10n.t('ledger certificate (berat)'),
  'user-account': () => l10n.t('user account (opening or closing)'),
  envelope: () => l10n.t('envelope (zarf)'),
  cms: () => l10n.t('CMS signature (.p7s)'),
  'other-xml': () => l10n.t('other XML document'),
};

/** What kind of document it is. */
export function documentKindText(kind: DocumentKind): string {
  return kinds[kind]();
}

/** The form of a signature by its usual name: `XAdES-BES`, `CAdES-T`, `XMLDSig`. */
export function formatText({ format, level }: Pick<SignatureReport, 'format' | 'level'>): string {
  const name = { xades: 'XAdES', xmldsig: 'XMLDSig', cades: 'CAdES', cms: 'CMS' }[format];
  return level === null ? name : `${name}-${level}`;
}

const statuses: Readonly<Record<LinkStatus['state'], () => string>> = {
  good: () => l10n.t('not revoked'),
  revoked: () => l10n.t('revoked'),
  'on-hold': () => l10n.t('on hold'),
  unknown: () => l10n.t('not known whether revoked'),
  'not-asked': () => l10n.t('not asked whether revoked'),
};

/** What is known of the revocation of a certificate, and from where. */
export function linkStatusText({ state, from }: Pick<LinkStatus, 'state' | 'from'>): string {
  const status = statuses[state]();
  return from === null ? status : `${status} (${from === 'ocsp' ? 'OCSP' : l10n.t('CRL')})`;
}

const severities: Readonly<Record<Severity, () => string>> = {
  error: () => l10n.t('error'),
  warning: () => l10n.t('warning'),
  information: () => l10n.t('information'),
};

/** How much a finding matters, in one word. */
export function severityText(severity: Severity): string {
  return severities[severity]();
}

const origins: Readonly<Record<SignatureReport['controlTimeFrom'], () => string>> = {
  asked: () => l10n.t('the time you asked for'),
  'time-stamp': () => l10n.t('proven by the time stamp'),
  now: () => l10n.t('now'),
};

/** Why a signature was judged for that time. */
export function controlTimeText(from: SignatureReport['controlTimeFrom']): string {
  return origins[from]();
}
