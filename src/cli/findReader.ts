import { setTimeout as delay } from 'node:timers/promises';
import { noTrace } from '../card/apdu/trace.ts';
import { openCard } from '../card/openCard.ts';
import type { ReaderSource, ReaderStatus } from '../card/reader/reader.ts';
import { toHex } from '../hex.ts';
import { withReaders } from './openReaders.ts';

/** PC/SC shows a card half a second after it was put in. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 100;

/**
 * The PC/SC reader in which a card with that ATR and serial number is; null when PC/SC does not
 * show it, whether it is not there or this build cannot ask.
 */
export async function findReader(
  atr: Uint8Array,
  serial: string,
  signal: AbortSignal,
): Promise<string | null> {
  const end = Date.now() + PATIENCE_MS;
  const search = async (source: ReaderSource) => {
    while (Date.now() < end && !signal.aborted) {
      const { readers } = await source.list();
      for (const reader of readers) {
        if (await holds(source, reader, atr, serial)) return reader.name;
      }
      await delay(PAUSE_MS);
    }
    return null;
  };
  return withReaders(search).catch(() => null);
}

/** Cards with another ATR are not touched. */
async function holds(
  source: ReaderSource,
  reader: ReaderStatus,
  atr: Uint8Array,
  serial: string,
): Promise<boolean> {
  if (reader.state !== 'present' || reader.atr === null) return false;
  if (toHex(reader.atr) !== toHex(atr)) return false;
  try {
    const connection = await source.connect(reader.name, 'shared');
    const found = await openCard(connection, noTrace)
      .card.readSerial()
      .finally(() => connection.disconnect('leave'));
    return found === serial;
  } catch {
    return false;
  }
}
