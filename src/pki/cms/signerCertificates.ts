import { Asn1Error } from '../asn1.ts';
import { isSameName } from '../names.ts';
import { OID } from '../oids.ts';
import type { X509 } from '../x509.ts';
import { parseX509 } from '../x509.ts';
import type { SignerId } from './readCms.ts';

/** What cannot be read is nobody's certificate. */
export function readableCertificates(certificates: readonly Uint8Array[]): X509[] {
  return certificates.flatMap((der) => {
    try {
      return [parseX509(der)];
    } catch (error) {
      if (error instanceof Asn1Error) return [];
      throw error;
    }
  });
}

/** Those that a SignerIdentifier can mean; several may bear the same name and number. */
export function certificatesNamed(id: SignerId, certificates: readonly X509[]): X509[] {
  return certificates.filter((certificate) => isNamed(id, certificate));
}

function isNamed(id: SignerId, certificate: X509): boolean {
  if (id.kind === 'key') return equal(id.keyIdentifier, keyIdentifierOf(certificate));
  const { issuer, serialNumber } = certificate;
  return equal(id.serialNumber, serialNumber) && isSameName(id.issuer, issuer);
}

function keyIdentifierOf({ extensions }: X509): Uint8Array | null {
  const value = extensions.get(OID.subjectKeyIdentifier)?.value;
  // An OCTET STRING in the OCTET STRING, always shorter than 128 bytes.
  return value?.[0] === 0x04 && value[1] === value.length - 2 ? value.subarray(2) : null;
}

function equal(a: Uint8Array, b: Uint8Array | null): boolean {
  return b !== null && Buffer.compare(a, b) === 0;
}
