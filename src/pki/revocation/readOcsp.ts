import { Asn1Error } from '../asn1.ts';
import type { DerValue } from '../derReader.ts';
import { DerReader, TAG, readSequence } from '../derReader.ts';
import { oidText, timeOf, wholeBits } from '../derValues.ts';
import type { DistinguishedName } from '../distinguishedName.ts';
import { readName } from '../names.ts';
import { OID } from '../oids.ts';
import type { SignatureAlgorithm } from '../signatureAlgorithm.ts';
import { readSignatureAlgorithm } from '../signatureAlgorithm.ts';
import type { Extension } from '../x509.ts';
import { readExtensions } from '../x509.ts';
import type { CertId } from './ocspRequest.ts';

/** BasicOCSPResponse as it is written, nothing of it checked (RFC 6960 §4.2.1). */
export interface OcspResponse {
  readonly toBeSigned: Uint8Array;
  readonly responder: ResponderId;
  readonly producedAt: Date;
  readonly answers: readonly SingleAnswer[];
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Null when it is none that we trust. */
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly signature: Uint8Array;
  /** DER. */
  readonly certificates: readonly Uint8Array[];
}

export type ResponderId =
  | { readonly kind: 'name'; readonly name: DistinguishedName }
  | { readonly kind: 'key'; readonly hash: Uint8Array };

export interface SingleAnswer {
  /** Null when another hash function names the certificate than the one that we asked with. */
  readonly certId: CertId | null;
  readonly status:
    | { readonly kind: 'good' }
    | { readonly kind: 'unknown' }
    | { readonly kind: 'revoked'; readonly at: Date; readonly reason: number };
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** A response without an answer: the responder says why. */
export interface OcspFailure {
  /** OCSPResponseStatus (RFC 6960 §4.2.1), not 0. */
  readonly failure: number;
}

export const LARGEST_OCSP = 256 * 1024;
const MOST_ANSWERS = 64;
const MOST_CERTIFICATES = 8;

const ENUMERATED = 0x0a;
const GENERALIZED_TIME = 0x18;
const context = (tagNumber: number) => 0xa0 | tagNumber;
const primitive = (tagNumber: number) => 0x80 | tagNumber;

/** @throws Asn1Error */
export function parseOcsp(der: Uint8Array): OcspResponse | OcspFailure {
  if (der.length > LARGEST_OCSP) throw new Asn1Error('too long');
  const response = readSequence(der);
  const status = octetOf(response.next(ENUMERATED));
  if (status !== 0) return { failure: status };
  const bytes = inside(response.enter(context(0)));
  response.end();
  if (oidText(bytes.next()) !== OID.ocspBasic) throw new Asn1Error('another type of response');
  const basic = readSequence(bytes.next(TAG.octetString).contents);
  bytes.end();
  const toBeSigned = basic.next(TAG.sequence);
  const signatureAlgorithm = readSignatureAlgorithm(basic.next(TAG.sequence));
  const signature = wholeBits(basic.next());
  const certificates = basic.isAtEnd ? [] : certificatesOf(inside(basic.enter(context(0))));
  basic.end();
  return {
    toBeSigned: toBeSigned.bytes,
    ...readData(new DerReader(toBeSigned.contents)),
    signatureAlgorithm,
    signature,
    certificates,
  };
}

/** The SEQUENCE in an explicit tag. */
function inside(explicit: DerReader): DerReader {
  const parts = explicit.enter();
  explicit.end();
  return parts;
}

function octetOf({ contents }: DerValue): number {
  const [octet, ...more] = contents;
  if (octet === undefined || more.length > 0) throw new Asn1Error('a number is wrong');
  return octet;
}

function certificatesOf(list: DerReader): Uint8Array[] {
  const found: Uint8Array[] = [];
  while (!list.isAtEnd) {
    if (found.length === MOST_CERTIFICATES) throw new Asn1Error('too many certificates');
    found.push(list.next(TAG.sequence).bytes);
  }
  return found;
}

function readData(data: DerReader) {
  // Version 1 is the default, and there is no other.
  if (data.nextIf(context(0))) throw new Asn1Error('another version');
  const responder = readResponder(data.next());
  const producedAt = timeOf(data.next(GENERALIZED_TIME));
  const list = data.enter();
  const extensions = readOptional(data, 1);
  data.end();
  const answers: SingleAnswer[] = [];
  while (!list.isAtEnd) {
    if (answers.length === MOST_ANSWERS) throw new Asn1Error('too many answers');
    answers.push(readAnswer(list.enter()));
  }
  return { responder, producedAt, answers, extensions };
}

function readResponder({ tag, contents }: DerValue): ResponderId {
  if (tag === context(1)) return { kind: 'name', name: readName(contents) };
  if (tag !== context(2)) throw new Asn1Error('a responder has no name');
  const parts = new DerReader(contents);
  const hash = parts.next(TAG.octetString).contents;
  parts.end();
  return { kind: 'key', hash };
}

function readOptional(parts: DerReader, tagNumber: number): ReadonlyMap<string, Extension> {
  const explicit = parts.nextIf(context(tagNumber));
  return explicit === null ? new Map() : readExtensions(inside(new DerReader(explicit.contents)));
}

function readAnswer(parts: DerReader): SingleAnswer {
  const certId = readCertId(parts.enter());
  const status = readStatus(parts.next());
  const thisUpdate = timeOf(parts.next(GENERALIZED_TIME));
  const next = parts.nextIf(context(0));
  const nextUpdate = next && timeOf(new DerReader(next.contents).next(GENERALIZED_TIME));
  const extensions = readOptional(parts, 1);
  parts.end();
  return { certId, status, thisUpdate, nextUpdate, extensions };
}

function readCertId(parts: DerReader): CertId | null {
  const algorithm = oidText(parts.enter().next());
  const nameHash = parts.next(TAG.octetString).contents;
  const keyHash = parts.next(TAG.octetString).contents;
  const serialNumber = parts.next(TAG.integer).bytes;
  parts.end();
  return algorithm === OID.sha1 ? { nameHash, keyHash, serialNumber } : null;
}

function readStatus({ tag, contents }: DerValue): SingleAnswer['status'] {
  if (tag === primitive(0)) return { kind: 'good' };
  if (tag === primitive(2)) return { kind: 'unknown' };
  if (tag !== context(1)) throw new Asn1Error('a status is unknown');
  const revoked = new DerReader(contents);
  const at = timeOf(revoked.next(GENERALIZED_TIME));
  const explicit = revoked.nextIf(context(0));
  revoked.end();
  const reason = explicit === null ? 0 : octetOf(new DerReader(explicit.contents).next(ENUMERATED));
  return { kind: 'revoked', at, reason };
}
