import { Asn1Error } from '../../../pki/asn1.ts';
import { encode, oid } from '../../../pki/der.ts';
import { TAG, readSequence, readUnsigned } from '../../../pki/derReader.ts';
import { OID } from '../../../pki/oids.ts';
import { readDigest } from '../../../pki/testAuthority/digests.ts';

/** What a TimeStampReq asks for, as far as the answer needs it. */
export interface TimeStampRequest {
  /** The whole MessageImprint, to be repeated. */
  readonly imprint: Uint8Array;
  /** The INTEGER, to be repeated. */
  readonly nonce: Uint8Array | null;
  readonly certReq: boolean;
}

/** PKIFailureInfo (RFC 3161 §2.4.2) by the number of its bit. */
export const FAILURE = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
} as const;

export type Failure = keyof typeof FAILURE;

const LONGEST_REQUEST = 4096;
const LONGEST_NONCE = 128;
const EXTENSIONS = 0xa0;
const POLICY = encode(oid(OID.timeStampPolicy));

/** Reads a TimeStampReq (RFC 3161 §2.4.1), or says why there can be no time stamp for it. */
export function readTimeStampRequest(bytes: Uint8Array): TimeStampRequest | Failure {
  if (bytes.length > LONGEST_REQUEST) return 'badDataFormat';
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Asn1Error) return 'badDataFormat';
    throw error;
  }
}

function read(bytes: Uint8Array): TimeStampRequest | Failure {
  const request = readSequence(bytes);
  const [version, ...others] = readUnsigned(request.next(TAG.integer), 4);
  const imprint = request.next(TAG.sequence).bytes;
  const policy = request.nextIf(TAG.oid);
  const nonce = request.nextIf(TAG.integer);
  const certReq = request.nextIf(TAG.boolean);
  const extensions = request.nextIf(EXTENSIONS);
  request.end();

  if (version !== 1 || others.length > 0) return 'badRequest';
  const failure = checkImprint(imprint);
  if (failure) return failure;
  if (policy && Buffer.compare(policy.bytes, POLICY) !== 0) return 'unacceptedPolicy';
  if (extensions) return 'unacceptedExtension';
  if (nonce && nonce.bytes.length > LONGEST_NONCE) return 'badDataFormat';
  return {
    imprint,
    nonce: nonce?.bytes ?? null,
    certReq: certReq !== null && certReq.contents[0] !== 0,
  };
}

/** SHA-1 is no hash function for new signatures (ETSI TS 119 312). */
function checkImprint(imprint: Uint8Array): Failure | null {
  const parts = readSequence(imprint);
  const digest = readDigest(parts);
  const { length } = parts.next(TAG.octetString).contents;
  parts.end();
  if (!digest || digest.name === 'sha1') return 'badAlg';
  return length === digest.length ? null : 'badDataFormat';
}
