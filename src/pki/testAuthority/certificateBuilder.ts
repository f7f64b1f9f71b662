import type { KeyObject } from 'node:crypto';
import { createHash, randomBytes } from 'node:crypto';
import { bitsOf, parseAsn1, partsOf } from '../asn1.ts';
import type { Der } from '../der.ts';
import {
  bigInteger,
  integer,
  oid,
  printable,
  raw,
  sequence,
  set,
  tagged,
  time,
  utf8,
} from '../der.ts';
import { OID } from '../oids.ts';
import { publicKeyInfo } from './keyPair.ts';
import { signatureAlgorithm, signed } from './signature.ts';

/** One attribute of a distinguished name. Countries and numbers are PrintableString, as in X.520. */
export type NameAttribute = readonly [
  type: 'C' | 'L' | 'O' | 'OU' | 'CN' | 'serialNumber',
  value: string,
];

const ATTRIBUTES = {
  C: { type: OID.countryName, string: printable },
  L: { type: OID.localityName, string: utf8 },
  O: { type: OID.organizationName, string: utf8 },
  OU: { type: OID.organizationalUnitName, string: utf8 },
  CN: { type: OID.commonName, string: utf8 },
  serialNumber: { type: OID.serialNumber, string: printable },
} as const;

export interface CertificateContents {
  /** Big-endian, as in the INTEGER. */
  readonly serialNumber: Uint8Array;
  /** Distinguished names. */
  readonly issuer: Der;
  readonly subject: Der;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Der[];
}

/** An X.509 v3 certificate (RFC 5280 §4.1), signed by the issuer's key. @returns DER. */
export function buildCertificate(contents: CertificateContents, issuerKey: KeyObject): Uint8Array {
  const toBeSigned = sequence(
    tagged(0, integer(2)),
    bigInteger(contents.serialNumber),
    signatureAlgorithm(issuerKey).identifier,
    contents.issuer,
    sequence(time(contents.notBefore), time(contents.notAfter)),
    contents.subject,
    raw(publicKeyInfo(contents.publicKey)),
    tagged(3, sequence(...contents.extensions)),
  );
  return signed(toBeSigned, issuerKey);
}

/** A distinguished name with one attribute in each RDN. */
export function nameOf(attributes: readonly NameAttribute[]): Der {
  return sequence(
    ...attributes.map(([key, value]) => {
      const { type, string } = ATTRIBUTES[key];
      return set(sequence(oid(type), string(value)));
    }),
  );
}

/** SHA-1 of the key bits (RFC 5280 §4.2.1.2, method 1), as Kamu SM does it. */
export function keyIdentifier(publicKey: KeyObject): Uint8Array {
  const [, bits] = partsOf(parseAsn1(publicKeyInfo(publicKey)).value);
  return new Uint8Array(createHash('sha1').update(bitsOf(bits)).digest());
}

/** Serial numbers that tests and logs show as ours: they begin with 7E57. */
export const TEST_SERIAL_PREFIX = [0x7e, 0x57];

/** Seven bytes, as long as Kamu SM's. */
export function testSerialNumber(): Uint8Array {
  return Uint8Array.from([...TEST_SERIAL_PREFIX, ...randomBytes(5)]);
}
