import { createHash, randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { access, constants, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { MuhurError, isMuhurError } from '../../errors.ts';

/** A result beside the place where it is going to be. */
export interface StagedResult {
  /** Puts it there, in one step: whoever looks sees the old file or the new one. */
  commit(): Promise<void>;
  /** Leaves no trace of it. Never rejects. */
  discard(): Promise<void>;
}

/** Pieces are written together up to here. */
const TOGETHER = 64 * 1024;

/**
 * Writes a file in full, under another name in the same folder, with the rights of the file that it
 * will take the place of. What a process that was killed left of an earlier try is removed.
 * @throws `file/read-only`, `file/not-written`, `cancelled`; nothing is left behind then.
 */
export async function stageResult(
  path: string,
  pieces: Iterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<StagedResult> {
  const target = await translated(path, () => targetOf(path));
  await removeLeftovers(dirname(target.path));
  const temporary = temporaryName(target.path);
  const discard = () => rm(temporary, { force: true }).catch(() => undefined);
  try {
    await translated(path, () => write(temporary, target.mode, pieces, signal));
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    discard,
    async commit() {
      try {
        await translated(path, () => rename(temporary, target.path));
      } catch (error) {
        await discard();
        throw error;
      }
    },
  };
}

/**
 * Finds out before anything is signed what can be known of its place.
 * @throws `file/read-only`, `file/not-written`
 */
export async function rejectUnwritable(path: string): Promise<void> {
  await translated(path, async () => {
    const target = await targetOf(path);
    await access(dirname(target.path), constants.W_OK);
  });
}

/** Where links lead, and the rights of the file that is there; null: there is none. */
async function targetOf(path: string): Promise<{ path: string; mode: number | null }> {
  const real = await realpath(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (real === null)
    return { path: join(await realpath(dirname(path)), basename(path)), mode: null };
  const status = await stat(real);
  if (!status.isFile()) throw new Error('not a file');
  // A rename asks for the folder's rights alone, and an administrator for none.
  if ((status.mode & 0o222) === 0) throw new MuhurError('file/read-only', { path });
  return { path: real, mode: status.mode & 0o777 };
}

async function write(
  path: string,
  mode: number | null,
  pieces: Iterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = await open(path, 'wx', 0o666);
  try {
    if (mode !== null) await file.chmod(mode);
    for (const piece of gathered(pieces)) {
      if (signal?.aborted === true) throw new MuhurError('cancelled', {});
      await writeAll(file, piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
  }
}

/** The same bytes in fewer pieces; each is valid until the next one is taken. */
function* gathered(pieces: Iterable<Uint8Array>): Iterable<Uint8Array> {
  const buffer = new Uint8Array(TOGETHER);
  let length = 0;
  for (const piece of pieces) {
    if (length + piece.length > TOGETHER) {
      yield buffer.subarray(0, length);
      length = 0;
    }
    if (piece.length > TOGETHER) {
      yield piece;
      continue;
    }
    buffer.set(piece, length);
    length += piece.length;
  }
  yield buffer.subarray(0, length);
}

/** Hidden; of this process on this machine, so that another one can tell when nobody writes it. */
function temporaryName(target: string): string {
  // Names have at most 255 bytes.
  const name = basename(target).slice(0, 60);
  const unique = `${process.pid}-${randomBytes(4).toString('hex')}`;
  return join(dirname(target), `.${name}.${machine}-${unique}.tmp`);
}

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const temporaries = new RegExp(`^\\..*\\.${machine}-(\\d+)-[0-9a-f]{8}\\.tmp$`);

/** Folders that were looked through: once is enough, and they may hold many files. */
const cleaned = new Set<string>();

async function removeLeftovers(folder: string): Promise<void> {
  if (cleaned.has(folder)) return;
  cleaned.add(folder);
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const pid = temporaries.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

async function translated<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isMuhurError(error)) throw error;
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) {
      throw new MuhurError('file/read-only', { path }, { cause: error });
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new MuhurError('file/not-written', { path, reason }, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
