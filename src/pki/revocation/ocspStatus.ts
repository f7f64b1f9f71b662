import { Asn1Error } from '../asn1.ts';
import { verifyChain } from '../chain.ts';
import { DerReader, TAG } from '../derReader.ts';
import { timeOf } from '../derValues.ts';
import { oidsOf } from '../extensions.ts';
import { isSameName } from '../names.ts';
import { OID } from '../oids.ts';
import { isSignedBy } from '../signedBy.ts';
import type { X509 } from '../x509.ts';
import { parseX509 } from '../x509.ts';
import type { CertId } from './ocspRequest.ts';
import { certIdOf, keyHashOf } from './ocspRequest.ts';
import type { OcspResponse, SingleAnswer } from './readOcsp.ts';
import { parseOcsp } from './readOcsp.ts';
import type { AnsweredStatus, StatusQuestion } from './status.ts';
import { REFUSED, STALE, isConclusive, revocationReason } from './status.ts';

/** OCSPResponseStatus: the responder has no answers for that issuer (RFC 6960 §2.3). */
const UNAUTHORIZED = 6;

/**
 * What an OCSP response says of a certificate (RFC 6960 §3.2): it must be about that one, signed by
 * its issuer or by whom the issuer appointed, repeat the nonce if it has one at all, and reach over
 * the time in question. Never throws.
 * @param nonce of the question.
 */
export function ocspStatus(
  bytes: Uint8Array,
  question: StatusQuestion,
  nonce: Uint8Array,
): AnsweredStatus {
  try {
    const response = parseOcsp(bytes);
    if ('failure' in response) {
      const isElsewhere = response.failure === UNAUTHORIZED;
      return isElsewhere ? { state: 'unknown', reason: 'unknown-there' } : REFUSED;
    }
    return judge(response, question, nonce);
  } catch (error) {
    if (error instanceof Asn1Error) return REFUSED;
    throw error;
  }
}

function judge(
  response: OcspResponse,
  { certificate, issuer, at, now }: StatusQuestion,
  nonce: Uint8Array,
): AnsweredStatus {
  if (!isAuthorised(response, issuer) || !isOurNonce(response, nonce)) return REFUSED;
  const asked = certIdOf(certificate, issuer);
  const answer = response.answers.find(({ certId }) => certId && isSameId(certId, asked));
  if (answer === undefined || hasUnknownDemand(response, answer)) return REFUSED;
  if (answer.status.kind === 'unknown') return { state: 'unknown', reason: 'unknown-there' };
  if (!isConclusive(answer, at, now)) return STALE;
  const said = { from: 'ocsp', saidAt: answer.thisUpdate } as const;
  if (answer.status.kind === 'good') {
    return isRemembered(answer, certificate) ? { state: 'good', ...said } : STALE;
  }
  const reason = revocationReason(answer.status.reason);
  const state = reason === 'certificateHold' ? 'on-hold' : 'revoked';
  return { state, since: answer.status.at, reason, ...said };
}

/** RFC 6960 §4.2.2.2: the issuer itself, or one that it issued a certificate to for that. */
function isAuthorised(response: OcspResponse, issuer: X509): boolean {
  if (isResponder(response, issuer) && isSignedBy(response, issuer)) return true;
  return response.certificates.some((der) => {
    const delegate = parsed(der);
    return (
      delegate !== null &&
      isResponder(response, delegate) &&
      isAppointed(delegate, issuer, response.producedAt) &&
      isSignedBy(response, delegate)
    );
  });
}

function isResponder({ responder }: OcspResponse, certificate: X509): boolean {
  return responder.kind === 'name'
    ? isSameName(responder.name, certificate.subject)
    : equal(responder.hash, keyHashOf(certificate));
}

function isAppointed({ der, extensions }: X509, issuer: X509, at: Date): boolean {
  const usage = extensions.get(OID.extKeyUsage)?.value;
  const uses =
    usage === undefined ? [] : oidsOf(new Map([[OID.extKeyUsage, usage]]), OID.extKeyUsage);
  return uses.includes(OID.ocspSigning) && verifyChain(der, [], [issuer.der], at).valid;
}

function parsed(der: Uint8Array): X509 | null {
  try {
    return parseX509(der);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

/** Responders that give the same answer to all repeat none; then the times must do. */
function isOurNonce({ extensions }: OcspResponse, nonce: Uint8Array): boolean {
  const extension = extensions.get(OID.ocspNonce);
  if (extension === undefined) return true;
  const value = new DerReader(extension.value);
  const repeated = value.next(TAG.octetString).contents;
  value.end();
  return equal(repeated, nonce);
}

function isSameId(a: CertId, b: CertId): boolean {
  return (
    equal(a.nameHash, b.nameHash) &&
    equal(a.keyHash, b.keyHash) &&
    equal(a.serialNumber, b.serialNumber)
  );
}

/** A critical extension that we do not know. */
function hasUnknownDemand(response: OcspResponse, answer: SingleAnswer): boolean {
  const known: readonly string[] = [OID.ocspNonce, OID.ocspArchiveCutoff];
  return [...response.extensions, ...answer.extensions].some(
    ([id, { critical }]) => critical && !known.includes(id),
  );
}

/**
 * Of expired certificates a responder may have forgotten that they were revoked (RFC 6960 §2.2),
 * unless it says how far back it remembers (§4.4.4).
 */
function isRemembered({ thisUpdate, extensions }: SingleAnswer, { notAfter }: X509): boolean {
  if (thisUpdate <= notAfter) return true;
  const cutoff = extensions.get(OID.ocspArchiveCutoff);
  return cutoff !== undefined && timeOf(new DerReader(cutoff.value).next()) <= notAfter;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
