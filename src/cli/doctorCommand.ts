import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { defaultCardsDirectory } from '../card/virtual/cardLibrary.ts';
import type { Diagnosis } from '../doctor/findings.ts';
import { doctorReport, doctorText } from '../text/doctorText.ts';
import { masked, shown } from '../text/masking.ts';
import { userDataDirectory } from '../userData.ts';
import { parseOptions } from './command.ts';
import type { CliCommand } from './command.ts';

const synopsis = 'doctor [--json] [--pkcs11 MODULE] [--show-personal]';

const options = {
  json: { type: 'boolean' },
  pkcs11: { type: 'string' },
  'show-personal': { type: 'boolean' },
} as const;

/** Is this machine ready to sign? */
export const doctorCommand: CliCommand = {
  synopsis,
  summary: () =>
    l10n.t('Checks whether this machine is ready to sign, and says what to mend first.'),
  async run(args) {
    const values = parseOptions(args, options, synopsis);
    const report = doctorReport(await diagnoseHere(values.pkcs11), {
      personal: values['show-personal'] === true ? shown : masked,
      platform: process.platform,
      reader: 'terminal',
    });
    console.log(values.json === true ? JSON.stringify(report) : doctorText(report));
    return report.ready ? 0 : 1;
  },
};

async function diagnoseHere(module: string | undefined): Promise<Diagnosis> {
  const { diagnose } = await import('../doctor/diagnose.ts');
  const parts = {
    pcscHost: join(__dirname, 'pcscHost.js'),
    moduleHost: join(__dirname, 'pkcs11Host.js'),
    cardDirectories: [defaultCardsDirectory(), join(userDataDirectory(), 'simulator', 'cards')],
  };
  return diagnose(parts, {
    module: module === undefined ? null : resolve(module),
    place: process.env['SSH_CONNECTION'] === undefined ? 'here' : 'ssh',
    workspace: 'none',
  });
}
