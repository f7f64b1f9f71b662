import { isStranger } from '../../card/cardState.ts';
import type { CardsState } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import { MuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import { type ChosenCard, isCardNode, pickCard } from '../explorer/pickCard.ts';
import { settled } from '../settled.ts';

/**
 * The card of a row, or one that the user picks, if PIN commands may be sent to it.
 * @throws `card/unrecognised`, `pin/needs-module`, `reader/in-use`, `cancelled`.
 */
export async function chooseCard(
  { cards }: CardServices,
  argument: unknown,
  title: string,
): Promise<ChosenCard> {
  cards.start();
  const chosen = isCardNode(argument) ? argument : await pick(await settled(cards), title);
  const { target, card } = chosen;
  if (isStranger(card)) throw unrecognised(cards.state, target.reader);
  if (!card.takesPin) throw new MuhurError('pin/needs-module', { family: card.family });
  return { target, card };
}

/** Where there is nothing to choose from, the reason may be more than that there is no card. */
async function pick(state: CardsState, title: string): Promise<ChosenCard> {
  const { readers, tokens } = state;
  if (tokens.length === 0 && !readers.some(({ card }) => card !== null && !isStranger(card))) {
    const held = readers.find(({ status }) => status.state === 'in-use');
    if (held !== undefined) throw new MuhurError('reader/in-use', { reader: held.status.name });
    const unknown = readers.find(({ card }) => card !== null && isStranger(card));
    if (unknown !== undefined) throw unrecognised(state, unknown.status.name);
  }
  return pickCard(state, title);
}

function unrecognised({ readers }: CardsState, reader: string): MuhurError<'card/unrecognised'> {
  const atr = readers.find(({ status }) => status.name === reader)?.status.atr ?? null;
  return new MuhurError('card/unrecognised', { atr: atr === null ? '–' : toHex(atr) });
}
