import { basename, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { VirtualCardProfile } from '../card/virtual/library.ts';
import { VirtualCard } from '../card/virtual/virtualCard.ts';
import type { VpcdAddress } from '../card/virtual/vpcdStay.ts';
import { stayInVpcd } from '../card/virtual/vpcdStay.ts';
import { isMuhurError } from '../errors.ts';
import { toHex } from '../hex.ts';

export type MakeCard = (card: {
  readonly directory: string;
  readonly name: string;
  readonly profile: VirtualCardProfile;
}) => Promise<void>;

export interface VirtualCardRun {
  /** The card's folder; a card is made when there is none. */
  readonly directory: string;
  /** Null: whichever the card has, `mali-muhur` for a new one. */
  readonly profile: VirtualCardProfile | null;
  readonly where: VpcdAddress;
  /** Makes a new card in its folder. */
  readonly make: MakeCard;
  /** The error for a card that has another profile than the one asked for. */
  readonly wrongProfile: (actual: VirtualCardProfile) => Error;
}

export interface RunSurroundings {
  /** Receives the ready line: one line of JSON. */
  readonly out: (line: string) => void;
  /** Receives what a person may want to know meanwhile. */
  readonly note: (line: string) => void;
  /** The PC/SC reader that shows the card, if PC/SC can be asked. */
  readonly findReader: (atr: Uint8Array, serial: string) => Promise<string | null>;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

/**
 * Keeps a card in a vpcd reader until `signal`, and comes back when the PC/SC service was
 * restarted. The first connection has to succeed.
 * @throws `virtual-card/…`, `vpcd/…`, `usage/invalid`.
 */
export async function runVirtualCard(run: VirtualCardRun, around: RunSurroundings): Promise<void> {
  const { where } = run;
  const { signal, note } = around;
  const card = await openOrCreate(run, note);
  try {
    const events = {
      lost: () => {
        note(
          l10n.t('The card fell out of the reader: the PC/SC service went away. Trying again …'),
        );
      },
      back: () => {
        note(l10n.t('The card is back in the reader.'));
      },
    };
    const { ended } = await stayInVpcd(card, where, events, signal);
    around.out(await readyLine(card, around));
    await ended;
  } catch (error) {
    if (!isMuhurError(error, 'cancelled')) throw error;
  } finally {
    await card.close();
  }
}

async function openOrCreate(
  { directory, profile, make, wrongProfile }: VirtualCardRun,
  note: (line: string) => void,
): Promise<VirtualCard> {
  const card = await VirtualCard.open(directory).catch(async (error: unknown) => {
    if (!isMuhurError(error, 'virtual-card/not-found')) throw error;
    const name = basename(resolve(directory));
    await make({ directory, name, profile: profile ?? 'mali-muhur' });
    note(l10n.t('A new virtual card was made in {0}', directory));
    return VirtualCard.open(directory);
  });
  if (profile === null || card.profile === profile) return card;
  await card.close();
  throw wrongProfile(card.profile);
}

/** The only place outside its state where a virtual card's PIN and PUK are told. */
async function readyLine(card: VirtualCard, { findReader }: RunSurroundings): Promise<string> {
  const { atr, serial, vkn, tckn, secrets } = card;
  const reader = await findReader(atr, serial);
  return JSON.stringify({ reader, atr: toHex(atr), serial, vkn, tckn, ...secrets });
}
