import * as l10n from '@vscode/l10n';
import { openCard } from '../card/openCard.ts';
import { noTrace } from '../card/apdu/trace.ts';
import type { CardSnapshot } from '../card/card.ts';
import type { ReaderSource, ReaderStatus } from '../card/reader/reader.ts';
import { MuhurError } from '../errors.ts';
import { cardReport } from './cardReport.ts';
import { cardText } from './cardText.ts';
import { parseOptions } from './command.ts';
import type { CliCommand } from './command.ts';
import { withReaders } from './openReaders.ts';

const synopsis = 'card [--reader NAME] [--json]';

/** The card in a reader: PIN state and certificates, nothing that needs a PIN. */
export const cardCommand: CliCommand = {
  synopsis,
  summary: () => l10n.t('Shows the card, the state of its PIN and its certificates.'),
  async run(args) {
    const options = { reader: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { reader, json } = parseOptions(args, options, synopsis);
    const report = await withReaders(async (source, readers) => {
      const chosen = chooseReader(readers, reader);
      const snapshot = await readCard(source, chosen.name);
      return cardReport(chosen, snapshot);
    });
    console.log(json === true ? JSON.stringify(report) : cardText(report));
  },
};

/** By exact name, else by a part of one that fits a single reader; without a name the first card. */
function chooseReader(readers: readonly ReaderStatus[], name: string | undefined): ReaderStatus {
  const withCard = readers.filter(({ state }) => state !== 'empty' && state !== 'unavailable');
  if (name === undefined) {
    const [first] = withCard.length > 0 ? withCard : readers;
    if (first === undefined) throw new MuhurError('reader/none', {});
    return first;
  }
  const exact = readers.find((reader) => reader.name === name);
  const similar = readers.filter((reader) =>
    reader.name.toLowerCase().includes(name.toLowerCase()),
  );
  const found = exact ?? (similar.length === 1 ? similar[0] : undefined);
  if (found === undefined) throw new MuhurError('reader/not-found', { reader: name });
  return found;
}

async function readCard(source: ReaderSource, reader: string): Promise<CardSnapshot> {
  const connection = await source.connect(reader, 'shared');
  try {
    return await openCard(connection, noTrace).card.readSnapshot();
  } finally {
    await connection.disconnect('leave');
  }
}
