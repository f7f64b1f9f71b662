import { createHash } from 'node:crypto';
import type { CertificatePurpose } from '../card/card.ts';
import { MuhurError } from '../errors.ts';
import { toHex } from '../hex.ts';
import type { Asn1Value } from './asn1.ts';
import {
  Asn1Error,
  bitsOf,
  dateOf,
  integerBytesOf,
  isContext,
  oidOf,
  parseAsn1,
  partsOf,
} from './asn1.ts';
import type { DistinguishedName } from './distinguishedName.ts';
import { attributeOf, formatName, parseName } from './distinguishedName.ts';
import type { Extensions } from './extensions.ts';
import { keyUsageOf, oidsOf, parseExtensions, policiesOf, statementsOf } from './extensions.ts';
import { KEY_USAGE, OID } from './oids.ts';
import { remembered } from './remembered.ts';
import { hasTcknShape, hasVknShape } from './taxNumbers.ts';

/** What a person or a list wants to know of a certificate. */
export interface CertificateDescription {
  /** Upper-case hexadecimal without leading zeros. */
  readonly serialNumber: string;
  /** The subject's number when it has ten digits: an organisation's. */
  readonly vkn: string | null;
  /** The subject's number when it has eleven digits: a person's. */
  readonly tckn: string | null;
  readonly commonName: string | null;
  /** As text, RFC 4514. For people, not for comparing. */
  readonly subject: string;
  readonly issuer: string;
  readonly purpose: CertificatePurpose;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Of the whole certificate; upper-case hexadecimal. */
  readonly fingerprintSha256: string;
  /** Owner or issuer say that it is for tests. */
  readonly isTest: boolean;
  /** `RSA-2048`, `EC-P384` and the like; an OID when we know no name. */
  readonly keyAlgorithm: string;
  /** Names of RFC 5280 §4.2.1.3. */
  readonly keyUsage: readonly string[];
  /** OIDs. */
  readonly extendedKeyUsage: readonly string[];
  /** OIDs. */
  readonly policies: readonly string[];
}

/**
 * Reads an X.509 certificate (RFC 5280 §4.1). It is decoded here and not by `node:crypto`, which
 * refuses certificates for details that do not matter when they are only shown.
 *
 * @param der the certificate; what a card file holds after it is passed over.
 * @throws `card/malformed`
 */
export function describeCertificate(der: Uint8Array): CertificateDescription {
  return read(der);
}

const read = remembered((der): CertificateDescription => {
  try {
    return describe(der);
  } catch (error) {
    const reason = error instanceof Asn1Error ? error.message : 'not decodable';
    throw new MuhurError('card/malformed', { what: 'certificate', reason }, { cause: error });
  }
});

function describe(der: Uint8Array): CertificateDescription {
  const { value, length } = parseAsn1(der);
  const [toBeSigned] = partsOf(value);
  const fields = [...partsOf(toBeSigned)];
  // [0] version, absent in v1 certificates.
  if (isContext(fields[0], 0)) fields.shift();
  const [serial, , issuerField, validity, subjectField, keyInfo, ...rest] = fields;
  const [notBefore, notAfter] = partsOf(validity);
  const issuer = parseName(issuerField);
  const subject = parseName(subjectField);
  const extensions = parseExtensions(rest.find((field) => isContext(field, 3)));
  const number = attributeOf(subject, OID.serialNumber);
  return {
    serialNumber: toHex(integerBytesOf(serial)).replace(/^(?:00)+(?=.)/, ''),
    vkn: number !== null && hasVknShape(number) ? number : null,
    tckn: number !== null && hasTcknShape(number) ? number : null,
    commonName: attributeOf(subject, OID.commonName),
    subject: formatName(subject),
    issuer: formatName(issuer),
    purpose: purposeOf(extensions),
    notBefore: dateOf(notBefore),
    notAfter: dateOf(notAfter),
    fingerprintSha256: createHash('sha256')
      .update(der.subarray(0, length))
      .digest('hex')
      .toUpperCase(),
    isTest: isTest(subject, issuer),
    keyAlgorithm: keyAlgorithmOf(keyInfo),
    keyUsage: keyUsageNames(extensions),
    extendedKeyUsage: oidsOf(extensions, OID.extKeyUsage),
    policies: policiesOf(extensions),
  };
}

function keyUsageNames(extensions: Extensions): readonly string[] {
  const usage = keyUsageOf(extensions);
  return Object.entries(KEY_USAGE).flatMap(([name, bit]) => (usage.has(bit) ? [name] : []));
}

/** Kamu SM's rule: mali mühür by its extended key usage, qualified by statement or policy. */
function purposeOf(extensions: Extensions): CertificatePurpose {
  if (oidsOf(extensions, OID.extKeyUsage).includes(OID.sealSigning)) return 'signing';
  const usage = keyUsageOf(extensions);
  if (usage.has(KEY_USAGE.nonRepudiation) && isQualified(extensions)) return 'qualified';
  return usage.has(KEY_USAGE.keyEncipherment) ? 'encryption' : 'other';
}

function isQualified(extensions: Extensions): boolean {
  const policies: readonly string[] = [OID.qualifiedPolicy, OID.turkishQcStatement];
  return (
    statementsOf(extensions).includes(OID.qcCompliance) ||
    policiesOf(extensions).some((policy) => policies.includes(policy))
  );
}

/** Kamu SM issues test certificates from its production authority: only the owner tells. */
function isTest(subject: DistinguishedName, issuer: DistinguishedName): boolean {
  const owner = attributeOf(subject, OID.commonName) ?? '';
  const number = attributeOf(subject, OID.serialNumber) ?? '';
  const authority = attributeOf(issuer, OID.commonName) ?? '';
  return (
    /^test\b|\(test\)/i.test(owner) || /- TEST$/.test(authority) || /^12345678\d\d$/.test(number)
  );
}

const CURVES: Readonly<Record<string, string>> = {
  [OID.secp256r1]: 'EC-P256',
  [OID.secp384r1]: 'EC-P384',
  [OID.secp521r1]: 'EC-P521',
};

function keyAlgorithmOf(keyInfo: Asn1Value | undefined): string {
  const [identifier, bits] = partsOf(keyInfo);
  const [algorithm, parameters] = partsOf(identifier);
  const id = oidOf(algorithm);
  if (id === OID.rsaEncryption) return `RSA-${modulusBits(bitsOf(bits))}`;
  if (id !== OID.ecPublicKey) return id;
  // Curves may also be spelt out, parameter by parameter, which has no name.
  const curve = isNamedCurve(parameters) ? oidOf(parameters) : null;
  return curve === null ? 'EC' : (CURVES[curve] ?? curve);
}

function isNamedCurve(parameters: Asn1Value | undefined): boolean {
  return parameters?.idBlock.tagClass === 1 && parameters.idBlock.tagNumber === 6;
}

function modulusBits(rsaPublicKey: Uint8Array): number {
  const [modulus] = partsOf(parseAsn1(rsaPublicKey).value);
  const digits = toHex(integerBytesOf(modulus)).replace(/^0+/, '');
  return digits === ''
    ? 0
    : (digits.length - 1) * 4 + (32 - Math.clz32(parseInt(digits.charAt(0), 16)));
}
