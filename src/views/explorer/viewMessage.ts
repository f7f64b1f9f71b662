import * as l10n from '@vscode/l10n';
import type { CardsState } from '../../card/cardState.ts';
import type { MuhurError } from '../../errors.ts';
import { explain } from '../../text/errors.ts';

/**
 * The text above the rows, for when they alone do not help: readers cannot be seen, no card is in,
 * or only cards that we do not know. Empty when there is something to work with.
 */
export function viewMessage({ readers, problem }: CardsState, isRemote: boolean): string {
  if (readers.length === 0) return '';
  if (isRemote && !readers.some(({ status }) => status.kind === 'pcsc')) return remoteMessage();
  if (problem !== null) return problemMessage(problem);
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

function remoteMessage(): string {
  return l10n.t(
    'This window runs on another machine, so cards on your desk cannot be seen here. Virtual cards work.',
  );
}

/** A service may come back at any time; a part that is missing does not. */
function problemMessage(problem: MuhurError): string {
  const { what, advice } = explain(problem);
  const parts = [what, advice];
  if (problem.code === 'reader/no-service') {
    parts.push(
      l10n.t('Mali Mühür keeps looking: once the service runs, your readers appear by themselves.'),
    );
  }
  return parts.join(' ');
}
