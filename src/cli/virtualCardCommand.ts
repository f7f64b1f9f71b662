import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { defaultCardsDirectory } from '../card/virtual/cardLibrary.ts';
import type { VirtualCardProfile } from '../card/virtual/library.ts';
import { parseAddress } from '../card/virtual/readerAddress.ts';
import { VPCD_DEFAULT } from '../card/virtual/vpcdLink.ts';
import { storeNewCard } from '../card/virtual/storeCard.ts';
import { parseOptions, wrongUsage } from './command.ts';
import type { CliCommand } from './command.ts';
import { findReader } from './findReader.ts';
import { runVirtualCard } from './runVirtualCard.ts';
import type { MakeCard } from './runVirtualCard.ts';
import { stopSignal } from './stopSignal.ts';

const synopsis =
  'virtual-card [--profile mali-muhur|e-imza] [--state DIR] [--vpcd HOST:PORT] [--ca DIR]';

const options = {
  profile: { type: 'string' },
  state: { type: 'string' },
  vpcd: { type: 'string' },
  ca: { type: 'string' },
} as const;

/** Puts a software card into a vpcd reader until it is stopped. */
export const virtualCardCommand: CliCommand = {
  synopsis,
  summary: () => l10n.t('Puts a virtual card into a vpcd reader until it is stopped.'),
  async run(args) {
    const { profile, state, vpcd, ca } = parseOptions(args, options, synopsis);
    const make = ca === undefined ? withOwnPki : await withPkiOf(ca);
    const chosen = profile === undefined ? null : knownProfile(profile);
    const stop = stopSignal();
    try {
      await runVirtualCard(
        {
          directory: state ?? join(defaultCardsDirectory(), chosen ?? 'mali-muhur'),
          profile: chosen,
          make,
          where: vpcd === undefined ? VPCD_DEFAULT : knownAddress(vpcd),
          wrongProfile: (actual) =>
            wrongUsage(
              l10n.t('The card that is kept there has the profile “{0}”.', actual),
              synopsis,
            ),
        },
        {
          out: (line) => console.log(line),
          note: (line) => console.error(line),
          findReader: (atr, serial) => findReader(atr, serial, stop.signal),
          signal: stop.signal,
        },
      );
    } finally {
      stop.dispose();
    }
  },
};

const withOwnPki: MakeCard = async (card) => {
  const { personaliseCard } = await import('../card/virtual/personalise.ts');
  await personaliseCard(card);
};

/** Cards with certificates of the simulator whose data that is. */
async function withPkiOf(data: string): Promise<MakeCard> {
  const { cardFromData, holdsSimulatorData } =
    await import('../portal/simulator/process/cardFromData.ts');
  if (!holdsSimulatorData(data)) {
    throw wrongUsage(l10n.t('There is no simulator data in “{0}”.', data), synopsis);
  }
  return ({ directory, name, profile }) =>
    storeNewCard(directory, name, () => cardFromData(data, profile));
}

function knownProfile(text: string): VirtualCardProfile {
  if (text === 'mali-muhur' || text === 'e-imza') return text;
  throw wrongUsage(l10n.t('There is no profile “{0}”.', text), synopsis);
}

function knownAddress(text: string): { host: string; port: number } {
  const address = parseAddress(text);
  if (address !== undefined) return address;
  throw wrongUsage(l10n.t('“{0}” is not a host and a port with a colon between.', text), synopsis);
}
