import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storageError } from '../store/database.ts';

const KEY_FILE = 'secrets.key';
const KEY_BYTES = 32;

/**
 * The key under which PINs and PUKs are kept, from its file beside the data; made when it is
 * missing, and when it is damaged, which is then kept aside. Only the owner of the data may call
 * this. @throws `simulator/storage`.
 */
export function keyFromFile(directory: string): Uint8Array {
  const path = join(directory, KEY_FILE);
  try {
    const known = readKey(path);
    if (known !== null) return known;
    const key = new Uint8Array(randomBytes(KEY_BYTES));
    writeDurably(`${path}.tmp`, `${Buffer.from(key).toString('base64')}\n`);
    renameSync(`${path}.tmp`, path);
    return key;
  } catch (error) {
    throw storageError(path, error);
  }
}

/** The key as one line of base64; null for anything else. */
export function parseKey(text: string): Uint8Array | null {
  const bytes = Buffer.from(text.trim(), 'base64');
  const isExact = bytes.length === KEY_BYTES && bytes.toString('base64') === text.trim();
  return isExact ? new Uint8Array(bytes) : null;
}

function readKey(path: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const key = parseKey(text);
  if (key === null) renameSync(path, `${path}.damaged`);
  return key;
}

/** The key is on disk before anything is encrypted with it. */
function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
