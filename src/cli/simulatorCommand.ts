import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { userDataDirectory } from '../userData.ts';
import { parseOptions, wrongUsage } from './command.ts';
import type { CliCommand } from './command.ts';
import { stopSignal } from './stopSignal.ts';

const synopsis = 'simulator [--port N] [--data DIR]';

const options = { port: { type: 'string' }, data: { type: 'string' } } as const;

/** The portal and its PKI, until it is stopped. */
export const simulatorCommand: CliCommand = {
  synopsis,
  summary: () => l10n.t('Runs the portal simulator with its PKI until it is stopped.'),
  async run(args) {
    const { port, data } = parseOptions(args, options, synopsis);
    const chosen = port === undefined ? undefined : knownPort(port);
    const stop = stopSignal();
    try {
      const { runSimulator } = await import('../portal/simulator/process/runSimulator.ts');
      await runSimulator({
        directory: data ?? join(userDataDirectory(), 'simulator'),
        ...(chosen !== undefined && { port: chosen }),
        key: null,
        log: (line) => console.error(line),
        ready: (line) => console.log(JSON.stringify(line)),
        signal: stop.signal,
      });
    } finally {
      stop.dispose();
    }
  },
};

function knownPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw wrongUsage(l10n.t('“{0}” is no port.', text), synopsis);
}
