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
  if (problem !== null) return problemMessage(problem, isRemote);
  if (isRemote && !readers.some(({ status }) => status.kind === 'pcsc')) return remoteMessage();
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
    'In this window only readers of the machine that serves VS Code can be seen. Virtual cards work.',
  );
}

/** A service may come back at any time; a part that is missing does not. */
function problemMessage(problem: MuhurError, isRemote: boolean): string {
  const { what, advice } = explain(problem);
  if (isRemote) return [what, advice, remoteMessage()].join(' ');
  if (problem.code !== 'reader/no-service') return [what, advice].join(' ');
  const keepsLooking = l10n.t(
    'Mali Mühür keeps looking: once the service runs, your readers appear by themselves.',
  );
  return [what, advice, keepsLooking].join(' ');
}
