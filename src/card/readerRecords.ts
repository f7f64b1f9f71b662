import type { ReaderRecord } from './cardState.ts';
import type { ReaderStatus } from './reader/reader.ts';

/** What follows for a reader from its new status. */
export interface Transition {
  readonly record: ReaderRecord;
  /** The card has to be read: it is new, or somebody else may have changed it. */
  readonly mustRead: boolean;
}

/** What was read stays good as long as the same card stays in the same reader. */
export function nextRecord(before: ReaderRecord | undefined, status: ReaderStatus): Transition {
  const same = before !== undefined && isSameInsertion(before.status, status) ? before : null;
  const mustRead = status.state === 'present' && (same === null || mayHaveChanged(same, status));
  const record: ReaderRecord = {
    status,
    reading: mustRead || (same?.reading ?? false),
    card: same?.card ?? null,
    error: mustRead ? null : (same?.error ?? null),
    tokens: [],
    way: null,
  };
  return { record, mustRead };
}

/** Held exclusively by another program, the card is still the one that was there before. */
function isSameInsertion(before: ReaderStatus, now: ReaderStatus): boolean {
  return before.insertion === now.insertion && hasCard(before) && hasCard(now);
}

export function hasCard({ state }: ReaderStatus): boolean {
  return state === 'present' || state === 'in-use';
}

function mayHaveChanged(before: ReaderRecord, now: ReaderStatus): boolean {
  const wasHeld = before.status.state === 'in-use';
  const wasShared = before.status.usedElsewhere && !now.usedElsewhere;
  return wasHeld || wasShared;
}

/** PC/SC readers by name, then the readers of this process. */
export function inDisplayOrder(records: Iterable<ReaderRecord>): ReaderRecord[] {
  return [...records].sort((a, b) => {
    if (a.status.kind !== b.status.kind) return a.status.kind === 'pcsc' ? -1 : 1;
    return a.status.name < b.status.name ? -1 : 1;
  });
}
