import { readFile } from 'node:fs/promises';
import type { VirtualCardProfile } from '../../../card/virtual/library.ts';
import { statePath } from '../../../card/virtual/stateFile.ts';
import { restoreCard } from '../../../card/virtual/storeCard.ts';
import { parseCard } from '../../../card/virtual/storedCard.ts';
import { isMuhurError } from '../../../errors.ts';
import { toHex } from '../../../hex.ts';
import type { Simulator } from '../simulator.ts';

/** A card as a saved state has it. */
export interface CardState {
  /** Below `cards`. */
  readonly folder: string;
  /** Content of `card.json`. */
  readonly state: string;
  readonly profile: VirtualCardProfile;
}

/**
 * Gives cards the state that was saved.
 * @returns serial numbers of those that are in a reader now, and so could not be changed.
 * @throws `virtual-card/storage`.
 */
export async function putBackCards(
  simulator: Simulator,
  states: readonly CardState[],
): Promise<string[]> {
  const inUse: string[] = [];
  for (const state of states) {
    const serial = await putBack(simulator, state);
    if (serial !== null) inUse.push(serial);
  }
  return inUse;
}

async function putBack(
  { cards, authority }: Simulator,
  { folder, state, profile }: CardState,
): Promise<string | null> {
  const directory = cards.directoryOf(folder);
  const present = await readFile(statePath(directory), 'utf8').catch(() => null);
  // Most cards were not touched, and writing one takes as long as all the rest of a reset.
  if (present === state) return null;
  const { certificates } = authority;
  const issuer = profile === 'mali-muhur' ? certificates.seal : certificates.qualified;
  const card = parseCard(state);
  try {
    await restoreCard(directory, { card, issuers: [issuer, certificates.root] });
    return null;
  } catch (error) {
    if (isMuhurError(error, 'virtual-card/in-use')) return toHex(card.contents.serial);
    throw error;
  }
}
