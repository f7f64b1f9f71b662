import type { Der } from '../../../pki/der.ts';
import {
  bitString,
  encode,
  enumerated,
  fixed,
  generalizedTime,
  octets,
  oid,
  raw,
  sequence,
  tagged,
  taggedPrimitive,
  wrapped,
} from '../../../pki/der.ts';
import { OID } from '../../../pki/oids.ts';
import { archiveCutoff, ocspNonce } from '../../../pki/testAuthority/extensions.ts';
import { signInPool, signatureAlgorithm } from '../../../pki/testAuthority/signature.ts';
import type { Identity } from './identity.ts';
import { FIRST_DAY, REASON } from './types.ts';
import type { CertificateState } from './types.ts';

/** OCSPResponseStatus (RFC 6960 §4.2.1) of answers without a signature. */
const STATUS = { malformedRequest: 1, unauthorized: 6 } as const;

export function errorAnswer(status: keyof typeof STATUS): Uint8Array {
  return encode(sequence(enumerated(STATUS[status])));
}

export interface OcspAnswer {
  readonly states: readonly { readonly certId: Uint8Array; readonly state: CertificateState }[];
  readonly producedAt: Date;
  readonly nextUpdate: Date;
  readonly nonce: Uint8Array | null;
}

/**
 * A successful OCSPResponse with a BasicOCSPResponse in it (RFC 6960 §4.2.1). The signer is named
 * by its key, and its certificate is there.
 */
export async function signedAnswer(
  answer: OcspAnswer,
  signer: Identity,
  spoil: (signature: Uint8Array) => Uint8Array,
): Promise<Uint8Array> {
  const { certificate, keyId, privateKey } = signer;
  const toBeSigned = encode(responseData(answer, keyId));
  const signature = await signInPool(toBeSigned, privateKey);
  const basic = sequence(
    raw(toBeSigned),
    signatureAlgorithm(privateKey).identifier,
    bitString(spoil(signature)),
    tagged(0, sequence(raw(certificate))),
  );
  return encode(sequence(SUCCESSFUL, tagged(0, sequence(BASIC, wrapped(basic)))));
}

const SUCCESSFUL = fixed(enumerated(0));
const BASIC = oid(OID.ocspBasic);
const GOOD = fixed(taggedPrimitive(0, []));
/** Nothing is ever forgotten. */
const SINCE_EVER = fixed(tagged(1, sequence(archiveCutoff(FIRST_DAY))));
const UNKNOWN = fixed(taggedPrimitive(2, []));

function responseData(answer: OcspAnswer, keyId: Uint8Array): Der {
  const thisUpdate = fixed(generalizedTime(answer.producedAt));
  const nextUpdate = tagged(0, generalizedTime(answer.nextUpdate));
  const responses = answer.states.map(({ certId, state }) =>
    sequence(raw(certId), certStatus(state), thisUpdate, nextUpdate, SINCE_EVER),
  );
  return sequence(
    tagged(2, octets(keyId)),
    thisUpdate,
    sequence(...responses),
    ...(answer.nonce ? [tagged(1, sequence(ocspNonce(answer.nonce)))] : []),
  );
}

function certStatus(state: CertificateState): Der {
  if (state.kind === 'good') return GOOD;
  if (state.kind === 'unknown') return UNKNOWN;
  const { at, reason } = state;
  // RFC 5280 §5.3.1: better no reason than "unspecified".
  const said = reason === REASON.unspecified ? [] : [tagged(0, enumerated(reason))];
  return tagged(1, generalizedTime(at), ...said);
}
