import type { CardsState } from '../../card/cardState.ts';
import type { EmptyCause } from '../../contributions.ts';
import type { Arrangement } from './arrangement.ts';

/** Why the explorer has no rows; undefined when some are shown. */
export function emptyCause(
  { readers, problem, settled }: CardsState,
  shown: number,
  { filter }: Pick<Arrangement, 'filter'>,
): EmptyCause | undefined {
  if (shown > 0) return undefined;
  if (readers.length > 0) return filter === '' ? 'all-empty' : 'filtered';
  if (problem?.code === 'reader/addon-missing') return 'addon-missing';
  if (problem !== null) return 'no-service';
  return settled ? 'no-reader' : 'looking';
}
