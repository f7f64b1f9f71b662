import { existsSync } from 'node:fs';
import { toMuhurError } from '../errors.ts';
import { loadTrust } from '../pki/trust/trustStore.ts';
import type { Surroundings } from '../pki/trust/surroundings.ts';
import type { FileOutcome } from '../signature/report/outcome.ts';
import { validateDocument } from '../signature/validate.ts';
import type { ByteSource } from '../signature/xml/byteSource.ts';
import { withSource } from '../signature/xml/withSource.ts';

/** What `validate` was asked. */
export interface FilesRequest {
  readonly files: readonly string[];
  readonly trust: readonly string[];
  /** Null: what a time stamp proves, or else now. */
  readonly at: Date | null;
  readonly offline: boolean;
  /** What a detached signature signs; null: the file beside it, if there is one. */
  readonly content: string | null;
}

type Waiting = Omit<FilesRequest, 'files' | 'trust' | 'offline'> & {
  readonly around: Surroundings;
};

/**
 * Validates one file after the other, each read in pieces. What is wrong with one does not keep the
 * others from being validated.
 * @throws `trust/…`
 */
export async function validateFiles(request: FilesRequest): Promise<readonly FileOutcome[]> {
  const { files, trust, at, offline, content } = request;
  const around = {
    trust: await loadTrust(trust),
    now: new Date(),
    fetcher: offline ? null : (await import('../pki/undiciFetcher.ts')).undiciFetcher(),
  };
  const outcomes: FileOutcome[] = [];
  for (const file of files) outcomes.push(await validateFile(file, { at, content, around }));
  return outcomes;
}

async function validateFile(file: string, waiting: Waiting): Promise<FileOutcome> {
  try {
    const documents = await withSource(file, (source) => validateSource(source, file, waiting));
    return { file, problem: null, documents };
  } catch (error) {
    return { file, problem: toMuhurError(error), documents: [] };
  }
}

function validateSource(source: ByteSource, file: string, { at, content, around }: Waiting) {
  const beside = content ?? contentBeside(file);
  if (beside === null) return validateDocument(source, { file, at, around });
  return withSource(beside, (detachedContent) =>
    validateDocument(source, { file, at, around, detachedContent }),
  );
}

/** The file that `invoice.xml.p7s` signs, when it is there. */
function contentBeside(file: string): string | null {
  const name = /^(.+)\.p7s$/is.exec(file)?.[1];
  return name !== undefined && existsSync(name) ? name : null;
}
