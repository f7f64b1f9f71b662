import { Asn1Error } from './asn1.ts';
import type { DerReader } from './derReader.ts';
import { TAG, readSequence } from './derReader.ts';
import { oidText, timeOf, wholeBits } from './derValues.ts';
import type { DistinguishedName } from './distinguishedName.ts';
import { readName } from './names.ts';
import { remembered } from './remembered.ts';
import type { SignatureAlgorithm } from './signatureAlgorithm.ts';
import { readSignatureAlgorithm } from './signatureAlgorithm.ts';

export interface Extension {
  readonly critical: boolean;
  /** extnValue, not decoded. */
  readonly value: Uint8Array;
}

/** The fields of a certificate that path validation and signatures need (RFC 5280 §4.1). */
export interface X509 {
  readonly der: Uint8Array;
  readonly toBeSigned: Uint8Array;
  /** The INTEGER, DER. */
  readonly serialNumber: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly issuerDer: Uint8Array;
  readonly subject: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKeyInfo: Uint8Array;
  /** By OID. */
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Null when it is none that we trust. */
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly signature: Uint8Array;
}

/** Far more than any certificate has. */
const MOST_EXTENSIONS = 64;
const LARGEST = 0x10000;

const context = (tagNumber: number) => 0xa0 | tagNumber;

/**
 * Reads a certificate strictly: it must be DER and nothing after it, have each extension once, and
 * name the same algorithm twice. For showing a certificate there is `describeCertificate`.
 * @throws Asn1Error
 */
export function parseX509(der: Uint8Array): X509 {
  return read(der);
}

const read = remembered((der): X509 => {
  if (der.length > LARGEST) throw new Asn1Error('too long');
  const certificate = readSequence(der);
  const toBeSigned = certificate.next(TAG.sequence);
  const algorithm = certificate.next(TAG.sequence);
  const signature = wholeBits(certificate.next());
  certificate.end();
  const fields = readSequence(toBeSigned.bytes);
  fields.nextIf(context(0));
  const serialNumber = fields.next(TAG.integer).bytes;
  const innerAlgorithm = fields.next(TAG.sequence);
  if (!Buffer.from(algorithm.bytes).equals(innerAlgorithm.bytes)) {
    throw new Asn1Error('two signature algorithms');
  }
  const issuerDer = fields.next(TAG.sequence).bytes;
  const validity = fields.enter();
  const [notBefore, notAfter] = [timeOf(validity.next()), timeOf(validity.next())];
  const subject = readName(fields.next(TAG.sequence).bytes);
  const publicKeyInfo = fields.next(TAG.sequence).bytes;
  return {
    der,
    toBeSigned: toBeSigned.bytes,
    serialNumber,
    issuer: readName(issuerDer),
    issuerDer,
    subject,
    notBefore,
    notAfter,
    publicKeyInfo,
    extensions: extensionsOf(fields),
    signatureAlgorithm: readSignatureAlgorithm(algorithm),
    signature,
  };
});

function extensionsOf(fields: DerReader): ReadonlyMap<string, Extension> {
  // issuerUniqueID and subjectUniqueID, which nobody uses.
  for (const unused of [0x81, 0x82, context(1), context(2)]) fields.nextIf(unused);
  const field = fields.isAtEnd ? null : fields.enter(context(3));
  fields.end();
  return field === null ? new Map() : readExtensions(field.enter());
}

/** The parts of `Extensions`, as certificates, CRLs and OCSP messages have them. @throws Asn1Error */
export function readExtensions(list: DerReader): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  while (!list.isAtEnd) {
    const extension = list.enter();
    const id = oidText(extension.next());
    const critical = extension.nextIf(TAG.boolean)?.contents[0] === 0xff;
    const value = extension.next(TAG.octetString).contents;
    extension.end();
    if (extensions.has(id)) throw new Asn1Error('an extension is there twice');
    if (extensions.size === MOST_EXTENSIONS) throw new Asn1Error('too many extensions');
    extensions.set(id, { critical, value });
  }
  return extensions;
}
