import * as l10n from '@vscode/l10n';
import { cardReport } from './cardReport.ts';
import { cardText } from './cardText.ts';
import { chooseReader } from './chooseReader.ts';
import { parseOptions } from './command.ts';
import type { CliCommand } from './command.ts';
import { withReaders } from './openReaders.ts';
import { readCard } from './readCard.ts';

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
