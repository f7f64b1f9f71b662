import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import { toHex } from '../../hex.ts';
import type { HashName } from './algorithms.ts';
import { digestByUri, signatureMethodByUri } from './algorithms.ts';
import type { CertificateReference } from './readProperties.ts';
import type { XmlSignature } from './readSignature.ts';
import type { ValueForm } from './signatureValue.ts';
import { keyOfCertificate, usable, verifiedForm } from './signatureValue.ts';

/** Whose signature it is, as far as its mathematics tells. */
export interface ProvenSigner {
  /** The certificate that the value was checked with; null when there is none. */
  readonly certificate: Uint8Array | null;
  /** Does SigningCertificate name that certificate by its digest? */
  readonly binding: 'bound' | 'other' | 'absent';
  /** The entry of SigningCertificate that names it. */
  readonly entry: CertificateReference | null;
  readonly value: 'right' | 'wrong' | 'unchecked';
  readonly form: ValueForm | null;
  /** KeyValue holds another key than the certificate. */
  readonly keyValueDiffers: boolean;
}

/**
 * Finds the certificate that signed, and checks the value with its key. The certificate that
 * SigningCertificate names is meant; without one, the one that proves the value. A key without a
 * certificate can prove the value, and nobody's identity.
 */
export function proveSigner(signature: XmlSignature, signedInfo: Uint8Array | null): ProvenSigner {
  const { keyInfo, properties } = signature;
  const method = signatureMethodByUri(signature.method.uri);
  const candidates = [...keyInfo.certificates, ...(properties?.unsigned.certificates ?? [])];
  const entries = properties?.signingCertificate?.certificates ?? null;
  const named = entries && findNamed(entries, candidates);
  const check = (key: KeyObject | null): ValueForm | null =>
    method && key && signedInfo
      ? verifiedForm(method, key, signedInfo, signature.value.bytes)
      : null;
  const certificate =
    named?.certificate ??
    keyInfo.certificates.find((der) => check(keyOfCertificate(der)) !== null) ??
    keyInfo.certificates[0] ??
    null;
  const key =
    certificate === null ? keyInfo.key && usable(keyInfo.key) : keyOfCertificate(certificate);
  const form = check(key);
  const isChecked = method !== null && signedInfo !== null && key !== null;
  return {
    certificate,
    binding: entries === null ? 'absent' : named === null ? 'other' : 'bound',
    entry: named?.entry ?? null,
    value: form !== null ? 'right' : isChecked ? 'wrong' : 'unchecked',
    form,
    keyValueDiffers:
      certificate !== null && keyInfo.key !== null && key !== null && !keyInfo.key.equals(key),
  };
}

function findNamed(
  entries: readonly CertificateReference[],
  candidates: readonly Uint8Array[],
): { certificate: Uint8Array; entry: CertificateReference } | null {
  // Each is digested once by each function: there may be many of both, and large ones.
  const known = new Map<HashName, ReadonlyMap<string, Uint8Array>>();
  for (const entry of entries) {
    const hash = digestByUri(entry.digestMethod.uri);
    if (hash === null) continue;
    const byDigest = known.get(hash) ?? digested(candidates, hash);
    known.set(hash, byDigest);
    const certificate = byDigest.get(toHex(entry.digest));
    if (certificate !== undefined) return { certificate, entry };
  }
  return null;
}

function digested(
  certificates: readonly Uint8Array[],
  hash: HashName,
): ReadonlyMap<string, Uint8Array> {
  return new Map(
    certificates.map((der) => [toHex(createHash(hash).update(der).digest()), der] as const),
  );
}
