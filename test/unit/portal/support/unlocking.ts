import assert from 'node:assert/strict';
import { VirtualCard } from '../../../../src/card/virtual/virtualCard.ts';
import { MuhurError } from '../../../../src/errors.ts';
import { fromHex, toHex } from '../../../../src/hex.ts';
import * as operations from '../../../../src/portal/contract/cardOperations.ts';
import type { CardOperation } from '../../../../src/portal/contract/cardOperations.ts';
import * as menu from '../../../../src/portal/contract/menu.ts';
import type { RelayCard } from '../../../../src/portal/relay.ts';
import type { SignedIn } from './signedIn.ts';
import { newSignedIn } from './signedIn.ts';
import type { TestSimulator } from './testSimulator.ts';

/** GET DATA, SELECT, SELECT, READ BINARY, VERIFY without data, RESET RETRY COUNTER. */
export const COMMANDS = 6;

/** The card of that folder, for as long as `use` takes. */
export async function withCard<T>(
  directory: string,
  use: (card: VirtualCard) => Promise<T>,
): Promise<T> {
  const card = await VirtualCard.open(directory);
  try {
    return await use(card);
  } finally {
    await card.close();
  }
}

/** The card as the relay wants it, with what it is told and answers in between. */
export function relayed(
  card: VirtualCard,
  between: (apdu: Uint8Array, send: () => Promise<Uint8Array>) => Promise<Uint8Array> = (_, send) =>
    send(),
): RelayCard {
  const { serial, atr } = card;
  return { serial, atr, transmit: (apdu) => between(apdu, () => card.transmit(apdu)) };
}

/** The card is pulled at its n-th command: before it came, or before its answer went. */
export function pulledAt(n: number, moment: 'before' | 'after') {
  let count = 0;
  return async (_: Uint8Array, send: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    count++;
    if (count === n && moment === 'after') await send();
    if (count >= n) throw new MuhurError('card/removed', { reader: 'test' });
    return send();
  };
}

/** Spends no try. */
export async function triesOf(card: VirtualCard): Promise<{ pin: string; puk: string }> {
  const probe = async (command: string) => toHex(await card.transmit(fromHex(command)));
  return { pin: await probe('00200080'), puk: await probe('00200081') };
}

/** The PIN of the page opens the card, and the PUK has all its tries. */
export async function assertUnlocked(session: SignedIn, card: VirtualCard): Promise<string> {
  const { pin, puk } = await session.call(menu.showSecrets, {
    params: { cardSerial: card.serial },
    body: { warningsRead: true },
  });
  assert.deepEqual({ pin, puk }, card.secrets);
  assert.match(pin, /^\d{6}$/);
  await card.reset();
  assert.deepEqual(await triesOf(card), { pin: '63C3', puk: '63C3' });
  return pin;
}

/** Kilit Çözme by hand, one request at a time. */
export class Unlocking {
  readonly card: VirtualCard;
  session: SignedIn;

  constructor(session: SignedIn, card: VirtualCard) {
    this.session = session;
    this.card = card;
  }

  start(): Promise<CardOperation> {
    const { serial: cardSerial, atr } = this.card;
    const body = { kind: 'unlock' as const, cardSerial, atr: toHex(atr) };
    return this.session.call(operations.startCardOperation, { body });
  }

  /** What the card answers to the command of the operation. */
  async ask({ command }: CardOperation): Promise<string> {
    assert.ok(command);
    return toHex(await this.card.transmit(fromHex(command.apdu)));
  }

  answer({ id, step }: CardOperation, response: string): Promise<CardOperation> {
    const params = { operationId: id };
    return this.session.call(operations.answerCardCommand, { params, body: { step, response } });
  }

  async next(operation: CardOperation): Promise<CardOperation> {
    return this.answer(operation, await this.ask(operation));
  }

  /** Goes on until the command that changes the card is at hand. */
  async untilReset(): Promise<CardOperation> {
    let operation = await this.start();
    while (operation.command?.name !== 'RESET RETRY COUNTER')
      operation = await this.next(operation);
    return operation;
  }

  read({ id }: CardOperation): Promise<CardOperation> {
    return this.session.call(operations.readCardOperation, { params: { operationId: id } });
  }

  cancel({ id }: CardOperation): Promise<undefined> {
    return this.session.call(operations.cancelCardOperation, { params: { operationId: id } });
  }

  interrupt({ id }: CardOperation): Promise<CardOperation> {
    return this.session.call(operations.interruptCardOperation, { params: { operationId: id } });
  }

  async openOperation(): Promise<string | null> {
    const { cards } = await this.session.call(menu.listCards, {});
    return cards.find(({ serial }) => serial === this.card.serial)?.openOperation ?? null;
  }
}

/** A locked card in the hands of its new organisation. */
export async function withLocked(
  portal: TestSimulator,
  use: (unlocking: Unlocking, vkn: string) => Promise<void>,
): Promise<void> {
  const { session, seal, organisation } = await newSignedIn(portal, { scenario: 'pin-blocked' });
  await withCard(seal.directory, (card) => use(new Unlocking(session, card), organisation.vkn));
}
