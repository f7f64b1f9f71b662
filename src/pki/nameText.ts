import { Asn1Error, parseAsn1, textOf } from './asn1.ts';
import type { DistinguishedName, NameAttributeValue } from './distinguishedName.ts';
import { isSameName } from './names.ts';
import { OID } from './oids.ts';

/** Attribute types by the names that programs write (RFC 4514 §3, RFC 4519, X.520). */
const TYPES: Readonly<Record<string, string>> = {
  CN: OID.commonName,
  SERIALNUMBER: OID.serialNumber,
  SN: '2.5.4.4',
  SURNAME: '2.5.4.4',
  GIVENNAME: '2.5.4.42',
  T: '2.5.4.12',
  C: OID.countryName,
  L: OID.localityName,
  S: '2.5.4.8',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: OID.organizationName,
  OU: OID.organizationalUnitName,
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  E: '1.2.840.113549.1.9.1',
  EMAILADDRESS: '1.2.840.113549.1.9.1',
};

/** Longer than any name that is written in a signature. */
const LONGEST = 0x2000;

/**
 * Reads a distinguished name from text (RFC 4514 §3), as leniently as programs write it: spaces
 * around separators, types by OID, values as `#` and the hexadecimal of their DER.
 * @returns in the order of the text; null when it is none.
 */
export function nameFromText(text: string): DistinguishedName | null {
  if (text.length > LONGEST) return null;
  const attributes: NameAttributeValue[] = [];
  let rdn = 0;
  for (const { part, separator } of split(text)) {
    const attribute = readAttribute(part, rdn);
    if (attribute === null) return null;
    attributes.push(attribute);
    if (separator !== '+') rdn++;
  }
  return attributes;
}

/** Is it that name, written in either order? Producers do not agree on which is first. */
export function isNameText(text: string, name: DistinguishedName): boolean {
  const read = nameFromText(text);
  if (read === null) return false;
  const last = read.at(-1)?.rdn ?? 0;
  const reversed = read.map((attribute) => ({ ...attribute, rdn: last - attribute.rdn }));
  return (
    isSameName(read, name) ||
    isSameName(
      reversed.toSorted((a, b) => a.rdn - b.rdn),
      name,
    )
  );
}

/** Parts between separators that are neither escaped nor quoted. */
function split(text: string): { part: string; separator: string }[] {
  const parts: { part: string; separator: string }[] = [];
  let part = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (letter === '\\') {
      part += text.slice(i, i + 2);
      i++;
    } else if (!quoted && ',;+'.includes(letter)) {
      parts.push({ part, separator: letter });
      part = '';
    } else {
      if (letter === '"') quoted = !quoted;
      part += letter;
    }
  }
  return [...parts, { part, separator: '' }];
}

function readAttribute(part: string, rdn: number): NameAttributeValue | null {
  const [, name = '', raw = ''] = /^\s*([A-Za-z0-9.-]+)\s*=\s*(.*)$/s.exec(part) ?? [];
  const label = name.replace(/^oid\./i, '').toUpperCase();
  const type = /^\d+(\.\d+)+$/.test(label) ? label : TYPES[label];
  if (type === undefined) return null;
  const value = raw.startsWith('#') ? fromDer(raw.slice(1).trim()) : unescaped(raw);
  return value === null ? null : { rdn, type, value };
}

function fromDer(hex: string): string | null {
  if (!/^([0-9a-fA-F]{2})+$/.test(hex)) return null;
  try {
    return textOf(parseAsn1(Buffer.from(hex, 'hex')).value);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

/** Quotes taken off, escapes resolved: of one letter, or of bytes in UTF-8. */
function unescaped(raw: string): string {
  const inner = /^"(.*)"\s*$/s.exec(raw)?.[1] ?? raw.replace(/(?<!\\)\s+$/, '');
  return inner.replace(/(?:\\[0-9a-fA-F]{2})+|\\(.)/gs, (all, letter: string | undefined) =>
    letter === undefined || /^\\[0-9a-fA-F]{2}/.test(all)
      ? Buffer.from(all.replaceAll('\\', ''), 'hex').toString('utf8')
      : letter,
  );
}
