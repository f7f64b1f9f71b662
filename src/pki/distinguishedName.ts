import type { Asn1Value } from './asn1.ts';
import { Asn1Error, oidOf, partsOf, textOf } from './asn1.ts';
import { OID } from './oids.ts';

/** One attribute of a name; `rdn` counts the relative names it belongs to. */
export interface NameAttributeValue {
  readonly rdn: number;
  /** OID in dotted form. */
  readonly type: string;
  readonly value: string;
}

/** A distinguished name in the order of its encoding (X.501 §9.2). */
export type DistinguishedName = readonly NameAttributeValue[];

/** @throws Asn1Error */
export function parseName(name: Asn1Value | undefined): DistinguishedName {
  return partsOf(name).flatMap((set, rdn) =>
    partsOf(set).map((attribute) => {
      const [type, value] = partsOf(attribute);
      const text = textOf(value);
      if (text === null) throw new Asn1Error('a name has an attribute that is no text');
      return { rdn, type: oidOf(type), value: text };
    }),
  );
}

/** The first attribute of that type. */
export function attributeOf(name: DistinguishedName, type: string): string | null {
  return name.find((attribute) => attribute.type === type)?.value ?? null;
}

/** Short names (RFC 4514 §3, and SERIALNUMBER as certificates of Kamu SM are written about). */
const SHORT: Readonly<Record<string, string>> = {
  [OID.commonName]: 'CN',
  [OID.serialNumber]: 'SERIALNUMBER',
  [OID.countryName]: 'C',
  [OID.localityName]: 'L',
  [OID.organizationName]: 'O',
  [OID.organizationalUnitName]: 'OU',
};

/** As text for people, after RFC 4514: the last relative name first. Not for comparing. */
export function formatName(name: DistinguishedName): string {
  const rdns: string[] = [];
  for (const { rdn, type, value } of name) {
    const text = `${SHORT[type] ?? type}=${escaped(value)}`;
    const before = rdns[rdn];
    rdns[rdn] = before === undefined ? text : `${before}+${text}`;
  }
  return rdns.filter(Boolean).reverse().join(',');
}

function escaped(value: string): string {
  return value
    .replace(/["+,;<>\\]/g, String.raw`\$&`)
    .replace(/^[ #]/, String.raw`\$&`)
    .replace(/ $/, String.raw`\ `);
}
