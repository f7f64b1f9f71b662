import { Asn1Error } from '../asn1.ts';
import type { DerValue } from '../derReader.ts';
import { DerReader, TAG, readSequence } from '../derReader.ts';
import { oidText, timeOf } from '../derValues.ts';
import { OID } from '../oids.ts';
import type { DigestName } from '../signatureAlgorithm.ts';
import { readDigestAlgorithm } from '../signatureAlgorithm.ts';

/** The signed attributes that matter; null for one that is not there. */
export interface SignedAttributes {
  /** As they are signed: a SET OF (RFC 5652 §5.4). */
  readonly toBeSigned: Uint8Array;
  readonly contentType: string | null;
  readonly messageDigest: Uint8Array | null;
  readonly signingTime: Date | null;
  readonly signingCertificate: CertificateHash | null;
  /** SHA-1 of the certificate, from the attribute of former years (RFC 2634 §5.4). */
  readonly signingCertificateV1: Uint8Array | null;
  /** Signature policy by its OID (RFC 5126 §5.8.1); `implied` where none is named. */
  readonly policy: string | null;
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
const MOST_VALUES = 16;

/** The types whose value decides on something. */
const READ: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.signingCertificateV2,
  OID.signingCertificate,
  OID.signaturePolicy,
];

/** @param field `[0] IMPLICIT SignedAttributes` of a SignerInfo. @throws Asn1Error */
export function readAttributes(field: DerValue): SignedAttributes {
  const toBeSigned = Uint8Array.from(field.bytes);
  toBeSigned[0] = SET;
  const values = new Map<string, readonly DerValue[]>();
  let isAmbiguous = false;
  for (const { type, values: found } of listAttributes(field, 2)) {
    isAmbiguous ||= values.has(type) || (READ.includes(type) && found.length !== 1);
    values.set(type, found);
  }
  const read = <T>(type: string, parse: (value: DerValue) => T): T | null => {
    const [value] = values.get(type) ?? [];
    return value === undefined ? null : parse(value);
  };
  return {
    toBeSigned,
    contentType: read(OID.contentType, oidText),
    messageDigest: read(OID.messageDigest, octetsOf),
    signingTime: read(OID.signingTime, timeOf),
    signingCertificate: read(OID.signingCertificateV2, readCertificateHash),
    signingCertificateV1: read(OID.signingCertificate, readSha1),
    policy: read(OID.signaturePolicy, readPolicy),
    isAmbiguous,
  };
}

/** An attribute that nobody signed, its values not decoded. */
export interface UnsignedAttribute {
  readonly type: string;
  readonly values: readonly Uint8Array[];
}

/** @param field `[1] IMPLICIT UnsignedAttributes`, when there is one. @throws Asn1Error */
export function readUnsigned(field: DerValue | null): readonly UnsignedAttribute[] {
  if (field === null) return [];
  return listAttributes(field, MOST_VALUES).map(({ type, values }) => ({
    type,
    values: values.map(({ bytes }) => bytes),
  }));
}

/** @param most values that are read of each; of signed ones two are already too many. */
function listAttributes(field: DerValue, most: number): { type: string; values: DerValue[] }[] {
  const attributes = [];
  const list = new DerReader(field.contents);
  while (!list.isAtEnd) {
    if (attributes.length === MOST_ATTRIBUTES) throw new Asn1Error('too many attributes');
    attributes.push(readAttribute(list.enter(), most));
  }
  return attributes;
}

function readAttribute(parts: DerReader, most: number): { type: string; values: DerValue[] } {
  const type = oidText(parts.next());
  const set = parts.enter(SET);
  parts.end();
  const values: DerValue[] = [];
  while (!set.isAtEnd && values.length < most) values.push(set.next());
  return { type, values };
}

function octetsOf(value: DerValue): Uint8Array {
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

function readSha1(value: DerValue): Uint8Array {
  return readSequence(value.bytes).enter().enter().next(TAG.octetString).contents;
}

function readPolicy(value: DerValue): string {
  return value.tag === TAG.null ? 'implied' : oidText(readSequence(value.bytes).next());
}
