import type { DerValue } from './derReader.ts';
import { DerReader, TAG, readSequence } from './derReader.ts';
import { oidText } from './derValues.ts';
import { OID } from './oids.ts';
import type { X509 } from './x509.ts';
import { parseX509 } from './x509.ts';

/** Where the status of a certificate can be asked. */
export interface StatusAddress {
  readonly kind: 'ocsp' | 'crl';
  readonly url: URL;
}

/** GeneralName: uniformResourceIdentifier [6]. */
const URI = 0x86;
const CONTEXT_0 = 0xa0;

/**
 * The addresses of OCSP responders and CRLs that a certificate names (RFC 5280 §4.2.2.1,
 * §4.2.1.13): http and https only, in the order of the certificate. Every other kind is passed over.
 * @throws Asn1Error
 */
export function statusAddresses(der: Uint8Array): StatusAddress[] {
  const { extensions } = parseX509(der);
  const access = extensions.get(OID.authorityInfoAccess);
  const points = extensions.get(OID.crlDistributionPoints);
  return [
    ...(access === undefined ? [] : accessLocations(readSequence(access.value), OID.ocsp)).map(
      (url) => ({ kind: 'ocsp' as const, url }),
    ),
    ...(points === undefined ? [] : crlAddresses(readSequence(points.value))).map((url) => ({
      kind: 'crl' as const,
      url,
    })),
  ];
}

/** Where a certificate says that its issuer's is; http and https only. @throws Asn1Error */
export function issuerAddresses({ extensions }: X509): URL[] {
  const access = extensions.get(OID.authorityInfoAccess);
  return access === undefined ? [] : accessLocations(readSequence(access.value), OID.caIssuers);
}

function accessLocations(descriptions: DerReader, wanted: string): URL[] {
  const found: URL[] = [];
  while (!descriptions.isAtEnd) {
    const description = descriptions.enter();
    const method = oidText(description.next(TAG.oid));
    const location = description.next();
    if (method === wanted) found.push(...urlsOf(location));
  }
  return found;
}

/** DistributionPoint: distributionPoint [0] { fullName [0] GeneralNames }, and what is not needed. */
function crlAddresses(points: DerReader): URL[] {
  const found: URL[] = [];
  while (!points.isAtEnd) {
    const name = points.enter().nextIf(CONTEXT_0);
    const full = name === null ? null : new DerReader(name.contents).nextIf(CONTEXT_0);
    if (full === null) continue;
    const names = new DerReader(full.contents);
    while (!names.isAtEnd) found.push(...urlsOf(names.next()));
  }
  return found;
}

function urlsOf({ tag, contents }: DerValue): URL[] {
  if (tag !== URI) return [];
  const text = Buffer.from(contents).toString('latin1');
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? [url] : [];
}
