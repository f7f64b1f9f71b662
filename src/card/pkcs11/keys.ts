import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { toHex } from '../../hex.ts';
import { describeCertificate } from '../../pki/certificate.ts';
import type { CardCertificate, CardKey, KeyUsageName } from '../card.ts';
import type { Handle } from './binding.ts';
import type { OpenSession } from './objects.ts';
import { attribute, findObjects, flag, number } from './objects.ts';
import { textOf } from './texts.ts';

/**
 * Private keys as far as they are seen without a login. Most tokens hide them until then; so for
 * each certificate that has no key yet, one is inferred from its public key, found by CKA_ID.
 */
export function readKeys(
  session: OpenSession,
  certificates: readonly CardCertificate[],
): readonly CardKey[] {
  const { ck } = session.module;
  const seen = findObjects(session, ck.CKO_PRIVATE_KEY).flatMap((object) => {
    const id = toHex(attribute(session, object, ck.CKA_ID) ?? new Uint8Array());
    const certificate = certificates.find((one) => one.id === id);
    const kind = kindOf(session, object, certificate);
    if (kind === null) return [];
    const asksEachTime = flag(session, object, ck.CKA_ALWAYS_AUTHENTICATE);
    const label = textOf(attribute(session, object, ck.CKA_LABEL));
    const usage = usageOf(session, object);
    return [{ id, label, ...kind, usage, ...(asksEachTime && { asksEachTime }) }];
  });
  const inferred = certificates.flatMap((certificate) => {
    if (seen.some(({ id }) => id === certificate.id)) return [];
    const key = keyOfCertificate(certificate.der);
    const { id, label } = certificate;
    return key === null ? [] : [{ id, label, ...key }];
  });
  return inCertificateOrder([...seen, ...inferred], certificates);
}

function inCertificateOrder(
  keys: readonly CardKey[],
  certificates: readonly CardCertificate[],
): readonly CardKey[] {
  const place = ({ id }: CardKey): number => {
    const found = certificates.findIndex((certificate) => certificate.id === id);
    return found < 0 ? certificates.length : found;
  };
  return [...keys].sort((a, b) => place(a) - place(b));
}

export type Kind = Pick<CardKey, 'algorithm' | 'size'>;

/** EC parameters may be explicit or kept back; the certificate tells what kind of key it is, too. */
export function kindOf(
  session: OpenSession,
  object: Handle,
  certificate?: CardCertificate,
): Kind | null {
  const { ck } = session.module;
  const type = number(session, object, ck.CKA_KEY_TYPE);
  const fromCertificate = certificate === undefined ? null : keyOfCertificate(certificate.der);
  if (type === ck.CKK_RSA) {
    const modulus = attribute(session, object, ck.CKA_MODULUS);
    if (modulus !== null) return { algorithm: 'RSA', size: bitLength(modulus) };
    return fromCertificate ?? { algorithm: 'RSA', size: 0 };
  }
  if (type !== ck.CKK_EC) return null;
  const size = curveSize(attribute(session, object, ck.CKA_EC_PARAMS));
  return size === null
    ? (fromCertificate ?? { algorithm: 'EC', size: 0 })
    : { algorithm: 'EC', size };
}

function bitLength(bytes: Uint8Array): number {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? 0 : (bytes.length - start) * 8 - (Math.clz32(bytes[start] ?? 0) - 24);
}

/** ECParameters as namedCurve (RFC 5480 §2.1.1), by their DER. */
const CURVES: ReadonlyMap<string, number> = new Map([
  ['06082A8648CE3D030107', 256],
  ['06052B81040022', 384],
  ['06052B81040023', 521],
]);

function curveSize(parameters: Uint8Array | null): number | null {
  return parameters === null ? null : (CURVES.get(toHex(parameters)) ?? null);
}

const CURVE_SIZES: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

type InferredKey = Pick<CardKey, 'algorithm' | 'size' | 'usage'>;

/** By certificate: reading one takes longer than a signature, and it comes with each session. */
const inferredKeys = new Map<string, InferredKey | null>();

function keyOfCertificate(der: Uint8Array): InferredKey | null {
  const name = toHex(der);
  const before = inferredKeys.get(name);
  if (before !== undefined) return before;
  const kind = kindOfCertificate(der);
  const key = kind === null ? null : { ...kind, usage: usageOfCertificate(der) };
  inferredKeys.set(name, key);
  return key;
}

function kindOfCertificate(der: Uint8Array): Kind | null {
  const key = publicKeyOf(der);
  const { modulusLength = 0, namedCurve = '' } = key?.asymmetricKeyDetails ?? {};
  if (key?.asymmetricKeyType === 'rsa') return { algorithm: 'RSA', size: modulusLength };
  if (key?.asymmetricKeyType !== 'ec') return null;
  return { algorithm: 'EC', size: CURVE_SIZES[namedCurve] ?? 0 };
}

function publicKeyOf(der: Uint8Array): KeyObject | null {
  try {
    return new X509Certificate(der).publicKey;
  } catch {
    return null;
  }
}

function usageOf(session: OpenSession, object: Handle): readonly KeyUsageName[] {
  const { ck } = session.module;
  const usage: KeyUsageName[] = [];
  if (flag(session, object, ck.CKA_SIGN)) usage.push('sign');
  if (flag(session, object, ck.CKA_DECRYPT)) usage.push('decrypt');
  return usage;
}

function usageOfCertificate(der: Uint8Array): readonly KeyUsageName[] {
  const names = keyUsageNames(der);
  const usage: KeyUsageName[] = [];
  if (names.includes('digitalSignature') || names.includes('nonRepudiation')) usage.push('sign');
  if (names.includes('keyEncipherment') || names.includes('dataEncipherment')) {
    usage.push('decrypt');
  }
  return usage;
}

function keyUsageNames(der: Uint8Array): readonly string[] {
  try {
    return describeCertificate(der).keyUsage;
  } catch {
    return [];
  }
}
