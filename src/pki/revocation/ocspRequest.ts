import { createHash } from 'node:crypto';
import type { Der } from '../der.ts';
import { encode, nothing, octets, oid, raw, sequence, tagged } from '../der.ts';
import { TAG, readSequence } from '../derReader.ts';
import { wholeBits } from '../derValues.ts';
import { OID } from '../oids.ts';
import type { X509 } from '../x509.ts';

/** How a question names a certificate (RFC 6960 §4.1.1), with SHA-1, which all responders know. */
export interface CertId {
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  /** The INTEGER, DER. */
  readonly serialNumber: Uint8Array;
}

/** @throws Asn1Error */
export function certIdOf(certificate: X509, issuer: X509): CertId {
  return {
    nameHash: sha1(certificate.issuerDer),
    keyHash: keyHashOf(issuer),
    serialNumber: certificate.serialNumber,
  };
}

/** SHA-1 of the bits of the public key. @throws Asn1Error */
export function keyHashOf({ publicKeyInfo }: X509): Uint8Array {
  const parts = readSequence(publicKeyInfo);
  parts.next(TAG.sequence);
  return sha1(wholeBits(parts.next()));
}

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest();
}

/** OCSPRequest for one certificate with a nonce (RFC 6960 §4.1, RFC 8954). @returns DER. */
export function ocspRequest(certId: CertId, nonce: Uint8Array): Uint8Array {
  const id = sequence(
    sequence(oid(OID.sha1), nothing()),
    octets(certId.nameHash),
    octets(certId.keyHash),
    raw(certId.serialNumber),
  );
  const extension: Der = sequence(oid(OID.ocspNonce), octets(encode(octets(nonce))));
  return encode(sequence(sequence(sequence(sequence(id)), tagged(2, sequence(extension)))));
}
