import { TaskQueue } from '../../card/taskQueue.ts';
import type { Signer } from '../signers/signer.ts';
import type { ByteSource } from '../xml/byteSource.ts';
import { withSource } from '../xml/withSource.ts';
import type { SignedDocument, SigningChoices } from './signDocument.ts';
import { signDocument } from './signDocument.ts';
import type { StagedResult } from './stageResult.ts';
import { stageResult } from './stageResult.ts';

/** One file to be signed. */
export interface FileToSign {
  readonly file: string;
  /** Where the result goes; it may be the file itself. */
  readonly out: string;
}

/** How a document is opened, for as long as it is used. */
export type OpenDocument = <T>(use: (source: ByteSource) => Promise<T>) => Promise<T>;

export interface Turns {
  readonly signal?: AbortSignal;
  /** Signs one document at a time, while others are read from or written to the disk. */
  readonly turns?: TaskQueue;
}

/** Signs a file. @throws as `signInto`. */
export function signFile(
  { file, out }: FileToSign,
  signer: Signer,
  choices: SigningChoices,
  turns: Turns = {},
): Promise<SignedDocument> {
  return signInto(out, (use) => withSource(file, use), signer, choices, turns);
}

/**
 * Signs a document into a file. The result is there as a whole or not at all, and until then the file
 * that it takes the place of is what it was.
 * @throws as `signDocument`; `file/…`, `cancelled`.
 */
export async function signInto(
  out: string,
  open: OpenDocument,
  signer: Signer,
  choices: SigningChoices,
  { signal, turns = new TaskQueue() }: Turns = {},
): Promise<SignedDocument> {
  const staged: StagedResult[] = [];
  try {
    const signed = await open(async (source) => {
      const done = await turns.run(() => signDocument(source, signer, choices), signal);
      staged.push(await stageResult(out, done.result.pieces(), signal));
      return done;
    });
    for (const result of staged) await result.commit();
    return signed;
  } catch (error) {
    for (const result of staged) await result.discard();
    throw error;
  }
}
