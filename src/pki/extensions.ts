import type { Asn1Value } from './asn1.ts';
import { bitsOf, octetsOf, oidOf, parseAsn1, partsOf } from './asn1.ts';
import { OID } from './oids.ts';

/** Extension values of a certificate by OID, not decoded yet. */
export type Extensions = ReadonlyMap<string, Uint8Array>;

/** @param field `[3]` of TBSCertificate, when there is one. @throws Asn1Error */
export function parseExtensions(field: Asn1Value | undefined): Extensions {
  const extensions = new Map<string, Uint8Array>();
  if (field === undefined) return extensions;
  const [list] = partsOf(field);
  for (const extension of partsOf(list)) {
    const parts = partsOf(extension);
    extensions.set(oidOf(parts[0]), octetsOf(parts.at(-1)));
  }
  return extensions;
}

/** Numbers of the bits set in KeyUsage (RFC 5280 §4.2.1.3). */
export function keyUsageOf(extensions: Extensions): ReadonlySet<number> {
  const usage = new Set<number>();
  const value = extensions.get(OID.keyUsage);
  if (value === undefined) return usage;
  // KeyUsage has nine bits; a longer string is not read to its end.
  bitsOf(parseAsn1(value).value)
    .subarray(0, 2)
    .forEach((byte, index) => {
      for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) usage.add(index * 8 + bit);
    });
  return usage;
}

/** An extension that is a list of OIDs, such as ExtKeyUsageSyntax. */
export function oidsOf(extensions: Extensions, id: string): string[] {
  return listOf(extensions, id).map((entry) => oidOf(entry));
}

/** Identifiers of the certificate policies (RFC 5280 §4.2.1.4). */
export function policiesOf(extensions: Extensions): string[] {
  return listOf(extensions, OID.certificatePolicies).map((entry) => oidOf(partsOf(entry)[0]));
}

/** Identifiers of the QCStatements (RFC 3739 §3.2.6). */
export function statementsOf(extensions: Extensions): string[] {
  return listOf(extensions, OID.qcStatements).map((entry) => oidOf(partsOf(entry)[0]));
}

function listOf(extensions: Extensions, id: string): readonly Asn1Value[] {
  const value = extensions.get(id);
  return value === undefined ? [] : partsOf(parseAsn1(value).value);
}
