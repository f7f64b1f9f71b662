import { TaskQueue } from '../../card/taskQueue.ts';
import { MuhurError, toMuhurError } from '../../errors.ts';
import type { SignedDocument } from './signDocument.ts';

/** One of many documents. */
export interface BatchItem {
  readonly name: string;
  /** Signs and writes it; only signing itself waits for its turn. */
  sign(turns: TaskQueue): Promise<SignedDocument>;
}

export interface BatchOutcome {
  readonly name: string;
  /** Null: it was not signed; then `error` says why. */
  readonly signed: SignedDocument | null;
  readonly error: MuhurError | null;
}

export interface BatchOptions {
  /** Called after each, in the order in which they end. */
  readonly onDone?: (outcome: BatchOutcome, count: number) => void;
  /** Those that have not begun end as `cancelled`. */
  readonly signal?: AbortSignal;
}

/** A disk that is waited for should not be waited for alone. */
const AT_ONCE = 4;

/**
 * Signs many documents with one signer. One that fails stops no other.
 * @returns one outcome each, in the order of the documents.
 */
export async function signBatch(
  items: readonly BatchItem[],
  { onDone, signal }: BatchOptions = {},
): Promise<readonly BatchOutcome[]> {
  const turns = new TaskQueue();
  const outcomes: BatchOutcome[] = [];
  const waiting = items.entries();
  let count = 0;
  const work = async (): Promise<void> => {
    for (const [i, item] of waiting) {
      const outcome = await outcomeOf(item, turns, signal);
      outcomes[i] = outcome;
      count++;
      onDone?.(outcome, count);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

async function outcomeOf(
  item: BatchItem,
  turns: TaskQueue,
  signal: AbortSignal | undefined,
): Promise<BatchOutcome> {
  const { name } = item;
  try {
    if (signal?.aborted === true) throw new MuhurError('cancelled', {});
    return { name, signed: await item.sign(turns), error: null };
  } catch (error) {
    return { name, signed: null, error: toMuhurError(error) };
  }
}
