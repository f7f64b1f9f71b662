import { MuhurError } from '../../errors.ts';
import type { Owner, OwnerLock } from '../../ownerLock.ts';
import * as folder from '../../ownerLock.ts';
import { storageError } from './stateFile.ts';

/**
 * Makes this process the only owner of a card.
 * @param directory the card's folder; it exists.
 * @throws `virtual-card/in-use`, `virtual-card/storage`.
 */
export async function acquireOwnerLock(directory: string): Promise<OwnerLock> {
  const { lock, owner } = await folder.lockFolder(directory).catch(fail);
  if (lock === null) throw new MuhurError('virtual-card/in-use', { directory, pid: owner.pid });
  return lock;
}

/** Who owns the card now, if it is owned. @throws `virtual-card/storage`. */
export function probeOwner(directory: string): Owner | null {
  try {
    return folder.probeOwner(directory);
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  throw error instanceof folder.LockFileError ? storageError(error.path, error) : error;
}
