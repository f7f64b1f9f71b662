import type {
  CardContents,
  CardFile,
  DedicatedFile,
  PinObject,
  PrivateKeyObject,
} from './os/contents.ts';
import type { VirtualCardProfile } from './library.ts';
import { isInteger, isOneOf, isRecord, parseBytes } from './storedValues.ts';

/** A virtual card as it is kept on disk: what is on the card, and what is known about it. */
export interface StoredCard {
  readonly name: string;
  readonly profile: VirtualCardProfile;
  /** Tax number of the organisation the certificates name; null when they name a person. */
  readonly vkn: string | null;
  /** Identity number of the person the certificates name; null when they name an organisation. */
  readonly tckn: string | null;
  readonly contents: CardContents;
}

const FORMAT = 1;
const PROFILES: readonly VirtualCardProfile[] = ['mali-muhur', 'e-imza'];
/** Deeper than any card goes, and shallow enough for a hostile file. */
const MAX_DEPTH = 8;

export function serializeCard(card: StoredCard): string {
  const { contents, ...about } = card;
  const stored = {
    format: FORMAT,
    ...about,
    serial: encode(contents.serial),
    pin: contents.pin,
    puk: contents.puk,
    keys: contents.keys.map((key) => ({ ...key, pkcs8: encode(key.pkcs8) })),
    masterFile: storedFile(contents.masterFile),
  };
  return `${JSON.stringify(stored, null, 1)}\n`;
}

function storedFile(file: CardFile): object {
  if (file.kind === 'ef') return { ...file, content: encode(file.content) };
  const name = file.name === null ? null : encode(file.name);
  return { ...file, name, children: file.children.map(storedFile) };
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/**
 * Reads what `serializeCard` wrote and trusts none of it.
 * @throws Error whose message names the first wrong part, and never repeats a value.
 */
export function parseCard(text: string): StoredCard {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    throw new Error('not JSON');
  }
  if (!isRecord(stored)) throw new Error('not an object');
  if (stored['format'] !== FORMAT) throw new Error('format is not one that this version knows');
  const { name, profile, vkn, tckn } = stored;
  if (typeof name !== 'string') throw new Error('name is wrong');
  if (!isOneOf(PROFILES, profile)) throw new Error('profile is wrong');
  if (!isNumberText(vkn, 10)) throw new Error('vkn is wrong');
  if (!isNumberText(tckn, 11)) throw new Error('tckn is wrong');
  return { name, profile, vkn, tckn, contents: parseContents(stored) };
}

function isNumberText(value: unknown, digits: number): value is string | null {
  return (
    value === null || (typeof value === 'string' && new RegExp(`^\\d{${digits}}$`).test(value))
  );
}

function parseContents(stored: Record<string, unknown>): CardContents {
  const serial = parseBytes(stored['serial'], 'serial');
  if (serial.length !== 12) throw new Error('serial is wrong');
  const keys: unknown = stored['keys'];
  if (!Array.isArray(keys)) throw new Error('keys are wrong');
  const masterFile = parseFile(stored['masterFile'], 0);
  if (masterFile.kind !== 'df' || masterFile.id !== 0x3f00) throw new Error('masterFile is wrong');
  return {
    serial,
    masterFile,
    pin: parsePin(stored['pin'], 'pin'),
    puk: parsePin(stored['puk'], 'puk'),
    keys: keys.map(parseKey),
  };
}

function parsePin(value: unknown, what: string): PinObject {
  const wrong = new Error(`${what} is wrong`);
  if (!isRecord(value)) throw wrong;
  const { reference, value: secret, min, max, triesLeft, maxTries } = value;
  if (!isInteger(reference, 1, 0xff) || typeof secret !== 'string') throw wrong;
  if (!isInteger(min, 1, 64) || !isInteger(max, min, 64)) throw wrong;
  if (!isInteger(maxTries, 1, 15) || !isInteger(triesLeft, 0, maxTries)) throw wrong;
  if (secret.length < min || secret.length > max || !/^[0-9A-Za-z]*$/.test(secret)) throw wrong;
  return { reference, value: secret, min, max, triesLeft, maxTries };
}

function parseKey(value: unknown): PrivateKeyObject {
  const wrong = new Error('keys are wrong');
  if (!isRecord(value)) throw wrong;
  const { reference, algorithm, uses } = value;
  if (!isInteger(reference, 0, 0xff)) throw wrong;
  if (!isOneOf(['RSA-2048', 'EC-P384'] as const, algorithm)) throw wrong;
  const isUse = (use: unknown) => isOneOf(['sign', 'decipher'] as const, use);
  if (!Array.isArray(uses) || !uses.every(isUse)) throw wrong;
  return { reference, algorithm, uses, pkcs8: parseBytes(value['pkcs8'], 'keys') };
}

function parseFile(value: unknown, depth: number): CardFile {
  const wrong = new Error('masterFile is wrong');
  if (!isRecord(value) || depth > MAX_DEPTH) throw wrong;
  const { kind, id } = value;
  if (!isInteger(id, 0, 0xffff)) throw wrong;
  if (kind === 'df') return parseDedicatedFile(value, id, depth);
  const { read } = value;
  if (kind !== 'ef' || !isOneOf(['always', 'pin', 'never'] as const, read)) throw wrong;
  const content = parseBytes(value['content'], 'masterFile');
  if (content.length > 0xffff) throw wrong;
  return { kind, id, read, content };
}

function parseDedicatedFile(
  { name, children }: Record<string, unknown>,
  id: number,
  depth: number,
): DedicatedFile {
  if (!Array.isArray(children)) throw new Error('masterFile is wrong');
  const df = name === null ? null : parseBytes(name, 'masterFile');
  // ISO 7816-4 §5.3.1: a DF name has up to 16 bytes.
  if (df !== null && df.length > 16) throw new Error('masterFile is wrong');
  return { kind: 'df', id, name: df, children: children.map((file) => parseFile(file, depth + 1)) };
}
