import { Asn1Error } from '../asn1.ts';
import { basicConstraints } from '../basicConstraints.ts';
import type { DerValue } from '../derReader.ts';
import { DerReader, readSequence } from '../derReader.ts';
import { timeOf } from '../derValues.ts';
import { keyUsageOf } from '../extensions.ts';
import { isSameName } from '../names.ts';
import { KEY_USAGE, OID } from '../oids.ts';
import { statusAddresses } from '../statusAddresses.ts';
import { isSignedBy } from '../signedBy.ts';
import type { X509 } from '../x509.ts';
import type { Crl } from './readCrl.ts';
import { findEntry, parseCrl } from './readCrl.ts';
import type { AnsweredStatus, StatusQuestion } from './status.ts';
import { REFUSED, STALE, isConclusive, revocationReason } from './status.ts';

/**
 * What a CRL says of a certificate (RFC 5280 §6.3.3): only a complete one, signed by the issuer
 * itself, that reaches over the time in question. Never throws.
 */
export function crlStatus(bytes: Uint8Array, question: StatusQuestion): AnsweredStatus {
  try {
    return judge(parseCrl(bytes), question);
  } catch (error) {
    if (error instanceof Asn1Error) return REFUSED;
    throw error;
  }
}

function judge(crl: Crl, { certificate, issuer, at, now }: StatusQuestion): AnsweredStatus {
  if (!isSameName(crl.issuer, certificate.issuer) || !mayIssueCrls(issuer)) return REFUSED;
  if (!isInScope(crl, certificate) || !isSignedBy(crl, issuer)) return REFUSED;
  if (!isConclusive(crl, at, now)) return STALE;
  const entry = findEntry(crl, certificate.serialNumber);
  const said = { from: 'crl', saidAt: crl.thisUpdate } as const;
  if (entry === null) return isRemembered(crl, certificate) ? { state: 'good', ...said } : STALE;
  for (const [id, { critical }] of entry.extensions) {
    if (critical && id !== OID.reasonCode && id !== OID.invalidityDate) return REFUSED;
  }
  const reason = revocationReason(reasonCode(entry.extensions.get(OID.reasonCode)?.value));
  if (reason === 'removeFromCRL') return { state: 'good', ...said };
  const state = reason === 'certificateHold' ? 'on-hold' : 'revoked';
  return { state, since: entry.at, reason, ...said };
}

/** A key usage that is there must allow it (RFC 5280 §6.3.3 f). */
function mayIssueCrls({ extensions }: X509): boolean {
  const usage = extensions.get(OID.keyUsage)?.value;
  return usage === undefined || keyUsageOf(new Map([[OID.keyUsage, usage]])).has(KEY_USAGE.cRLSign);
}

/** Is every certificate of this kind in the list? Parts of lists and deltas are not read. */
function isInScope(crl: Crl, certificate: X509): boolean {
  for (const [id, { critical }] of crl.extensions) {
    if (id === OID.deltaCrlIndicator) return false;
    if (critical && id !== OID.issuingDistributionPoint) return false;
  }
  const scope = crl.extensions.get(OID.issuingDistributionPoint);
  return scope === undefined || isInPoint(readSequence(scope.value), certificate);
}

const CONTEXT_0 = 0xa0;

/** IssuingDistributionPoint (RFC 5280 §5.2.5). */
function isInPoint(point: DerReader, certificate: X509): boolean {
  const name = point.nextIf(CONTEXT_0);
  const [users, authorities, reasons, indirect, attributes] = [1, 2, 3, 4, 5].map((number) =>
    point.nextIf(0x80 | number),
  );
  point.end();
  if (reasons || isTrue(indirect) || isTrue(attributes)) return false;
  const isOfKind = basicConstraints(certificate).ca ? !isTrue(users) : !isTrue(authorities);
  return isOfKind && (name === null || isNamedBy(certificate, name));
}

function isTrue(flag: DerValue | null | undefined): boolean {
  return flag?.contents[0] === 0xff;
}

/** One of its full names is one of the addresses in the certificate (RFC 5280 §6.3.3 b 2 i). */
function isNamedBy({ der }: X509, { contents }: DerValue): boolean {
  const full = new DerReader(contents).nextIf(CONTEXT_0);
  if (full === null) return false;
  const known = statusAddresses(der).flatMap(({ kind, url }) => (kind === 'crl' ? [url.href] : []));
  const names = new DerReader(full.contents);
  while (!names.isAtEnd) {
    const text = Buffer.from(names.next().contents).toString('latin1');
    if (URL.canParse(text) && known.includes(new URL(text).href)) return true;
  }
  return false;
}

/**
 * An authority may take a certificate off its list once it has expired (RFC 5280 §3.3), unless it
 * says since when it does not (ISO/IEC 9594-8, expiredCertsOnCRL).
 */
function isRemembered(crl: Crl, { notAfter }: X509): boolean {
  if (crl.thisUpdate <= notAfter) return true;
  const since = crl.extensions.get(OID.expiredCertsOnCrl);
  return since !== undefined && timeOf(new DerReader(since.value).next()) <= notAfter;
}

const ENUMERATED = 0x0a;

function reasonCode(value: Uint8Array | undefined): number {
  if (value === undefined) return 0;
  const reader = new DerReader(value);
  const { contents } = reader.next(ENUMERATED);
  reader.end();
  if (contents.length !== 1) throw new Asn1Error('a reason is wrong');
  return contents[0] ?? 0;
}
