import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MuhurError } from '../../errors.ts';
import { acquireOwnerLock } from './ownerLock.ts';
import { hasState, makeCardDirectory, storageError, writeState } from './stateFile.ts';
import type { StoredCard } from './storedCard.ts';

/** A card, and the certificates above those on it (DER, the nearest first). */
export interface MadeCard {
  readonly card: StoredCard;
  readonly issuers: readonly Uint8Array[];
}

/** The certificates above those on the card, as PEM, for whoever wants to trust a test card. */
export const ISSUERS_FILE = 'issuers.pem';

/**
 * Puts a new card into a folder, which is made when it is missing. `make` is called only when the
 * folder is free, because keys take long; the card is on disk when this resolves.
 * @throws `virtual-card/exists`, `virtual-card/in-use`, `virtual-card/storage`.
 */
export async function storeNewCard(
  directory: string,
  name: string,
  make: () => Promise<MadeCard>,
): Promise<void> {
  await asOwner(directory, async () => {
    if (await hasState(directory)) throw new MuhurError('virtual-card/exists', { name });
    await write(directory, await make());
  });
}

/**
 * Puts a card into a folder again, in the place of the one that may be there.
 * @throws `virtual-card/in-use`, `virtual-card/storage`.
 */
export async function restoreCard(directory: string, made: MadeCard): Promise<void> {
  await asOwner(directory, () => write(directory, made));
}

async function asOwner(directory: string, action: () => Promise<void>): Promise<void> {
  await makeCardDirectory(directory);
  const lock = await acquireOwnerLock(directory);
  try {
    await action();
  } finally {
    lock.release();
  }
}

/** The card comes last: with it the folder counts as one that holds a card. */
async function write(directory: string, { card, issuers }: MadeCard): Promise<void> {
  const path = join(directory, ISSUERS_FILE);
  const pem = issuers.map((certificate) => new X509Certificate(certificate).toString());
  await writeFile(path, pem.join(''), { mode: 0o600 }).catch((error: unknown) => {
    throw storageError(path, error);
  });
  await writeState(directory, card);
}
