import { readFileSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { MuhurError, isMuhurError, toMuhurError } from '../../errors.ts';
import { STANDARD_INPUT } from '../report/outcome.ts';
import type { ByteSource, FileSource } from './byteSource.ts';
import { memorySource, openFileSource } from './byteSource.ts';

/**
 * Opens a file for as long as it is used, and sees that it stayed the same meanwhile.
 * @param path `-` is the standard input.
 * @throws `file/…`
 */
export async function withSource<T>(
  path: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  let file: FileSource | null = null;
  try {
    if (path === STANDARD_INPUT) return await use(memorySource(await buffer(process.stdin)));
    const status = statSync(path);
    // Pipes can be read once only.
    if (!status.isFile()) return await use(memorySource(readFileSync(path)));
    file = openFileSource(path);
    const result = await use(file);
    file.assertUnchanged();
    return result;
  } catch (error) {
    throw fileProblem(path, error);
  } finally {
    file?.close();
  }
}

function fileProblem(path: string, error: unknown): MuhurError {
  if (isMuhurError(error) || !isSystemError(error)) return toMuhurError(error);
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new MuhurError('file/not-found', { path }, { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new MuhurError('file/no-access', { path }, { cause: error });
    case 'EISDIR':
      return new MuhurError('file/folder', { path }, { cause: error });
    default:
      return new MuhurError('file/not-read', { path, reason: error.message }, { cause: error });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
