import { Asn1Error } from '../asn1.ts';
import { DerReader, TAG, readSequence } from '../derReader.ts';
import { timeOf, wholeBits } from '../derValues.ts';
import type { DistinguishedName } from '../distinguishedName.ts';
import { readName } from '../names.ts';
import type { SignatureAlgorithm } from '../signatureAlgorithm.ts';
import { readSignatureAlgorithm } from '../signatureAlgorithm.ts';
import type { Extension } from '../x509.ts';
import { readExtensions } from '../x509.ts';

/** The fields of a CRL (RFC 5280 §5.1); its entries are not read until one is looked for. */
export interface Crl {
  readonly toBeSigned: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** The contents of revokedCertificates; empty when nobody is revoked. */
  readonly entries: Uint8Array;
  /** By OID. */
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Null when it is none that we trust. */
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly signature: Uint8Array;
}

/** A certificate that is in a CRL. */
export interface CrlEntry {
  readonly at: Date;
  /** By OID. */
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** Half a million entries. */
export const LARGEST_CRL = 24 * 1024 * 1024;

const CONTEXT_0 = 0xa0;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

/**
 * Reads a CRL strictly, and nothing after it.
 * @throws Asn1Error
 */
export function parseCrl(der: Uint8Array): Crl {
  if (der.length > LARGEST_CRL) throw new Asn1Error('too long');
  const list = readSequence(der);
  const toBeSigned = list.next(TAG.sequence);
  const algorithm = list.next(TAG.sequence);
  const signature = wholeBits(list.next());
  list.end();
  const fields = new DerReader(toBeSigned.contents);
  const version = fields.nextIf(TAG.integer);
  const inner = fields.next(TAG.sequence);
  if (Buffer.compare(inner.bytes, algorithm.bytes) !== 0) {
    throw new Asn1Error('two signature algorithms');
  }
  const issuer = readName(fields.next(TAG.sequence).bytes);
  const thisUpdate = timeOf(fields.next());
  const nextUpdate = fields.nextIf(UTC_TIME) ?? fields.nextIf(GENERALIZED_TIME);
  const entries = fields.nextIf(TAG.sequence)?.contents ?? new Uint8Array();
  const explicit = fields.isAtEnd ? null : fields.enter(CONTEXT_0);
  fields.end();
  if (version === null ? explicit !== null : version.contents[0] !== 1) {
    throw new Asn1Error('another version');
  }
  return {
    toBeSigned: toBeSigned.bytes,
    issuer,
    thisUpdate,
    nextUpdate: nextUpdate && timeOf(nextUpdate),
    entries,
    extensions: explicit === null ? new Map() : readExtensions(explicit.enter()),
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    signature,
  };
}

/**
 * The entry of a serial number. Other entries are stepped over by their lengths, so that large
 * lists are searched in a moment.
 * @param serialNumber the INTEGER, DER.
 * @throws Asn1Error
 */
export function findEntry({ entries }: Crl, serialNumber: Uint8Array): CrlEntry | null {
  const list = new DerReader(entries);
  while (!list.isAtEnd) {
    const { contents } = list.next(TAG.sequence);
    if (startsWith(contents, serialNumber)) return readEntry(new DerReader(contents));
  }
  return null;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function readEntry(parts: DerReader): CrlEntry {
  parts.next(TAG.integer);
  const at = timeOf(parts.next());
  const extensions = parts.isAtEnd ? new Map<string, Extension>() : readExtensions(parts.enter());
  parts.end();
  return { at, extensions };
}
