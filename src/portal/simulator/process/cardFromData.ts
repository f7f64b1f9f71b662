import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { VirtualCardProfile } from '../../../card/virtual/library.ts';
import type { MadeCard } from '../../../card/virtual/storeCard.ts';
import { parseCard } from '../../../card/virtual/storedCard.ts';
import { isMuhurError } from '../../../errors.ts';
import { PortalClient } from '../../client.ts';
import * as contract from '../../contract/organisations.ts';
import { openData } from '../openData.ts';
import { orderCard } from '../organisations/orderCard.ts';
import { keptPort } from '../port.ts';
import type { ReadyLine } from '../start.ts';
import { DATABASE_FILE } from '../store/database.ts';
import { readRunning } from './runningFile.ts';

const ALGORITHM = 'RSA-2048';

/** Is there data of a simulator in that folder? */
export function holdsSimulatorData(directory: string): boolean {
  return existsSync(join(directory, DATABASE_FILE));
}

/**
 * A card in use, with certificates of the simulator whose data that is; of a new organisation. It
 * is asked for when it runs; otherwise its data is opened for a moment.
 * @throws `simulator/…`, `portal/…`.
 */
export async function cardFromData(
  directory: string,
  profile: VirtualCardProfile,
): Promise<MadeCard> {
  const running = readRunning(directory);
  const card = running && (await cardFromServer(running.ready, profile));
  return card ?? cardFromFiles(directory, profile);
}

/** @returns null when nobody answers there. */
async function cardFromServer(
  { baseUrl, testToken: token }: ReadyLine,
  profile: VirtualCardProfile,
): Promise<MadeCard | null> {
  const client = new PortalClient({ baseUrl });
  try {
    const body = { profile, keyAlgorithm: ALGORITHM } as const;
    const { state, issuers } = await client.call(contract.orderCard, { body }, { token });
    const certificates = issuers.map((der) => new Uint8Array(Buffer.from(der, 'base64')));
    return { card: parseCard(state), issuers: certificates };
  } catch (error) {
    if (isMuhurError(error, 'portal/unreachable')) return null;
    throw error;
  } finally {
    await client.close();
  }
}

async function cardFromFiles(directory: string, profile: VirtualCardProfile): Promise<MadeCard> {
  const data = await openData({ directory, key: null, log: () => undefined }, keptPort);
  try {
    return (await orderCard(data.simulator, profile, ALGORITHM)).made;
  } finally {
    data.close();
  }
}
