import type { Der } from '../der.ts';
import { bmp, octets, oid, sequence, setOf, tagged } from '../der.ts';
import { OID } from '../oids.ts';

/** A CertBag as SafeBag (RFC 7292 §4.2.3). */
export function certificateBag(certificate: Uint8Array, attributes: readonly Der[]): Der {
  const bag = sequence(oid(OID.x509Certificate), tagged(0, octets(certificate)));
  return safeBag(OID.certBag, bag, attributes);
}

/** A PKCS8ShroudedKeyBag as SafeBag (RFC 7292 §4.2.2). */
export function keyBag(
  key: { readonly algorithm: Der; readonly encrypted: Uint8Array },
  attributes: readonly Der[],
): Der {
  const info = sequence(key.algorithm, octets(key.encrypted));
  return safeBag(OID.shroudedKeyBag, info, attributes);
}

/** What a list of keys and certificates shows; Java's alias. */
export function friendlyName(name: string): Der {
  return attribute(OID.friendlyName, bmp(name));
}

/** The same octets at a key and its certificate say that they belong together. */
export function localKeyId(id: Uint8Array): Der {
  return attribute(OID.localKeyId, octets(id));
}

/** Java trusts a certificate in a PKCS #12 file only with this attribute, here for any purpose. */
export function trustedForAnyUse(): Der {
  return attribute(OID.javaTrustedKeyUsage, oid(OID.anyExtendedKeyUsage));
}

function attribute(type: string, value: Der): Der {
  return sequence(oid(type), setOf(value));
}

function safeBag(type: string, value: Der, attributes: readonly Der[]): Der {
  const all = attributes.length > 0 ? [setOf(...attributes)] : [];
  return sequence(oid(type), tagged(0, value), ...all);
}
