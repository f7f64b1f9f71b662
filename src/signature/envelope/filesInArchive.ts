import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import type { ByteSource } from '../xml/byteSource.ts';

/** A file of a ZIP archive, unpacked. */
export interface ArchivedFile {
  /** As the archive has it; names prove nothing and are never used as paths. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** Why an archive cannot be read. Internal: it becomes a finding. */
export class ArchiveError extends Error {
  readonly problem: 'malformed' | 'too-large' | 'empty';

  constructor(problem: ArchiveError['problem'], cause?: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

const SIGNATURE = Buffer.from('PK\x03\x04', 'latin1');
/** GİB's archives hold one file. */
const MOST_FILES = 1000;
/** Of the archive, and of what it unpacks to in all. */
const MOST_BYTES = 256 * 1024 * 1024;

export function isArchive(source: ByteSource): boolean {
  for (const piece of source.slice(0, SIGNATURE.length).pieces()) {
    return SIGNATURE.equals(piece);
  }
  return false;
}

/**
 * Unpacks a ZIP archive in memory. Sizes are those that were declared, and are held to while
 * unpacking, so that a small archive cannot become a large one unseen.
 * @throws ArchiveError
 */
export async function filesInArchive(source: ByteSource): Promise<readonly ArchivedFile[]> {
  if (source.size > MOST_BYTES) throw new ArchiveError('too-large');
  const bytes = Buffer.concat([...source.pieces()].map((piece) => Uint8Array.from(piece)));
  const files: ArchivedFile[] = [];
  let left = MOST_BYTES;
  try {
    const zip = await fromBufferPromise(bytes);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      left -= entry.uncompressedSize;
      if (left < 0 || files.length === MOST_FILES) throw new ArchiveError('too-large');
      const content = await buffer(await zip.openReadStreamPromise(entry));
      files.push({ name: entry.fileName, content });
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError('malformed', error);
  }
  if (files.length === 0) throw new ArchiveError('empty');
  return files;
}
