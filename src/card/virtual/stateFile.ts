import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MuhurError, isMuhurError } from '../../errors.ts';
import { STATE_FILE } from './library.ts';
import type { StoredCard } from './storedCard.ts';
import { parseCard, serializeCard } from './storedCard.ts';

const DAMAGED = `${STATE_FILE}.damaged-`;
/** A card of ours takes about 15 kB; whatever is much larger is none. */
const MAX_STATE_BYTES = 4 * 1024 * 1024;

export function statePath(directory: string): string {
  return join(directory, STATE_FILE);
}

/** Is there a state in the folder, in whatever shape, or one that was damaged earlier? */
export async function holdsState(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch(() => []);
  return names.some((name) => name === STATE_FILE || name.startsWith(DAMAGED));
}

/** Is there a state that a new card would replace? */
export function hasState(directory: string): Promise<boolean> {
  return access(statePath(directory)).then(
    () => true,
    () => false,
  );
}

/** Makes the folder of a card, for its user alone. @throws `virtual-card/storage`. */
export async function makeCardDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageError(directory, error);
  }
}

/**
 * Reads a card's state.
 * @returns null when there is none, and never was.
 * @throws `virtual-card/damaged` with the file left where it is, or, when the state was damaged
 *   earlier, with the place it was moved to; `virtual-card/storage`.
 */
export async function readState(directory: string): Promise<StoredCard | null> {
  const path = statePath(directory);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (!isMissing(error)) throw storageError(path, error);
    const keptAs = await damagedEarlier(directory);
    if (keptAs === null) return null;
    throw new MuhurError('virtual-card/damaged', { path, keptAs, reason: 'damaged earlier' });
  }
  try {
    if (bytes.length > MAX_STATE_BYTES) throw new Error('larger than any card');
    return parseCard(bytes.toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new MuhurError('virtual-card/damaged', { path, keptAs: path, reason });
  }
}

/**
 * Like `readState`, but moves a damaged file aside, so that it is kept whatever happens next.
 * Only the owner of the card may call this.
 */
export async function readStateAsOwner(directory: string): Promise<StoredCard | null> {
  try {
    return await readState(directory);
  } catch (error) {
    if (!isMuhurError(error, 'virtual-card/damaged')) throw error;
    const { path, keptAs, reason } = error.data;
    if (keptAs !== path) throw error;
    const aside = join(directory, `${DAMAGED}${new Date().toISOString().replace(/[:.]/g, '-')}`);
    await rename(path, aside).catch((cause: unknown) => {
      throw storageError(path, cause);
    });
    throw new MuhurError('virtual-card/damaged', { path, keptAs: aside, reason }, { cause: error });
  }
}

async function damagedEarlier(directory: string): Promise<string | null> {
  const names = await readdir(directory).catch(() => []);
  const last = names
    .filter((name) => name.startsWith(DAMAGED))
    .sort()
    .at(-1);
  return last === undefined ? null : join(directory, last);
}

/**
 * Replaces the state as a whole: after a crash at any moment there is the old one or the new one,
 * and once this resolves it is the new one. @throws `virtual-card/storage`.
 */
export async function writeState(directory: string, card: StoredCard): Promise<void> {
  const path = statePath(directory);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeDurably(temporary, serializeCard(card));
    await rename(temporary, path);
    await syncDirectory(directory);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storageError(path, error);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The rename itself has to reach the disk. Windows cannot open folders and needs no such step. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what an interrupted write left behind. Only the owner of the card may call this. */
export async function removeLeftovers(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const leftovers = names.filter(
    (name) => name.startsWith(`${STATE_FILE}.`) && name.endsWith('.tmp'),
  );
  await Promise.all(leftovers.map((name) => rm(join(directory, name), { force: true })));
}

export function storageError(path: string, cause: unknown): MuhurError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MuhurError('virtual-card/storage', { path, reason }, { cause });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
