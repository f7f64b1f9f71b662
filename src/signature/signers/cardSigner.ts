import type { Card, CardSnapshot, PinInput } from '../../card/card.ts';
import { rejectSpentTries } from '../../card/pinTries.ts';
import { TaskQueue } from '../../card/taskQueue.ts';
import { MuhurError } from '../../errors.ts';
import { chainAbove } from './chainAbove.ts';
import type { CertificateWish } from './chooseCertificate.ts';
import { certificatesOf, chooseCertificate } from './chooseCertificate.ts';
import type { Signer } from './signer.ts';

/** With what a card is going to sign; known before its PIN is asked for. */
export interface CardChoice {
  /** Of the key. */
  readonly id: string;
  /** Of its certificate, DER. */
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  /** The key wants the PIN before each use. */
  readonly asksEachTime: boolean;
}

/**
 * The certificate of a card, as it was read, that fits the wish.
 * @throws `pin/needs-module`, `pin/blocked`, `sign/…`.
 */
export function chooseOnCard(card: CardSnapshot, wish: CertificateWish): CardChoice {
  if (!card.takesPin) throw new MuhurError('pin/needs-module', { family: card.family });
  if (card.pin.state === 'blocked') throw new MuhurError('pin/blocked', {});
  return choiceOnCard(card, chooseCertificate(certificatesOf(card), wish).offered);
}

/** What has to be known of a certificate that was chosen already. */
export function choiceOnCard(
  card: CardSnapshot,
  { id, der }: { readonly id: string; readonly der: Uint8Array },
): CardChoice {
  const key = card.keys.find((one) => one.id === id);
  const others = card.certificates.map((one) => one.der);
  return {
    id,
    certificate: der,
    chain: chainAbove(der, others),
    asksEachTime: key?.asksEachTime === true,
  };
}

/** The PIN that one run may use. */
export interface PinForRun {
  /** Zeroed as soon as it is not needed any more, whatever happens; null: typed on the reader. */
  readonly pin: PinInput;
  /** The user knows that one more wrong PIN locks the card. */
  readonly lastTryConfirmed: boolean;
}

/**
 * Signs with a card on a connection that is open, and stays so: whoever opened it closes it after
 * the signer. The PIN is verified once, here; only keys that ask each time get it again, and after
 * anything went wrong nothing is sent any more.
 * @throws `pin/…`, `card/…`, `pkcs11/…`.
 */
export async function openCardSigner(
  card: Card,
  choice: CardChoice,
  { pin, lastTryConfirmed }: PinForRun,
): Promise<Signer> {
  try {
    await rejectSpentTries(card, 'pin', lastTryConfirmed);
    await card.verifyPin(pin);
  } catch (error) {
    pin?.fill(0);
    throw error;
  }
  if (!choice.asksEachTime) pin?.fill(0);
  return new CardSigner(card, choice, pin);
}

class CardSigner implements Signer {
  readonly #card: Card;
  readonly #choice: CardChoice;
  readonly #pin: PinInput;
  /** Where the PIN goes along, one waits for the one before: it may have been the last. */
  readonly #turns = new TaskQueue();
  #failure: { readonly error: unknown } | null = null;

  constructor(card: Card, choice: CardChoice, pin: PinInput) {
    this.#card = card;
    this.#choice = choice;
    this.#pin = pin;
  }

  get certificate(): Uint8Array {
    return this.#choice.certificate;
  }

  get chain(): readonly Uint8Array[] {
    return this.#choice.chain;
  }

  sign(input: Parameters<Signer['sign']>[0]): Promise<Uint8Array> {
    const { id, asksEachTime } = this.#choice;
    return asksEachTime
      ? this.#turns.run(() => this.#try(() => this.#card.sign(id, input, this.#pin)))
      : this.#try(() => this.#card.sign(id, input));
  }

  async #try(sign: () => Promise<Uint8Array>): Promise<Uint8Array> {
    if (this.#failure !== null) throw this.#failure.error;
    try {
      return await sign();
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#failure ??= { error: new MuhurError('cancelled', {}) };
    await this.#turns.idle;
    this.#pin?.fill(0);
  }
}
