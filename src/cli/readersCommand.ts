import * as l10n from '@vscode/l10n';
import { toHex } from '../hex.ts';
import { readerStateText } from '../text/cardWords.ts';
import { parseOptions } from './command.ts';
import type { CliCommand } from './command.ts';
import { withReaders } from './openReaders.ts';

const synopsis = 'readers [--json]';

/** What is plugged in. */
export const readersCommand: CliCommand = {
  synopsis,
  summary: () => l10n.t('Lists the card readers and what is in them.'),
  async run(args) {
    const { json } = parseOptions(args, { json: { type: 'boolean' } }, synopsis);
    const rows = await withReaders((_source, readers) =>
      Promise.resolve(
        readers.map(({ name, state, atr }) => ({
          name,
          state,
          atr: atr === null ? null : toHex(atr),
        })),
      ),
    );
    if (json === true) console.log(JSON.stringify(rows));
    else if (rows.length === 0) console.log(l10n.t('No card reader is connected.'));
    else for (const { name, state } of rows) console.log(`${name}: ${readerStateText(state)}`);
  },
};
