import * as l10n from '@vscode/l10n';
import type { ReaderModel } from '../../doctor/findings.ts';
import { familyText } from '../cardWords.ts';
import type { CheckWords, Of, Words } from './words.ts';
import { basis, failed, good, otherModuleAdvice } from './words.ts';

/** Service, reader and card. */
export const deskWords: Words<Of<'pcsc-service' | 'reader' | 'card'>> = {
  'pcsc-service/answers': () => good(l10n.t('The service answers.')),
  'pcsc-service/fails': failed,
  'pcsc-service/too-slow': ({ seconds }, { platform }) => ({
    evidence: l10n.t('The service does not answer within {0} seconds.', seconds),
    fix: restartAdvice(platform),
  }),
  'pcsc-service/not-needed': notNeeded,

  'reader/found': ({ readers }) =>
    good(readers.map(({ name, model }) => `${name} (${modelText(model)})`).join('; ')),
  'reader/none': ({ unlisted }, { platform }) => {
    const [first] = unlisted;
    if (first === undefined) {
      return { evidence: l10n.t('No card reader is connected.'), fix: readerAdvice(platform) };
    }
    return {
      evidence: l10n.t('“{0}” is plugged in, but the service does not see it.', first),
      fix: driverAdvice(platform),
    };
  },
  'reader/unavailable': ({ reader }) => ({
    evidence: l10n.t('The reader “{0}” no longer responds.', reader),
    fix: l10n.t('Unplug the reader, plug it in again and wait for the card to appear.'),
  }),
  'reader/basis': basis,
  'reader/not-needed': notNeeded,

  'card/recognised': ({ reader, family, version, serial }, { personal }) => {
    const kind = [version, familyText(family)].filter(Boolean).join(', ');
    return good(
      serial === null
        ? l10n.t('{0}, in “{1}”', kind, reader)
        : l10n.t('{0}, serial number {1}, in “{2}”', kind, personal.number(serial), reader),
    );
  },
  'card/none': ({ readers }) => ({
    evidence:
      readers === 1
        ? l10n.t('There is no card in the reader.')
        : l10n.t('There is no card in any of the {0} readers.', readers),
    fix: l10n.t('Push the card in, chip first, as far as it goes.'),
  }),
  'card/unknown': ({ reader, atr }, look) => ({
    evidence: l10n.t(
      'The card in “{0}” is no AKİS card that is known: its ATR is {1}.',
      reader,
      atr,
    ),
    fix: `${l10n.t('Insert a mali mühür or e-signature card.')} ${otherModuleAdvice(look)}`,
  }),
  'card/fails': failed,
  'card/basis': basis,
  'card/too-slow': ({ seconds }) => ({
    evidence: l10n.t('The card could not be read within {0} seconds.', seconds),
    fix: l10n.t('Take the card out, put it in again and try once more.'),
  }),
  'card/not-needed': notNeeded,
};

function notNeeded({ path }: { readonly path: string }): CheckWords {
  return good(l10n.t('Not needed: the token is reached through “{0}” alone.', path));
}

const models: Readonly<Record<ReaderModel, () => string>> = {
  'acr38-ccid': () => l10n.t('ACS ACR38T, driver CCID'),
  acr38: () => l10n.t('ACS ACR38, driver of ACS'),
  acr39t: () => l10n.t('ACS ACR39T, driver acsccid'),
  acr39: () => l10n.t('ACS ACR39, driver CCID'),
  vpcd: () => l10n.t('virtual reader, driver vpcd'),
  other: () => l10n.t('driver of the system'),
};

function modelText(model: ReaderModel): string {
  return models[model]();
}

function restartAdvice(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return l10n.t('Restart the Windows service “Smart Card”.');
    case 'darwin':
      return l10n.t('Unplug the reader, wait for ten seconds and plug it in again.');
    default:
      return l10n.t('Restart it with “sudo systemctl restart pcscd”.');
  }
}

function readerAdvice(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return l10n.t(
        'Plug the reader in. If it is, install its driver from “Sürücü” on kamusm.gov.tr.',
      );
    case 'darwin':
      return l10n.t(
        'Plug the reader in. If it is, install the driver of its maker for macOS, and start anew.',
      );
    default:
      return l10n.t(
        'Plug the reader in. If it is, install its driver: “libccid”, for an ACS reader “libacsccid1”.',
      );
  }
}

function driverAdvice(platform: NodeJS.Platform): string {
  return platform === 'linux'
    ? l10n.t('Install its driver: for an ACS reader the package “libacsccid1”, else “libccid”.')
    : readerAdvice(platform);
}
