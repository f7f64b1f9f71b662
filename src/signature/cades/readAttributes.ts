import { Asn1Error } from '../../pki/asn1.ts';
import type { DerValue } from '../../pki/derReader.ts';
import { DerReader, TAG, readSequence } from '../../pki/derReader.ts';
import { oidText, timeOf } from '../../pki/derValues.ts';
import { OID } from '../../pki/oids.ts';
import type { DigestName } from '../../pki/signatureAlgorithm.ts';
import { readDigestAlgorithm } from '../../pki/signatureAlgorithm.ts';

/** The signed attributes that matter; null for one that is not there. */
export interface SignedAttributes {
  /** As they are signed: a SET OF (RFC 5652 §5.4). */
  readonly toBeSigned: Uint8Array;
  readonly contentType: string | null;
  readonly messageDigest: Uint8Array | null;
  readonly signingTime: Date | null;
  readonly signingCertificate: CertificateHash | null;
  /** Is a type there twice, or one of those above with another number of values than one? */
  readonly isAmbiguous: boolean;
}

/** ESSCertIDv2 of the signer's certificate (RFC 5035 §4). */
export interface CertificateHash {
  /** Null for one that we do not trust. */
  readonly algorithm: DigestName | null;
  readonly hash: Uint8Array;
}

const SET = 0x31;
const MOST_ATTRIBUTES = 64;

/** The types whose value decides on something. */
const READ: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.signingCertificateV2,
];

/** @param field `[0] IMPLICIT SignedAttributes` of a SignerInfo. @throws Asn1Error */
export function readAttributes(field: DerValue): SignedAttributes {
  const toBeSigned = Uint8Array.from(field.bytes);
  toBeSigned[0] = SET;
  const values = new Map<string, readonly DerValue[]>();
  let isAmbiguous = false;
  const list = new DerReader(field.contents);
  for (let count = 0; !list.isAtEnd; count++) {
    if (count === MOST_ATTRIBUTES) throw new Asn1Error('too many attributes');
    const { type, values: found } = readAttribute(list.enter());
    isAmbiguous ||= values.has(type) || (READ.includes(type) && found.length !== 1);
    values.set(type, found);
  }
  const value = (type: string) => values.get(type)?.[0];
  const [contentType, time] = [value(OID.contentType), value(OID.signingTime)];
  const certificate = value(OID.signingCertificateV2);
  return {
    toBeSigned,
    contentType: contentType ? oidText(contentType) : null,
    messageDigest: octetsOf(value(OID.messageDigest)),
    signingTime: time ? timeOf(time) : null,
    signingCertificate: certificate ? readCertificateHash(certificate) : null,
    isAmbiguous,
  };
}

function readAttribute(parts: DerReader): { type: string; values: DerValue[] } {
  const type = oidText(parts.next());
  const set = parts.enter(SET);
  parts.end();
  const values: DerValue[] = [];
  // Of two values already one is too many.
  while (!set.isAtEnd && values.length < 2) values.push(set.next());
  return { type, values };
}

function octetsOf(value: DerValue | undefined): Uint8Array | null {
  if (value === undefined) return null;
  if (value.tag !== TAG.octetString) throw new Asn1Error('a digest is wrong');
  return value.contents;
}

/** The first certificate of SigningCertificateV2 is the signer's; SHA-256 is the default. */
function readCertificateHash(value: DerValue): CertificateHash {
  const certificate = readSequence(value.bytes).enter().enter();
  const named = certificate.nextIf(TAG.sequence);
  const hash = certificate.next(TAG.octetString).contents;
  return { algorithm: named ? readDigestAlgorithm(named) : 'sha256', hash };
}
