import { createHash, randomBytes } from 'node:crypto';
import { Asn1Error } from '../asn1.ts';
import type { FetchRequest } from '../fetching.ts';
import { isFetchError } from '../fetching.ts';
import type { StatusAddress } from '../statusAddresses.ts';
import { statusAddresses } from '../statusAddresses.ts';
import type { Surroundings } from '../trust/surroundings.ts';
import type { X509 } from '../x509.ts';
import { askedOnce } from './answers.ts';
import { crlStatus } from './crlStatus.ts';
import { certIdOf, ocspRequest } from './ocspRequest.ts';
import { ocspStatus } from './ocspStatus.ts';
import { LARGEST_CRL } from './readCrl.ts';
import { LARGEST_OCSP } from './readOcsp.ts';
import type {
  AnsweredStatus,
  CertificateStatus,
  StatusQuestion,
  StatusUnknown,
  UnknownStatus,
} from './status.ts';

/** An authority that names more is not asked at all of them. */
const MOST_ADDRESSES = 4;
const OCSP_SECONDS = 10;
const CRL_SECONDS = 30;

/** As long as the nonces of questions (RFC 8954 §2.1). */
const NO_NONCE = new Uint8Array(16);

/** Which reason is told of several: the one that says most. */
const TELLING: readonly StatusUnknown[] = [
  'no-address',
  'offline',
  'unreachable',
  'stale',
  'answer-refused',
  'unknown-there',
];

/**
 * Was the certificate revoked at that time? OCSP is asked first, then the CRLs at hand are looked
 * through, then those that the certificate names. Only to be asked of certificates that chain to an
 * anchor: their addresses are fetched from.
 */
export function statusOf(
  certificate: X509,
  issuer: X509,
  at: Date,
  around: Surroundings,
): Promise<CertificateStatus> {
  const key = `status ${digestOf(certificate.der)} ${digestOf(issuer.der)} ${at.getTime()}`;
  const question = { certificate, issuer, at, now: around.now };
  return askedOnce(around, key, () => find(question, around));
}

async function find(question: StatusQuestion, around: Surroundings): Promise<CertificateStatus> {
  const addresses = addressesOf(question.certificate);
  const tried = new Tried();
  for (const { url } of addresses.filter(({ kind }) => kind === 'ocsp')) {
    const status = tried.add(await byOcsp(url, question, around), url);
    if (status) return status;
  }
  for (const crl of around.trust.crls) {
    const said = crlStatus(crl, question);
    // One by somebody else is nobody's failure.
    const status =
      said.state === 'unknown' && said.reason !== 'stale' ? null : tried.add(said, null);
    if (status) return status;
  }
  for (const { url } of addresses.filter(({ kind }) => kind === 'crl')) {
    const status = tried.add(await byCrl(url, question, around), url);
    if (status) return status;
  }
  return tried.unknown;
}

/** What was tried in vain. */
class Tried {
  unknown: UnknownStatus = { state: 'unknown', reason: 'no-address', address: null };

  /** @returns the status when it is known. */
  add(status: AnsweredStatus, address: URL | null) {
    if (status.state !== 'unknown') return status;
    const { reason } = status;
    if (TELLING.indexOf(reason) > TELLING.indexOf(this.unknown.reason)) {
      this.unknown = { state: 'unknown', reason, address: address?.href ?? null };
    }
    return null;
  }
}

async function byOcsp(
  url: URL,
  question: StatusQuestion,
  around: Surroundings,
): Promise<AnsweredStatus> {
  const certId = certIdOf(question.certificate, question.issuer);
  const key = `ocsp ${url.href} ${digestOf(ocspRequest(certId, NO_NONCE))}`;
  const { nonce, bytes } = await askedOnce(around, key, async () => {
    const nonce = randomBytes(NO_NONCE.length);
    const bytes = await ask(around, {
      url,
      method: 'POST',
      body: ocspRequest(certId, nonce),
      contentType: 'application/ocsp-request',
      accept: 'application/ocsp-response',
      mostBytes: LARGEST_OCSP,
      seconds: OCSP_SECONDS,
    });
    return { nonce, bytes };
  });
  return typeof bytes === 'string' ? unknown(bytes) : ocspStatus(bytes, question, nonce);
}

async function byCrl(
  url: URL,
  question: StatusQuestion,
  around: Surroundings,
): Promise<AnsweredStatus> {
  const bytes = await askedOnce(around, `crl ${url.href}`, () =>
    ask(around, { url, method: 'GET', mostBytes: LARGEST_CRL, seconds: CRL_SECONDS }),
  );
  return typeof bytes === 'string' ? unknown(bytes) : crlStatus(bytes, question);
}

function unknown(reason: StatusUnknown): AnsweredStatus {
  return { state: 'unknown', reason };
}

/** The body of the answer, or why there is none. */
async function ask(
  { fetcher }: Surroundings,
  request: FetchRequest,
): Promise<Uint8Array | 'offline' | 'unreachable' | 'answer-refused'> {
  if (fetcher === null) return 'offline';
  try {
    const { status, body } = await fetcher(request);
    return status === 200 ? body : 'unreachable';
  } catch (error) {
    if (!isFetchError(error)) throw error;
    return error.problem === 'too-large' ? 'answer-refused' : 'unreachable';
  }
}

function addressesOf({ der }: X509): readonly StatusAddress[] {
  try {
    return statusAddresses(der).slice(0, MOST_ADDRESSES);
  } catch (error) {
    if (error instanceof Asn1Error) return [];
    throw error;
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
