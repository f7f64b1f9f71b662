import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VirtualCardProfile } from '../../src/card/virtual/library.ts';
import { personaliseCard } from '../../src/card/virtual/personalise.ts';
import { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { linkToVpcd } from '../../src/card/virtual/vpcdLink.ts';
import type { VpcdLink } from '../../src/card/virtual/vpcdLink.ts';

/** A new card in a folder of its own, for one test. */
export async function newVirtualCard(profile: VirtualCardProfile = 'mali-muhur'): Promise<{
  readonly card: VirtualCard;
  readonly dispose: () => Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), 'muhur-card-'));
  await personaliseCard({ directory: join(directory, 'card'), name: 'Test', profile });
  const card = await VirtualCard.open(join(directory, 'card'));
  return {
    card,
    async dispose() {
      await card.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A new card in the vpcd reader at `port`. */
export async function cardInVpcd(port: number): Promise<{
  readonly card: VirtualCard;
  readonly link: VpcdLink;
  readonly dispose: () => Promise<void>;
}> {
  const { card, dispose } = await newVirtualCard();
  const link = await linkToVpcd(card, { host: '127.0.0.1', port });
  return {
    card,
    link,
    async dispose() {
      await link.close();
      await dispose();
    },
  };
}
