import { MuhurError } from '../../../errors.ts';
import { toHex } from '../../../hex.ts';
import { findTlv, parseTlvs } from '../tlv.ts';
import { TAG, decodeAll, isContext, isUniversal, utf8Of } from './der.ts';
import type { DerNode } from './der.ts';
import { absolutePath, readPath } from './path.ts';
import type { CardPath } from './path.ts';

/** RID and PIX of PKCS#15 (`A000000063` "PKCS-15") and the AID of ISO 7816-15 §7.3. */
const APPLICATION_IDS = ['A000000063504B43532D3135', 'E828BD080F'];
const MASTER_FILE = Uint8Array.of(0x3f, 0x00);

/** EF.DIR: the path of the ISO 7816-15 application (ISO 7816-4 §8.2.1.1). */
export function parseApplicationDirectory(bytes: Uint8Array): Uint8Array {
  for (const { tag, value } of parseTlvs(bytes)) {
    if (tag !== 0x61) continue;
    const template = parseTlvs(value);
    const id = findTlv(template, 0x4f);
    const path = findTlv(template, 0x51);
    if (id === null || path === null) continue;
    if (APPLICATION_IDS.some((known) => toHex(id).startsWith(known))) {
      return absolutePath('EF.DIR', path, MASTER_FILE);
    }
  }
  throw new MuhurError('card/malformed', { what: 'EF.DIR', reason: 'no ISO 7816-15 application' });
}

/** The directory files that EF.ODF points to; a card may have several of each. */
export interface ObjectDirectory {
  readonly privateKeys: readonly CardPath[];
  readonly certificates: readonly CardPath[];
  readonly authentication: readonly CardPath[];
}

/** EF.ODF (ISO 7816-15 §8.3 PKCS15Objects): [0] PrKDF, [4] CDF, [8] AODF. */
export function parseObjectDirectory(bytes: Uint8Array, application: Uint8Array): ObjectDirectory {
  const entries = decodeAll('ODF', bytes);
  const pathsOf = (choice: number): CardPath[] =>
    entries
      .filter((entry) => isContext(entry, choice))
      .flatMap((entry) => entry.children.filter((child) => isUniversal(child, TAG.sequence)))
      .map((path) => readPath('ODF', path, application));
  return { privateKeys: pathsOf(0), certificates: pathsOf(4), authentication: pathsOf(8) };
}

/** EF.TokenInfo (ISO 7816-15 §8.10). */
export interface TokenInfo {
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly label: string | null;
}

export function parseTokenInfo(bytes: Uint8Array): TokenInfo {
  const [info] = decodeAll('TokenInfo', bytes);
  if (!isUniversal(info, TAG.sequence)) throw notSequence('TokenInfo');
  const serial = info.children.find((child) => isUniversal(child, TAG.octetString));
  const manufacturer = info.children.find((child) => isUniversal(child, TAG.utf8String));
  const label = info.children.find((child) => isContext(child, 0));
  return {
    serial: serial === undefined ? null : toHex(serial.content),
    manufacturer: utf8Of(manufacturer),
    label: utf8Of(label),
  };
}

export function notSequence(what: string): MuhurError {
  return new MuhurError('card/malformed', { what, reason: 'not a SEQUENCE' });
}

/** The four parts of every PKCS15Object (ISO 7816-15 §8.2.2), subclass attributes left aside. */
export interface ObjectParts {
  readonly label: string | null;
  /** CommonObjectAttributes.authId, hexadecimal. */
  readonly authId: string | null;
  readonly classAttributes: readonly DerNode[];
  /** The one value inside [1] typeAttributes. */
  readonly typeAttributes: readonly DerNode[];
}

export function objectParts(what: string, object: DerNode): ObjectParts {
  const [common, classAttributes, ...others] = object.children;
  const type = others.find((part) => isContext(part, 1))?.children[0];
  if (!isUniversal(common, TAG.sequence) || !isUniversal(classAttributes, TAG.sequence)) {
    throw new MuhurError('card/malformed', { what, reason: 'object attributes missing' });
  }
  if (type === undefined) {
    throw new MuhurError('card/malformed', { what, reason: 'type attributes missing' });
  }
  const label = common.children.find((child) => isUniversal(child, TAG.utf8String));
  const authId = common.children.find((child) => isUniversal(child, TAG.octetString));
  return {
    label: utf8Of(label),
    authId: authId === undefined ? null : toHex(authId.content),
    classAttributes: classAttributes.children,
    typeAttributes: type.children,
  };
}
