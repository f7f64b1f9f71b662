import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CardLayout } from '../../src/card/akis/layout.ts';
import type { Card } from '../../src/card/card.ts';
import { openCard } from '../../src/card/openCard.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import type { ShareMode } from '../../src/card/reader/reader.ts';
import { fromHex } from '../../src/hex.ts';
import { silentLog } from '../../src/log.ts';
import { startCardProcess } from '../rig/cardProcess.ts';
import { READERS } from '../rig/pcscd.ts';

/** Entry point of the PC/SC process, from the sources. */
export const PCSC_HOST = fileURLToPath(
  new URL('../../src/card/reader/pcsc/host.ts', import.meta.url),
);
export const SHA256_DIGEST_INFO = fromHex('3031300D060960864801650304020105000420');

/** A virtual card in a process of its own, and our side of PC/SC, already running. */
export interface CardSession {
  readonly folder: string;
  readonly pin: string;
  /** Connects, acts, lets go. `apdus` counts from zero for each call. */
  readonly withCard: <T>(mode: ShareMode, action: (card: Card) => Promise<T>) => Promise<T>;
  readonly apdus: () => number;
  readonly dispose: () => Promise<void>;
}

export async function startCardSession(): Promise<CardSession> {
  const [{ port }] = READERS;
  const folder = await mkdtemp(join(tmpdir(), 'muhur-bench-'));
  const { pin, reader, stop } = await startCardProcess(join(folder, 'card'), port);
  const source = new PcscSource(PCSC_HOST, silentLog);
  let apdus = 0;
  let layout: CardLayout | null = null;
  return {
    folder,
    pin,
    apdus: () => apdus,
    async withCard(mode, action) {
      const connection = await source.connect(reader, mode);
      apdus = 0;
      try {
        const open = openCard(connection, { exchange: () => apdus++ }, layout);
        const result = await action(open.card);
        layout = open.layout();
        return result;
      } finally {
        await connection.disconnect(mode === 'exclusive' ? 'reset' : 'leave');
      }
    },
    async dispose() {
      source.dispose();
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
