import type { KeyObject } from 'node:crypto';
import { X509Certificate, createHash, createPrivateKey } from 'node:crypto';
import type { Der } from '../../../pki/der.ts';
import { raw } from '../../../pki/der.ts';
import { DerReader, TAG, readSequence } from '../../../pki/derReader.ts';
import type { StoredIdentity } from './types.ts';

/** A key with its certificate, and what answers need of the certificate. */
export interface Identity {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly issuer: Der;
  readonly serialNumber: Uint8Array;
  readonly name: Der;
  /** Bits of the public key, as OCSP hashes them (RFC 6960 §4.1.1). */
  readonly keyBits: Uint8Array;
  /** SHA-1 of these bits. */
  readonly keyId: Uint8Array;
}

export function openIdentity(stored: StoredIdentity): Identity {
  const certificate = new Uint8Array(Buffer.from(stored.certificate, 'base64'));
  const { serialNumber, issuer, name, keyBits } = readCertificate(certificate);
  const key = Buffer.from(stored.privateKey, 'base64');
  return {
    certificate,
    privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
    publicKey: new X509Certificate(certificate).publicKey,
    issuer: raw(issuer),
    serialNumber,
    name: raw(name),
    keyBits,
    keyId: new Uint8Array(createHash('sha1').update(keyBits).digest()),
  };
}

/** Of a certificate that we made: version 3, so its version is always there. */
function readCertificate(certificate: Uint8Array) {
  const fields = readSequence(certificate).enter();
  fields.next(VERSION);
  const serialNumber = fields.next(TAG.integer).contents;
  fields.next(TAG.sequence);
  const issuer = fields.next(TAG.sequence).bytes;
  fields.next(TAG.sequence);
  const name = fields.next(TAG.sequence).bytes;
  const keyInfo = new DerReader(fields.next(TAG.sequence).contents);
  keyInfo.next(TAG.sequence);
  // The first octet of a BIT STRING counts its unused bits.
  const keyBits = keyInfo.next(TAG.bitString).contents.subarray(1);
  return { serialNumber, issuer, name, keyBits };
}

/** `[0]`, constructed. */
const VERSION = 0xa0;
