import { Asn1Error, parseAsn1 } from './asn1.ts';
import type { DistinguishedName, NameAttributeValue } from './distinguishedName.ts';
import { parseName } from './distinguishedName.ts';

/** Longer than any name, and short enough to be read many times. */
const LONGEST = 0x1000;

/** @throws Asn1Error */
export function readName(der: Uint8Array): DistinguishedName {
  if (der.length > LONGEST) throw new Asn1Error('a name is too long');
  return parseName(parseAsn1(der).value);
}

/**
 * Are two names the same (RFC 5280 §7.1)? Compared attribute by attribute and never as text: case
 * and spaces do not count, the string type neither, and the attributes of one relative name have
 * no order.
 */
export function isSameName(a: DistinguishedName, b: DistinguishedName): boolean {
  const [first, second] = [comparable(a), comparable(b)];
  return first.length === second.length && first.every((rdn, i) => rdn === second[i]);
}

/** One text for each relative name; JSON keeps any value from looking like two. */
function comparable(name: DistinguishedName): string[] {
  const rdns = new Map<number, string[]>();
  for (const attribute of name) {
    rdns.set(attribute.rdn, [...(rdns.get(attribute.rdn) ?? []), comparableAttribute(attribute)]);
  }
  return [...rdns.values()].map((attributes) => JSON.stringify(attributes.sort()));
}

function comparableAttribute({ type, value }: NameAttributeValue): string {
  const text = value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return JSON.stringify([type, text]);
}
