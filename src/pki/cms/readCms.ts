import { Asn1Error } from '../asn1.ts';
import { berToDer } from '../berToDer.ts';
import type { DerValue } from '../derReader.ts';
import { DerReader, TAG, readSequence } from '../derReader.ts';
import { oidText } from '../derValues.ts';
import type { DistinguishedName } from '../distinguishedName.ts';
import { readName } from '../names.ts';
import { OID } from '../oids.ts';
import type { DigestName, SignatureAlgorithm } from '../signatureAlgorithm.ts';
import { readDigestAlgorithm, readSignatureAlgorithm } from '../signatureAlgorithm.ts';
import type { SignedAttributes, UnsignedAttribute } from './readAttributes.ts';
import { readAttributes, readUnsigned } from './readAttributes.ts';

/** SignedData as it is written, nothing of it checked (RFC 5652 §5.1). */
export interface SignedData {
  readonly contentType: string;
  /** Null when it is detached. */
  readonly content: Uint8Array | null;
  /** X.509, DER; other kinds are passed over. */
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
}

export interface SignerInfo {
  readonly id: SignerId;
  /** Null for one that we do not trust. */
  readonly digestAlgorithm: DigestName | null;
  /** Whichever it is, by OID. */
  readonly digestOid: string;
  readonly attributes: SignedAttributes | null;
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly signatureOid: string;
  readonly signature: Uint8Array;
  readonly unsigned: readonly UnsignedAttribute[];
}

/** SignerIdentifier (RFC 5652 §5.3). */
export type SignerId =
  | {
      readonly kind: 'issuer';
      readonly issuer: DistinguishedName;
      /** The INTEGER, DER. */
      readonly serialNumber: Uint8Array;
    }
  | { readonly kind: 'key'; readonly keyIdentifier: Uint8Array };

const SET = 0x31;
/** For those who expect a text or a token; files may be larger. */
const LARGEST = 8 * 1024 * 1024;
const MOST_CERTIFICATES = 32;

const context = (tagNumber: number) => 0xa0 | tagNumber;

/**
 * Reads ContentInfo with SignedData. DER is expected; what streaming programs write in BER, with
 * indefinite lengths from the outside on, is taken too. Nothing may follow. Lists of certificates
 * have no signer.
 * @throws Asn1Error
 */
export function readCms(bytes: Uint8Array, maxSigners: number, largest = LARGEST): SignedData {
  if (bytes.length > largest) throw new Asn1Error(`larger than ${largest} bytes`);
  const contentInfo = readSequence(bytes[1] === 0x80 ? berToDer(bytes) : bytes);
  if (oidText(contentInfo.next()) !== OID.signedData) throw new Asn1Error('not SignedData');
  const wrapped = contentInfo.enter(context(0));
  contentInfo.end();
  const parts = wrapped.enter();
  wrapped.end();
  parts.next(TAG.integer);
  // The digest algorithms are told again by each signer.
  parts.next(SET);
  const { contentType, content } = readContent(parts.enter());
  const certificates = readCertificates(parts);
  parts.nextIf(context(1));
  const signers = listOf(parts.enter(SET), maxSigners, 'signers').map(({ bytes: info }) =>
    readSigner(info),
  );
  parts.end();
  return { contentType, content, certificates, signers };
}

function readContent(parts: DerReader): Pick<SignedData, 'contentType' | 'content'> {
  const contentType = oidText(parts.next());
  if (parts.isAtEnd) return { contentType, content: null };
  const explicit = parts.enter(context(0));
  const { contents } = explicit.next(TAG.octetString);
  explicit.end();
  parts.end();
  return { contentType, content: contents };
}

/** CertificateSet (RFC 5652 §10.2.3). */
function readCertificates(parts: DerReader): Uint8Array[] {
  const set = parts.nextIf(context(0));
  if (set === null) return [];
  return listOf(new DerReader(set.contents), MOST_CERTIFICATES, 'certificates')
    .filter(({ tag }) => tag === TAG.sequence)
    .map(({ bytes }) => bytes);
}

/** A SignerInfo, DER: one of SignedData, or a counter-signature. @throws Asn1Error */
export function readSigner(bytes: Uint8Array): SignerInfo {
  const parts = readSequence(bytes);
  parts.next(TAG.integer);
  const id = readSignerId(parts);
  const digest = parts.next(TAG.sequence);
  const attributes = parts.nextIf(context(0));
  const algorithm = parts.next(TAG.sequence);
  const signature = parts.next(TAG.octetString).contents;
  const unsigned = parts.nextIf(context(1));
  parts.end();
  return {
    id,
    digestAlgorithm: readDigestAlgorithm(digest),
    digestOid: algorithmOid(digest),
    attributes: attributes && readAttributes(attributes),
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    signatureOid: algorithmOid(algorithm),
    signature,
    unsigned: readUnsigned(unsigned),
  };
}

function algorithmOid({ contents }: DerValue): string {
  return oidText(new DerReader(contents).next());
}

function readSignerId(parts: DerReader): SignerId {
  const key = parts.nextIf(0x80);
  if (key !== null) return { kind: 'key', keyIdentifier: key.contents };
  const issuerAndSerial = parts.enter();
  const issuer = readName(issuerAndSerial.next(TAG.sequence).bytes);
  const serialNumber = issuerAndSerial.next(TAG.integer).bytes;
  issuerAndSerial.end();
  return { kind: 'issuer', issuer, serialNumber };
}

function listOf(reader: DerReader, most: number, what: string) {
  const values = [];
  while (!reader.isAtEnd) {
    if (values.length === most) throw new Asn1Error(`more than ${most} ${what}`);
    values.push(reader.next());
  }
  return values;
}
