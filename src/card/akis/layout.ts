import { toMuhurError } from '../../errors.ts';
import type { MuhurError } from '../../errors.ts';
import { fromHex } from '../../hex.ts';
import type { CardFiles } from '../iso7816/files.ts';
import {
  parseApplicationDirectory,
  parseObjectDirectory,
  parseTokenInfo,
} from '../iso7816/pkcs15/directories.ts';
import type { ObjectDirectory, TokenInfo } from '../iso7816/pkcs15/directories.ts';
import { parseCertificates, parsePins, parsePrivateKeys } from '../iso7816/pkcs15/objects.ts';
import type {
  CertificateEntry,
  Entries,
  PinEntry,
  PrivateKeyEntry,
} from '../iso7816/pkcs15/objects.ts';
import type { CardPath } from '../iso7816/pkcs15/path.ts';

const EF_DIR: CardPath = { file: fromHex('3F002F00'), index: 0, length: null };
/** File identifiers inside the application (ISO 7816-15 §7.5). */
const OBJECT_DIRECTORY = fromHex('5031');
const TOKEN_INFO = fromHex('5032');

/** Where the application lies and where its directories are. */
export interface Directories {
  readonly application: Uint8Array;
  readonly objects: ObjectDirectory;
}

/** What PIN and key operations need of the directories; read once, then good for this card. */
export interface CardLayout {
  readonly serial: string | null;
  readonly isVirtual: boolean;
  readonly application: Uint8Array;
  readonly keys: readonly PrivateKeyEntry[];
  readonly pins: readonly PinEntry[];
}

/** Four APDUs: EF.DIR leads to the application, its EF.ODF to the directory files. */
export async function readDirectories(files: CardFiles): Promise<Directories> {
  const application = parseApplicationDirectory(await files.read(EF_DIR));
  const objects = await files.read(inApplication(application, OBJECT_DIRECTORY));
  return { application, objects: parseObjectDirectory(objects, application) };
}

function inApplication(application: Uint8Array, file: Uint8Array): CardPath {
  return { file: new Uint8Array(Buffer.concat([application, file])), index: 0, length: null };
}

export async function readTokenInfo(files: CardFiles, application: Uint8Array): Promise<TokenInfo> {
  return parseTokenInfo(await files.read(inApplication(application, TOKEN_INFO)));
}

/** All entries of a kind of directory; a file that cannot be read is one problem among them. */
async function readEntries<T>(
  files: CardFiles,
  paths: readonly CardPath[],
  parse: (bytes: Uint8Array) => Entries<T>,
): Promise<Entries<T>> {
  const all: Entries<T>[] = [];
  for (const path of paths) {
    all.push(await collectProblem(async () => parse(await files.read(path))));
  }
  return {
    entries: all.flatMap(({ entries }) => entries),
    problems: all.flatMap(({ problems }) => problems),
  };
}

/** Damage stays inside one directory; a card that is gone is everybody's business. */
async function collectProblem<T>(read: () => Promise<Entries<T>>): Promise<Entries<T>> {
  try {
    return await read();
  } catch (error) {
    return { entries: [], problems: [tolerable(error)] };
  }
}

/** The problem, when it is one of this object alone; throws on when the connection is lost. */
export function tolerable(error: unknown): MuhurError {
  const known = toMuhurError(error);
  if (known.code === 'card/malformed' || known.code === 'card/status') return known;
  throw known;
}

export function readCertificateEntries(
  files: CardFiles,
  { application, objects }: Directories,
): Promise<Entries<CertificateEntry>> {
  return readEntries(files, objects.certificates, (bytes) => parseCertificates(bytes, application));
}

export function readKeyEntries(
  files: CardFiles,
  { objects }: Directories,
): Promise<Entries<PrivateKeyEntry>> {
  return readEntries(files, objects.privateKeys, parsePrivateKeys);
}

export function readPinEntries(
  files: CardFiles,
  { application, objects }: Directories,
): Promise<Entries<PinEntry>> {
  return readEntries(files, objects.authentication, (bytes) => parsePins(bytes, application));
}
