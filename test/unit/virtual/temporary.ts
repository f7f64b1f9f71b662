import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VirtualCardProfile } from '../../../src/card/virtual/library.ts';
import { writeState } from '../../../src/card/virtual/stateFile.ts';
import type { StoredCard } from '../../../src/card/virtual/storedCard.ts';
import { storedCard } from './testCard.ts';

/** A folder for each test of a suite, removed after it. */
export function temporaryFolder(): { readonly path: string } {
  let path = '';
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'muhur-unit-'));
  });
  afterEach(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return {
    get path() {
      return path;
    },
  };
}

/** Puts a card on disk without waiting for fresh keys. */
export async function cardOnDisk(
  directory: string,
  change: Partial<StoredCard> & { profile?: VirtualCardProfile } = {},
): Promise<StoredCard> {
  const stored = { ...(await storedCard(change.profile)), ...change };
  await mkdir(directory, { recursive: true });
  await writeState(directory, stored);
  return stored;
}
