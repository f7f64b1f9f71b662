import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Card, PinStatus } from '../../../src/card/card.ts';
import { STATE_FILE } from '../../../src/card/virtual/library.ts';
import type { CardNode } from '../../../src/views/explorer/node.ts';
import { cardInTree, inTree, insertNew, services } from './access.ts';

/** A virtual card in a reader of this window, and what is known of its secrets. */
export class PinCard {
  readonly name: string;
  readonly pin: string;
  readonly puk: string;

  private constructor(name: string, pin: string, puk: string) {
    this.name = name;
    this.pin = pin;
    this.puk = puk;
  }

  static async insertNew(name: string): Promise<PinCard> {
    await insertNew(name);
    const { pin, puk } = await secretsOf(name);
    return new PinCard(name, pin, puk);
  }

  /** Its row in the explorer. */
  row(): Promise<CardNode> {
    return cardInTree(this.name);
  }

  /** The PIN and PUK it has now, as its file says. */
  secrets(): Promise<Secrets> {
    return secretsOf(this.name);
  }

  /** Enters wrong PINs from elsewhere until so many tries are left. */
  async leavePinTries(count: number): Promise<void> {
    await this.#spend(count, 'pin', (card, wrong) => card.verifyPin(wrong));
  }

  /** Enters wrong PUKs from elsewhere until so many tries are left. */
  async leavePukTries(count: number): Promise<void> {
    await this.#spend(count, 'puk', (card, wrong) => card.unblockPin(wrong, bytes('2468')));
  }

  /** The row shows that so many tries are left. */
  async showsTries(secret: 'pin' | 'puk', count: number): Promise<void> {
    await inTree(`${this.name} with ${String(count)} ${secret} tries left`, (roots) => {
      const rows = roots.flatMap(({ children }) => children);
      const row = rows.find(
        (node) => node.kind === 'card' && node.target.reader.endsWith(this.name),
      );
      return row?.kind === 'card' && row.card[secret].triesLeft === count ? true : undefined;
    });
  }

  async #spend(
    count: number,
    secret: 'pin' | 'puk',
    attempt: (card: Card, wrong: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const { cards } = await services();
    const { target } = await this.row();
    const wrong = bytes(otherSecret(this[secret]));
    await cards.withCard(target, 'shared', async (card) => {
      const status = (): Promise<PinStatus> =>
        secret === 'pin' ? card.readPinStatus() : card.readPukStatus();
      while (((await status()).triesLeft ?? 0) > count) {
        await assert.rejects(attempt(card, wrong));
      }
    });
    await cards.refresh();
    await this.showsTries(secret, count);
  }
}

interface Secrets {
  readonly pin: string;
  readonly puk: string;
}

async function secretsOf(name: string): Promise<Secrets> {
  const { virtualCards } = await services();
  const card = (await virtualCards.list()).find((info) => info.name === name);
  assert.ok(card, `There is no virtual card “${name}”`);
  const text = await readFile(join(card.directory, STATE_FILE), 'utf8');
  const { pin, puk } = JSON.parse(text) as Record<'pin' | 'puk', { value: string }>;
  return { pin: pin.value, puk: puk.value };
}

/** One of the same length that is not the one. */
export function otherSecret(secret: string): string {
  return `${secret.startsWith('0') ? '1' : '0'}${secret.slice(1)}`;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
