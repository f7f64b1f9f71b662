import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { formatName } from '../../../pki/distinguishedName.ts';
import type { DigestName } from '../../../pki/signatureAlgorithm.ts';
import type { X509 } from '../../../pki/x509.ts';
import type { SigningKey } from '../../preparedSignature.ts';
import { signingKeyOf } from '../../preparedSignature.ts';
import { uriOfDigest } from '../algorithms.ts';
import type { Preset } from './presets.ts';
import { base64Lines, escapeText } from './xmlText.ts';

/** What every signature with a certificate has in common: made once for many documents. */
export interface XadesSigner {
  readonly key: SigningKey;
  readonly preset: Preset;
  /** Of the references and the certificate. */
  readonly digest: DigestName;
  /** ds:KeyInfo */
  readonly keyInfo: string;
  /** xades:SigningCertificate */
  readonly signingCertificate: string;
}

/** @throws `sign/certificate` */
export function xadesSigner(certificate: Uint8Array, preset: Preset): XadesSigner {
  const key = signingKeyOf(certificate);
  const digest = preset.digests === 'key' ? key.digestAlgorithm : preset.digests;
  return {
    key,
    preset,
    digest,
    keyInfo: keyInfo(key, preset),
    signingCertificate: signingCertificate(key.certificate, digest),
  };
}

function keyInfo({ certificate, publicKey }: SigningKey, preset: Preset): string {
  const parts = [keyValue(publicKey), x509Data(certificate)];
  const ordered = preset.keyValue === 'before' ? parts : parts.reverse();
  return `<ds:KeyInfo>${ordered.join('')}</ds:KeyInfo>`;
}

/** Of the signer alone: others in its place confuse programs that take the first or the last. */
function x509Data({ der, subject }: X509): string {
  return (
    `<ds:X509Data><ds:X509SubjectName>${escapeText(formatName(subject))}</ds:X509SubjectName>` +
    `<ds:X509Certificate>${base64Lines(der)}</ds:X509Certificate></ds:X509Data>`
  );
}

/** Names of curves as XMLDSig 1.1 §4.5.2.3 writes them. */
const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'urn:oid:1.2.840.10045.3.1.7',
  secp384r1: 'urn:oid:1.3.132.0.34',
};

function keyValue(key: KeyObject): string {
  const { n, e, x, y } = key.export({ format: 'jwk' });
  const inner =
    key.asymmetricKeyType === 'rsa'
      ? `<ds:RSAKeyValue><ds:Modulus>${base64Lines(bytesOf(n))}</ds:Modulus>` +
        `<ds:Exponent>${base64Lines(bytesOf(e))}</ds:Exponent></ds:RSAKeyValue>`
      : ecKeyValue(key, Buffer.concat([Uint8Array.of(4), bytesOf(x), bytesOf(y)]));
  return `<ds:KeyValue>${inner}</ds:KeyValue>`;
}

function ecKeyValue(key: KeyObject, point: Uint8Array): string {
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? '';
  return (
    '<dsig11:ECKeyValue xmlns:dsig11="http://www.w3.org/2009/xmldsig11#">' +
    `<dsig11:NamedCurve URI="${curve}"/>` +
    `<dsig11:PublicKey>${base64Lines(point)}</dsig11:PublicKey></dsig11:ECKeyValue>`
  );
}

function bytesOf(base64url: string | undefined): Uint8Array {
  return Buffer.from(base64url ?? '', 'base64url');
}

/** Of XAdES 1.3.2 (V1), with issuer and serial number: GİB's schematron wants it so. */
function signingCertificate({ der, issuer, serialNumber }: X509, digest: DigestName): string {
  const value = createHash(digest).update(der).digest('base64');
  const serial = BigInt(`0x${Buffer.from(serialNumber.subarray(2)).toString('hex')}`);
  return (
    '<xades:SigningCertificate><xades:Cert><xades:CertDigest>' +
    `<ds:DigestMethod Algorithm="${uriOfDigest(digest)}"/>` +
    `<ds:DigestValue>${value}</ds:DigestValue></xades:CertDigest><xades:IssuerSerial>` +
    `<ds:X509IssuerName>${escapeText(formatName(issuer))}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${serial}</ds:X509SerialNumber>` +
    '</xades:IssuerSerial></xades:Cert></xades:SigningCertificate>'
  );
}
