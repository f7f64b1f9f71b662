import { randomBytes } from 'node:crypto';
import { MuhurError } from '../../errors.ts';
import { Asn1Error } from '../asn1.ts';
import { bigInteger, boolean, encode, integer, octets, oid, raw, sequence } from '../der.ts';
import type { FetchAnswer, Fetcher } from '../fetching.ts';
import { isFetchError } from '../fetching.ts';
import type { DigestName } from '../signatureAlgorithm.ts';
import { DIGEST_OIDS } from '../signatureAlgorithm.ts';
import type { TimeStampAccount } from './kamuSmIdentity.ts';
import { kamuSmIdentity } from './kamuSmIdentity.ts';
import { readTimeStampResponse } from './readTimeStampResponse.ts';
import { verifyTimeStamp } from './verifyTimeStamp.ts';

export interface TimeStampOrder {
  readonly url: URL;
  readonly fetcher: Fetcher;
  /** Of what is to be stamped. */
  readonly algorithm: DigestName;
  readonly hash: Uint8Array;
  /** By OID; the server's own unless given. */
  readonly policy?: string;
  /** For Kamu SM's servers; others ask for none. */
  readonly account?: TimeStampAccount;
}

const LARGEST_ANSWER = 64 * 1024;
const SECONDS = 30;

/**
 * Asks a server for a time stamp (RFC 3161 §3.4) and checks the answer: over that hash, for this
 * request, by that policy, rightly signed. Whether the server is trusted, `judgeTimeStamp` says.
 *
 * @returns the token, DER.
 * @throws `time-stamp/unreachable`, `time-stamp/refused`, `time-stamp/answer`
 */
export async function requestTimeStamp(order: TimeStampOrder): Promise<Uint8Array> {
  // Positive, and as short as INTEGERs are written.
  const nonce = encode(bigInteger(randomBytes(8)));
  const { account, hash } = order;
  const headers = account && { identity: await kamuSmIdentity(account, hash) };
  const answer = await ask(order, request(order, nonce), headers ?? {});
  const token = tokenIn(answer, order);
  check(token, order, nonce);
  return token;
}

/** TimeStampReq (RFC 3161 §2.4.1), which asks for the server's certificate, too. */
function request({ algorithm, hash, policy }: TimeStampOrder, nonce: Uint8Array): Uint8Array {
  const imprint = sequence(sequence(oid(DIGEST_OIDS[algorithm])), octets(hash));
  return encode(
    sequence(
      integer(1),
      imprint,
      ...(policy === undefined ? [] : [oid(policy)]),
      raw(nonce),
      boolean(true),
    ),
  );
}

async function ask(
  { url, fetcher }: TimeStampOrder,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<FetchAnswer> {
  try {
    return await fetcher({
      url,
      method: 'POST',
      body,
      contentType: 'application/timestamp-query',
      accept: 'application/timestamp-reply',
      headers,
      mostBytes: LARGEST_ANSWER,
      seconds: SECONDS,
    });
  } catch (error) {
    if (!isFetchError(error)) throw error;
    const data = { address: url.href, reason: error.problem };
    throw new MuhurError('time-stamp/unreachable', data, { cause: error });
  }
}

function tokenIn({ status, contentType, body }: FetchAnswer, { url }: TimeStampOrder): Uint8Array {
  if (status !== 200) throw unexpected(url, `HTTP ${status}`);
  try {
    const response = readTimeStampResponse(body);
    if (response.granted) return response.token;
    throw refused(url, response.text === '' ? `PKIStatus ${response.status}` : response.text);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    // Kamu SM refuses in plain text, as if all were well.
    const text = contentType.startsWith('text/html') ? null : plainText(body);
    throw text === null ? unexpected(url, error.message) : refused(url, text);
  }
}

const LONGEST_TEXT = 500;

/** The bytes as a short text; null when they are none. */
function plainText(body: Uint8Array): string | null {
  if (body.length === 0 || body.length > LONGEST_TEXT) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body).trim();
    return /^[^\p{Cc}]+$/u.test(text.replace(/[\t\r\n]+/g, ' ')) ? text : null;
  } catch {
    return null;
  }
}

function check(token: Uint8Array, order: TimeStampOrder, nonce: Uint8Array): void {
  const { url, algorithm, hash, policy } = order;
  const imprintOf = (used: DigestName) => (used === algorithm ? hash : new Uint8Array());
  const { info, problem } = verifyTimeStamp(token, imprintOf);
  if (info === null || problem !== null) throw unexpected(url, problem ?? 'malformed');
  if (info.nonce === null || Buffer.compare(info.nonce, nonce) !== 0) {
    throw unexpected(url, 'another nonce');
  }
  if (policy !== undefined && info.policy !== policy) throw unexpected(url, 'another policy');
}

function refused({ href }: URL, text: string): MuhurError {
  return new MuhurError('time-stamp/refused', { address: href, text });
}

function unexpected({ href }: URL, reason: string): MuhurError {
  return new MuhurError('time-stamp/answer', { address: href, reason });
}
