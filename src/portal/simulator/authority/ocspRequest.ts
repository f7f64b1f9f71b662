import { toHex } from '../../../hex.ts';
import { Asn1Error } from '../../../pki/asn1.ts';
import { DerReader, TAG, readSequence, readUnsigned } from '../../../pki/derReader.ts';
import { encode, oid } from '../../../pki/der.ts';
import { OID } from '../../../pki/oids.ts';
import type { Digest } from '../../../pki/testAuthority/digests.ts';
import { readDigest } from '../../../pki/testAuthority/digests.ts';

/** One CertID (RFC 6960 §4.1.1). `digest` is null for a hash function that is none of ours. */
export interface CertId {
  readonly bytes: Uint8Array;
  readonly digest: Digest | null;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  /** Upper-case hexadecimal without leading zeros. */
  readonly serial: string;
}

export interface OcspRequest {
  readonly certIds: readonly CertId[];
  readonly nonce: Uint8Array | null;
}

/** Room for two hundred certificates. */
const LONGEST_REQUEST = 16_384;
const LONGEST_SERIAL = 32;
/** RFC 8954 §2.1. */
const LONGEST_NONCE = 32;

const CONTEXT_0 = 0xa0;
const CONTEXT_1 = 0xa1;
const CONTEXT_2 = 0xa2;
const NONCE = encode(oid(OID.ocspNonce));

/**
 * Reads an OCSPRequest (RFC 6960 §4.1). A signature on it is passed over: everybody may ask.
 * @throws Asn1Error for what must be answered with `malformedRequest`; so are nonces of no or more
 *   than 32 octets (RFC 8954 §2.1) and critical extensions that we do not know.
 */
export function readOcspRequest(bytes: Uint8Array): OcspRequest {
  if (bytes.length > LONGEST_REQUEST) throw new Asn1Error('too long');
  const request = readSequence(bytes);
  const toBeSigned = request.enter();
  request.nextIf(CONTEXT_0);
  request.end();

  // Version 1 is the default, which DER leaves out.
  if (toBeSigned.nextIf(CONTEXT_0)) throw new Asn1Error('another version');
  toBeSigned.nextIf(CONTEXT_1);
  const list = toBeSigned.enter();
  const certIds: CertId[] = [];
  while (!list.isAtEnd) certIds.push(readRequest(list.enter()));
  if (certIds.length === 0) throw new Asn1Error('nothing is asked');
  const nonce = toBeSigned.isAtEnd ? null : readExtensions(toBeSigned.enter(CONTEXT_2));
  toBeSigned.end();
  return { certIds, nonce };
}

function readRequest(request: DerReader): CertId {
  const { bytes } = request.next(TAG.sequence);
  if (!request.isAtEnd) readExtensions(request.enter(CONTEXT_0));
  request.end();
  const parts = readSequence(bytes);
  const digest = readDigest(parts);
  const nameHash = parts.next(TAG.octetString).contents;
  const keyHash = parts.next(TAG.octetString).contents;
  const serial = readUnsigned(parts.next(TAG.integer), LONGEST_SERIAL);
  parts.end();
  return { bytes, digest, nameHash, keyHash, serial: serialText(serial) };
}

/** @returns the nonce, the only one of them that changes our answer. */
function readExtensions(explicit: DerReader): Uint8Array | null {
  const list = explicit.enter();
  explicit.end();
  let nonce: Uint8Array | null = null;
  while (!list.isAtEnd) {
    const extension = list.enter();
    const id = extension.next(TAG.oid).bytes;
    const critical = extension.nextIf(TAG.boolean)?.contents[0] === 0xff;
    const value = extension.next(TAG.octetString).contents;
    extension.end();
    if (Buffer.compare(id, NONCE) === 0) nonce = readNonce(value);
    else if (critical) throw new Asn1Error('a critical extension is unknown');
  }
  return nonce;
}

function readNonce(value: Uint8Array): Uint8Array {
  const outer = new DerReader(value);
  const nonce = outer.next(TAG.octetString).contents;
  outer.end();
  if (nonce.length < 1 || nonce.length > LONGEST_NONCE) {
    throw new Asn1Error('a nonce has a wrong length');
  }
  return nonce;
}

/** As certificates and stores name them. */
export function serialText(bytes: Uint8Array): string {
  return toHex(bytes).replace(/^(?:00)+(?=.)/, '');
}
