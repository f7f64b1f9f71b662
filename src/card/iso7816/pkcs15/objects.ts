import { MuhurError, isMuhurError } from '../../../errors.ts';
import { toHex } from '../../../hex.ts';
import type { CardKey, KeyUsageName } from '../../card.ts';
import { TAG, bitsOf, decodeAll, integerOf, isContext, isUniversal } from './der.ts';
import type { DerNode } from './der.ts';
import { objectParts } from './directories.ts';
import { readPath } from './path.ts';
import type { CardPath } from './path.ts';

/**
 * The objects of a directory, each read on its own: one that is damaged becomes a problem and the
 * others stay readable.
 */
export interface Entries<T> {
  readonly entries: readonly T[];
  readonly problems: readonly MuhurError[];
}

function readEach<T>(
  objects: readonly DerNode[],
  read: (object: DerNode, index: number) => T | null,
): Entries<T> {
  const entries: T[] = [];
  const problems: MuhurError[] = [];
  objects.forEach((object, index) => {
    try {
      const entry = read(object, index);
      if (entry !== null) entries.push(entry);
    } catch (error) {
      if (!isMuhurError(error)) throw error;
      problems.push(error);
    }
  });
  return { entries, problems };
}

/** A certificate's place (ISO 7816-15 §8.7). */
export interface CertificateEntry {
  readonly id: string;
  readonly label: string;
  readonly path: CardPath;
}

/** EF.CDF: its X.509 certificates; other kinds ([0] attribute, SPKI …) are passed over. */
export function parseCertificates(
  bytes: Uint8Array,
  application: Uint8Array,
): Entries<CertificateEntry> {
  return readEach(decodeAll('CDF', bytes), (object, index) => {
    if (!isUniversal(object, TAG.sequence)) return null;
    const { label, classAttributes, typeAttributes } = objectParts('CDF', object);
    const id = classAttributes.find((attribute) => isUniversal(attribute, TAG.octetString));
    return {
      id: idOf(id, index),
      label: label ?? '',
      path: readPath('CDF', typeAttributes[0], application),
    };
  });
}

/** A private key, and what the card needs to use it (ISO 7816-15 §8.4). */
export interface PrivateKeyEntry extends CardKey {
  /** CommonKeyAttributes.keyReference. */
  readonly reference: number;
  /** Which PIN object guards the key; null when the card does not say. */
  readonly authId: string | null;
}

/** EF.PrKDF: RSA keys (SEQUENCE) and EC keys ([0]). */
export function parsePrivateKeys(bytes: Uint8Array): Entries<PrivateKeyEntry> {
  return readEach(decodeAll('PrKDF', bytes), (object, index) => {
    const isRsa = isUniversal(object, TAG.sequence);
    if (!isRsa && !isContext(object, 0)) return null;
    const { label, authId, classAttributes, typeAttributes } = objectParts('PrKDF', object);
    const numbers = classAttributes.filter((part) => isUniversal(part, TAG.integer));
    const size = typeAttributes.find((part) => isUniversal(part, TAG.integer));
    const reference = integerOf(numbers.at(-1));
    if (reference === null || reference > 0xff) {
      throw new MuhurError('card/malformed', { what: 'PrKDF', reason: 'key reference missing' });
    }
    return {
      id: idOf(classAttributes[0], index),
      label: label ?? '',
      algorithm: isRsa ? 'RSA' : 'EC',
      size: integerOf(size) ?? 0,
      usage: usageOf(classAttributes.find((part) => isUniversal(part, TAG.bitString))),
      reference,
      authId,
    };
  });
}

/** KeyUsageFlags: bit 1 decrypt, 2 sign, 3 signRecover, 5 unwrap, 9 nonRepudiation (§8.2.7). */
function usageOf(flags: DerNode | undefined): KeyUsageName[] {
  const bits = bitsOf(flags);
  const usage: KeyUsageName[] = [];
  if (bits.has(2) || bits.has(3)) usage.push('sign');
  if (bits.has(1) || bits.has(5)) usage.push('decrypt');
  if (bits.has(9)) usage.push('non-repudiation');
  return usage.length > 0 ? usage : ['other'];
}

/** A PIN or PUK object (ISO 7816-15 §8.9.2 PasswordAttributes). */
export interface PinEntry {
  readonly authId: string;
  readonly label: string;
  /** pwdReference, P2 of VERIFY. */
  readonly reference: number;
  readonly minLength: number;
  readonly maxLength: number;
  /** pwdFlags: unblockingPassword. */
  readonly isPuk: boolean;
  /** The DF in which a local PIN is valid; null: not said. */
  readonly path: CardPath | null;
}

/** EF.AODF: passwords (SEQUENCE); biometric and other objects are passed over. */
export function parsePins(bytes: Uint8Array, application: Uint8Array): Entries<PinEntry> {
  return readEach(decodeAll('AODF', bytes), (object) => {
    if (!isUniversal(object, TAG.sequence)) return null;
    const { label, classAttributes, typeAttributes } = objectParts('AODF', object);
    const authId = classAttributes.find((part) => isUniversal(part, TAG.octetString));
    const numbers = typeAttributes.filter((part) => isUniversal(part, TAG.integer));
    const [min, stored, max] = numbers.map(integerOf);
    const reference = typeAttributes.find((part) => isContext(part, 0));
    const path = typeAttributes.find((part) => isUniversal(part, TAG.sequence));
    return {
      authId: idOf(authId, 0),
      label: label ?? '',
      reference: (integerOf(reference) ?? 0) & 0xff,
      minLength: min ?? 0,
      maxLength: max ?? stored ?? 0,
      isPuk: bitsOf(typeAttributes[0]).has(6),
      path: path === undefined ? null : readPath('AODF', path, application),
    };
  });
}

/** The identifier in hexadecimal; objects without one are told apart by their position. */
function idOf(node: DerNode | undefined, index: number): string {
  const id = isUniversal(node, TAG.octetString) ? toHex(node.content) : '';
  return id === '' ? `#${String(index)}` : id;
}
