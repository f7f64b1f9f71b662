import { Asn1Error } from './asn1.ts';
import type { DerValue } from './derReader.ts';
import { TAG } from './derReader.ts';

/** Values of primitive types, as `DerReader` gives them. All throw Asn1Error. */

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

/** Longer than any OID in use. */
const LONGEST_OID = 64;

/** Dotted form. */
export function oidText({ tag, contents }: DerValue): string {
  const last = contents.at(-1) ?? 0x80;
  if (tag !== TAG.oid || last >= 0x80 || contents.length > LONGEST_OID) {
    throw new Asn1Error('an object identifier is wrong');
  }
  const numbers: bigint[] = [];
  let number = 0n;
  for (const octet of contents) {
    number = (number << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    numbers.push(number);
    number = 0n;
  }
  const [first = 0n, ...rest] = numbers;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

/** UTCTime or GeneralizedTime in whole seconds and in UTC, as DER demands (RFC 5280 §4.1.2.5). */
export function timeOf({ tag, contents }: DerValue): Date {
  const text = Buffer.from(contents).toString('latin1');
  const [, year = '', ...parts] =
    (tag === UTC_TIME && /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)) ||
    (tag === GENERALIZED_TIME && /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)) ||
    [];
  const century = year.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  const [month, day, hour, minute, second] = parts;
  const date = new Date(`${century}${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime())) throw new Asn1Error('a time is wrong');
  return date;
}

/** Octets of a BIT STRING that has no unused bits, as keys and signatures have none. */
export function wholeBits({ tag, contents }: DerValue): Uint8Array {
  if (tag !== TAG.bitString || contents[0] !== 0) throw new Asn1Error('a bit string is wrong');
  return contents.subarray(1);
}
