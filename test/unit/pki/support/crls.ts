import type { KeyObject } from 'node:crypto';
import type { Der } from '../../../../src/pki/der.ts';
import {
  bigInteger,
  boolean,
  integer,
  octets,
  encode,
  oid,
  sequence,
  tagged,
  time,
} from '../../../../src/pki/der.ts';
import { signatureAlgorithm, signed } from '../../../../src/pki/testAuthority/signature.ts';

export interface CrlContents {
  readonly issuer: Der;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly entries?: readonly Der[];
  readonly extensions?: readonly Der[];
}

/** A CRL that says what a test wants (RFC 5280 §5.1), signed. @returns DER. */
export function buildCrl(contents: CrlContents, key: KeyObject): Uint8Array {
  const { issuer, thisUpdate, nextUpdate, entries = [], extensions = [] } = contents;
  const toBeSigned = sequence(
    integer(1),
    signatureAlgorithm(key).identifier,
    issuer,
    time(thisUpdate),
    ...(nextUpdate === null ? [] : [time(nextUpdate)]),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    ...(extensions.length === 0 ? [] : [tagged(0, sequence(...extensions))]),
  );
  return signed(toBeSigned, key);
}

export function crlEntry(serialNumber: Uint8Array, at: Date, ...extensions: Der[]): Der {
  const more = extensions.length === 0 ? [] : [sequence(...extensions)];
  return sequence(bigInteger(serialNumber), time(at), ...more);
}

/** An extension with any value. */
export function anyExtension(id: string, critical: boolean, value: Der): Der {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(encode(value)));
}
