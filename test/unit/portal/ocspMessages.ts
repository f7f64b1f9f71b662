import { createHash, verify } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import type { Der } from '../../../src/pki/der.ts';
import {
  bigInteger,
  encode,
  nothing,
  octets,
  oid,
  raw,
  sequence,
  tagged,
} from '../../../src/pki/der.ts';
import { DerReader, TAG, readSequence } from '../../../src/pki/derReader.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { OID } from '../../../src/pki/oids.ts';

/** OCSP requests and responses as a client has them, for tests. */

type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** CertID of a certificate below one of our issuers. */
export function certIdOf(issuer: Uint8Array, serial: string, hash: HashName = 'sha1'): Der {
  const { name, keyBits } = nameAndKey(issuer);
  const digest = (bytes: Uint8Array) => octets(createHash(hash).update(bytes).digest());
  return sequence(
    sequence(oid(OID[hash]), nothing()),
    digest(name),
    digest(keyBits),
    bigInteger(fromHex(serial)),
  );
}

export function requestFor(certIds: readonly Der[], ...extensions: Der[]): Uint8Array {
  const list = sequence(...certIds.map((certId) => sequence(certId)));
  const rest = extensions.length > 0 ? [tagged(2, sequence(...extensions))] : [];
  return encode(sequence(sequence(list, ...rest)));
}

export interface ReadState {
  readonly serial: string;
  readonly kind: 'good' | 'revoked' | 'unknown';
  readonly at: string | null;
  readonly reason: number | null;
}

export interface ReadAnswer {
  readonly producedAt: string;
  readonly nextUpdate: string;
  readonly states: readonly ReadState[];
  /** Hexadecimal. */
  readonly nonce: string | null;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

/** @returns the OCSPResponseStatus when it is not `successful`. */
export function readAnswer(bytes: Uint8Array): ReadAnswer | number {
  const response = readSequence(bytes);
  const status = response.next(0x0a).contents[0] ?? -1;
  if (status !== 0) return status;
  const responseBytes = response.enter(0xa0).enter();
  responseBytes.next(TAG.oid);
  const basic = readSequence(responseBytes.next(TAG.octetString).contents);
  const toBeSigned = basic.next(TAG.sequence).bytes;
  basic.next(TAG.sequence);
  const signature = basic.next(TAG.bitString).contents.subarray(1);
  const certificate = basic.enter(0xa0).enter().next(TAG.sequence).bytes;

  const data = readSequence(toBeSigned);
  data.next(0xa2);
  const producedAt = textOf(data.next(0x18).contents);
  const list = data.enter();
  const states: ReadState[] = [];
  let nextUpdate = '';
  while (!list.isAtEnd) {
    const single = list.enter();
    states.push(readState(single));
    single.next(0x18);
    nextUpdate = textOf(single.enter(0xa0).next(0x18).contents);
  }
  const extensions = data.isAtEnd ? null : data.enter(0xa1).enter().enter();
  extensions?.next(TAG.oid);
  const value = extensions?.next(TAG.octetString).contents;
  const nonce = value ? toHex(new DerReader(value).next(TAG.octetString).contents) : null;
  return { producedAt, nextUpdate, states, nonce, toBeSigned, signature, certificate };
}

export function answerOf(bytes: Uint8Array): ReadAnswer {
  const answer = readAnswer(bytes);
  if (typeof answer === 'number') throw new Error(`no answer but status ${answer}`);
  return answer;
}

export function isSignedBy(answer: ReadAnswer, signer: X509Certificate): boolean {
  const hash = signer.publicKey.asymmetricKeyType === 'rsa' ? 'sha256' : 'sha384';
  return verify(hash, answer.toBeSigned, signer.publicKey, answer.signature);
}

export function extension(id: string, critical: boolean, value: Der): Der {
  const flag = critical ? [raw(Uint8Array.of(1, 1, 0xff))] : [];
  return sequence(oid(id), ...flag, octets(encode(value)));
}

function readState(single: DerReader): ReadState {
  const certId = single.enter();
  certId.next();
  certId.next();
  certId.next();
  const serial = toHex(certId.next(TAG.integer).contents);
  const { tag, contents } = single.next();
  if (tag === 0x80) return { serial, kind: 'good', at: null, reason: null };
  if (tag === 0x82) return { serial, kind: 'unknown', at: null, reason: null };
  const revoked = new DerReader(contents);
  const at = textOf(revoked.next(0x18).contents);
  const reason = revoked.isAtEnd ? null : (revoked.enter(0xa0).next(0x0a).contents[0] ?? null);
  return { serial, kind: 'revoked', at, reason };
}

function nameAndKey(certificate: Uint8Array): { name: Uint8Array; keyBits: Uint8Array } {
  const fields = readSequence(certificate).enter();
  for (let i = 0; i < 5; i++) fields.next();
  const name = fields.next(TAG.sequence).bytes;
  const info = fields.enter();
  info.next();
  return { name, keyBits: info.next(TAG.bitString).contents.subarray(1) };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
