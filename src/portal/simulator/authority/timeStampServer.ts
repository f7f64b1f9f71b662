import { createHash, randomBytes } from 'node:crypto';
import type { Der } from '../../../pki/der.ts';
import {
  bigInteger,
  encode,
  generalizedTime,
  integer,
  namedBits,
  nothing,
  octets,
  oid,
  raw,
  sequence,
  set,
  tagged,
  time,
} from '../../../pki/der.ts';
import { OID } from '../../../pki/oids.ts';
import { TEST_SERIAL_PREFIX } from '../../../pki/testAuthority/certificateBuilder.ts';
import { signInPool } from '../../../pki/testAuthority/signature.ts';
import type { AnswerOptions } from './types.ts';
import { spoiler, stalenessOf } from './faults.ts';
import type { Identity } from './identity.ts';
import type { Failure, TimeStampRequest } from './timeStampRequest.ts';
import { FAILURE, readTimeStampRequest } from './timeStampRequest.ts';

const GRANTED = 0;
const REJECTION = 2;

/** A time-stamp server (RFC 3161, RFC 5816) with an RSA key and SHA-256. */
export class TimeStampServer {
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** A TimeStampResp, whatever was asked: a time stamp, or why there is none. */
  async answer(bytes: Uint8Array, { now, fault }: AnswerOptions): Promise<Uint8Array> {
    const request = readTimeStampRequest(bytes);
    if (typeof request === 'string') return rejection(request);
    const genTime = new Date(now.getTime() - stalenessOf(fault));
    const info = encode(timeStampInfo(request, genTime));
    const attributes = signedAttributes(info, this.#identity.certificate, genTime);
    const signature = await signInPool(encode(set(...attributes)), this.#identity.privateKey);
    const signerInfo = sequence(
      integer(1),
      sequence(this.#identity.issuer, bigInteger(this.#identity.serialNumber)),
      SHA_256,
      tagged(0, ...attributes),
      sequence(oid(OID.rsaEncryption), nothing()),
      octets(spoiler(fault)(signature)),
    );
    const token = signedData(info, request.certReq ? this.#identity.certificate : null, signerInfo);
    return encode(sequence(sequence(integer(GRANTED)), token));
  }
}

const SHA_256 = sequence(oid(OID.sha256), nothing());

function rejection(failure: Failure): Uint8Array {
  return encode(sequence(sequence(integer(REJECTION), namedBits(FAILURE[failure]))));
}

/** TSTInfo (RFC 3161 §2.4.2). The clock is right to a second. */
function timeStampInfo(request: TimeStampRequest, genTime: Date): Der {
  return sequence(
    integer(1),
    oid(OID.timeStampPolicy),
    raw(request.imprint),
    bigInteger(Uint8Array.from([...TEST_SERIAL_PREFIX, ...randomBytes(16)])),
    generalizedTime(genTime),
    sequence(integer(1)),
    ...(request.nonce ? [raw(request.nonce)] : []),
  );
}

/** In the order of a SET OF, which is also the one that is signed (RFC 5652 §5.4). */
function signedAttributes(info: Uint8Array, certificate: Uint8Array, at: Date): readonly Der[] {
  const digestOf = (bytes: Uint8Array) => octets(createHash('sha256').update(bytes).digest());
  // ESSCertIDv2 with its default, SHA-256 (RFC 5035 §4).
  const certificateIds = sequence(sequence(digestOf(certificate)));
  return [
    attribute(OID.contentType, oid(OID.tstInfo)),
    attribute(OID.signingTime, time(at)),
    attribute(OID.messageDigest, digestOf(info)),
    attribute(OID.signingCertificateV2, sequence(certificateIds)),
  ];
}

function attribute(type: string, value: Der): Der {
  return sequence(oid(type), set(value));
}

/** ContentInfo with SignedData version 3 (RFC 5652 §5.1). */
function signedData(info: Uint8Array, certificate: Uint8Array | null, signerInfo: Der): Der {
  const content = sequence(
    integer(3),
    set(SHA_256),
    sequence(oid(OID.tstInfo), tagged(0, octets(info))),
    ...(certificate ? [tagged(0, raw(certificate))] : []),
    set(signerInfo),
  );
  return sequence(oid(OID.signedData), tagged(0, content));
}
