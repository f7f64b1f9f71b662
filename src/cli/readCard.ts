import { noTrace } from '../card/apdu/trace.ts';
import type { CardSnapshot } from '../card/card.ts';
import { openCard } from '../card/openCard.ts';
import type { ReaderSource } from '../card/reader/reader.ts';

/** What can be read of the card in a reader without a PIN; others may use it meanwhile. */
export async function readCard(source: ReaderSource, reader: string): Promise<CardSnapshot> {
  const connection = await source.connect(reader, 'shared');
  try {
    return await openCard(connection, noTrace).card.readSnapshot();
  } finally {
    await connection.disconnect('leave');
  }
}
