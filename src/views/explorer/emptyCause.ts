import type { CardsState } from '../../card/cardState.ts';
import type { EmptyCause } from '../../contributions.ts';

/** Why the explorer has no rows; undefined when it has some. */
export function emptyCause({ readers, problem, settled }: CardsState): EmptyCause | undefined {
  if (readers.length > 0) return undefined;
  if (problem?.code === 'reader/addon-missing') return 'addon-missing';
  if (problem !== null) return 'no-service';
  return settled ? 'no-reader' : 'looking';
}
