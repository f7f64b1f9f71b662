import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { DS, DSIG11 } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/tree.ts';
import { attributeValue, childrenOf } from '../xml/tree.ts';
import { FormatError, base64In, onlyChild, optionalChild } from './formatError.ts';

/** What came along to check with (XMLDSig 1.1 §4.5). Nothing of it is to be believed. */
export interface KeyInfo {
  readonly element: XmlElement | null;
  /** X.509, DER, as they stand. */
  readonly certificates: readonly Uint8Array[];
  /** Of KeyValue; null when it is absent or of a kind that is not read. */
  readonly key: KeyObject | null;
}

const MOST_CERTIFICATES = 32;

const CURVES: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  'urn:oid:1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 },
  'urn:oid:1.3.132.0.34': { name: 'P-384', bytes: 48 },
  'urn:oid:1.3.132.0.35': { name: 'P-521', bytes: 66 },
};

/** @throws FormatError for certificates and keys that are not base64. */
export function readKeyInfo(element: XmlElement | null): KeyInfo {
  if (element === null) return { element, certificates: [], key: null };
  const certificates = childrenOf(element, DS, 'X509Data').flatMap((data) =>
    childrenOf(data, DS, 'X509Certificate'),
  );
  if (certificates.length > MOST_CERTIFICATES) {
    throw new FormatError('X509Certificate', 'too-many', element);
  }
  const keyValue = optionalChild(element, DS, 'KeyValue');
  return {
    element,
    certificates: certificates.map(base64In),
    key: keyValue && (rsaKey(keyValue) ?? ecKey(keyValue)),
  };
}

function rsaKey(keyValue: XmlElement): KeyObject | null {
  const value = optionalChild(keyValue, DS, 'RSAKeyValue');
  if (value === null) return null;
  const n = base64In(onlyChild(value, DS, 'Modulus'));
  const e = base64In(onlyChild(value, DS, 'Exponent'));
  return imported({ kty: 'RSA', n: base64url(n), e: base64url(e) });
}

function ecKey(keyValue: XmlElement): KeyObject | null {
  const value = optionalChild(keyValue, DSIG11, 'ECKeyValue');
  const named = value && optionalChild(value, DSIG11, 'NamedCurve');
  const curve = named && CURVES[attributeValue(named, 'URI') ?? ''];
  if (!value || !curve) return null;
  const point = base64In(onlyChild(value, DSIG11, 'PublicKey'));
  if (point[0] !== 4 || point.length !== 1 + 2 * curve.bytes) return null;
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)];
  return imported({ kty: 'EC', crv: curve.name, x: base64url(x), y: base64url(y) });
}

function imported(jwk: Record<string, string>): KeyObject | null {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return null;
  }
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
