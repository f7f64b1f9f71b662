import * as l10n from '@vscode/l10n';
import type { CardsState } from '../../card/cardState.ts';
import { explain } from '../../text/errors.ts';

/**
 * The text above the rows, for when they alone do not help: readers cannot be seen, no card is in,
 * or only cards that we do not know. Empty when there is something to work with.
 */
export function viewMessage({ readers, problem }: CardsState): string {
  if (readers.length === 0) return '';
  if (problem !== null) {
    const { what, advice } = explain(problem);
    return `${what} ${advice}`;
  }
  const cards = readers.flatMap(({ card }) => card ?? []);
  if (cards.some(({ family }) => family !== 'unknown')) return '';
  if (cards.length > 0) {
    return l10n.t(
      'This card is not an AKİS card, so nothing is sent to it. Insert a mali mühür or e-signature card.',
    );
  }
  if (readers.every(({ status }) => status.state === 'empty')) {
    return l10n.t(
      'There is no card in the reader. Push your card in, chip first, as far as it goes.',
    );
  }
  return '';
}
