import * as l10n from '@vscode/l10n';
import type { AddressFacts } from '../../doctor/findings.ts';
import type { Of, Words } from './words.ts';
import { basis, good } from './words.ts';

/** What is around the card: the network, the clock, where this runs. */
export const surroundingsWords: Words<Of<'revocation' | 'clock' | 'remote' | 'trust'>> = {
  'revocation/answers': ({ addresses }) => good(addressesText(addresses)),
  'revocation/partly': ({ addresses }) => ({
    evidence: addressesText(addresses),
    fix: l10n.t('One way is enough. If this stays so, let the firewall or proxy pass the other.'),
  }),
  'revocation/silent': ({ addresses }) => ({
    evidence: addressesText(addresses),
    fix: l10n.t(
      'Check the network; the firewall or proxy must pass these addresses, or programs refuse to sign.',
    ),
  }),
  'revocation/simulator': ({ addresses }) => ({
    evidence: addressesText(addresses),
    fix: l10n.t('Start the simulator: these addresses are on this machine.'),
  }),
  'revocation/no-address': () => good(l10n.t('The certificates name no addresses.')),
  'revocation/basis': basis,

  'clock/right': ({ host }) => good(l10n.t('It agrees with {0}.', host)),
  'clock/off': ({ host, seconds }, { platform }) => ({
    evidence:
      seconds > 0
        ? l10n.t('This computer is {0} seconds ahead of {1}.', seconds, host)
        : l10n.t('This computer is {0} seconds behind {1}.', -seconds, host),
    fix: clockAdvice(platform),
  }),
  'clock/no-answer': () => good(l10n.t('Not checked: no server told its time.')),
  'clock/basis': basis,

  'remote/here': () => good(l10n.t('This runs on the machine in front of you.')),
  'remote/ssh': () => ({
    evidence: l10n.t('This terminal runs on another machine (SSH).'),
    fix: l10n.t('A card on your desk is not seen from there: run this on your own machine.'),
  }),
  'remote/extension': ({ host }) => ({
    evidence: l10n.t('The extension runs on another machine ({0}).', host),
    fix: l10n.t('A card on your desk is not seen from there: install the extension locally, too.'),
  }),

  'trust/trusted': () => good(l10n.t('This workspace is trusted.')),
  'trust/restricted': () => ({
    evidence: l10n.t('This workspace is in restricted mode.'),
    fix: l10n.t('Some settings do not count then. Trust the workspace if you know who wrote it.'),
  }),
  'trust/no-workspace': () => good(l10n.t('Not checked: a terminal has no workspace.')),
};

function addressesText(addresses: readonly AddressFacts[]): string {
  return addresses
    .map(({ kind, url, status }) => {
      const answer = status === null ? l10n.t('no answer') : l10n.t('answers ({0})', status);
      return `${kind.toUpperCase()} ${url}: ${answer}`;
    })
    .join('; ');
}

function clockAdvice(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return l10n.t('Settings › Time & language › Date & time: set the time automatically.');
    case 'darwin':
      return l10n.t('System Settings › General › Date & Time: set the time automatically.');
    default:
      return l10n.t('Set it with “sudo timedatectl set-ntp true”.');
  }
}
