import * as l10n from '@vscode/l10n';
import { readerNameText } from './cardWords.ts';
import type { Explanations, Family } from './explanation.ts';
import { mayHaveCostTry } from './tryCost.ts';

/** What goes wrong between this computer and a reader. */
export const readerErrors: Explanations<Family<'reader' | 'vpcd'>> = {
  'reader/addon-missing': ({ reason }) => ({
    what: l10n.t('Card readers cannot be used: the PC/SC part of this extension is missing.'),
    meaning: l10n.t('Virtual cards work without it; cards in a reader cannot be seen.'),
    advice: l10n.t(
      'Install the package of the extension that is made for this operating system; on Linux install PC/SC Lite (pcscd, libpcsclite) as well.',
    ),
    remedy: 'show-log',
    detail: reason,
  }),
  'reader/no-service': () => ({
    what: l10n.t('The PC/SC service is not running.'),
    meaning: l10n.t(
      'Without it no program on this computer can see a card reader. Nothing was sent.',
    ),
    advice: serviceAdvice(process.platform),
    remedy: 'refresh',
  }),
  'reader/service-lost': ({ reader }) => ({
    what: l10n.t(
      'The PC/SC service stopped while the card in “{0}” was being used.',
      readerNameText(reader),
    ),
    meaning: mayHaveCostTry(),
    advice: l10n.t(
      'Start the service again, and look at the remaining PIN tries before you go on.',
    ),
    remedy: 'refresh',
  }),
  'reader/not-found': ({ reader }) => ({
    what: l10n.t('There is no reader named “{0}”.', readerNameText(reader)),
    meaning: l10n.t('It was unplugged, or it has another name on this computer. Nothing was sent.'),
    advice: l10n.t('Plug the reader in, or choose another one.'),
    remedy: 'refresh',
  }),
  'reader/none': () => ({
    what: l10n.t('No card reader is connected.'),
    meaning: l10n.t('Without a reader there is no card to work with.'),
    advice: l10n.t('Plug a reader in, or put a virtual card into a virtual reader (vpcd).'),
    remedy: 'refresh',
  }),
  'reader/unavailable': ({ reader }) => ({
    what: l10n.t('The reader “{0}” no longer responds.', readerNameText(reader)),
    meaning: [l10n.t('It was unplugged, or its driver gave up.'), mayHaveCostTry()].join(' '),
    advice: l10n.t('Unplug the reader, plug it in again and wait for the card to appear.'),
  }),
  'reader/in-use': ({ reader }) => ({
    what: l10n.t('Another program is holding the card in “{0}”.', readerNameText(reader)),
    meaning: l10n.t('Until it lets go, no other program can reach the card; nothing was sent.'),
    advice: l10n.t('Finish your work in that program, or close it, and try again.'),
    remedy: 'retry',
  }),
  'reader/timeout': ({ reader, seconds }) => ({
    what: l10n.t(
      'The card in “{0}” did not answer within {1} seconds.',
      readerNameText(reader),
      seconds,
    ),
    meaning: mayHaveCostTry(),
    advice: l10n.t(
      'Take the card out, put it in again and look at the remaining PIN tries before you go on.',
    ),
  }),
  'reader/failed': ({ reader, reason }) => ({
    what:
      reader === ''
        ? l10n.t('The PC/SC service reported a failure.')
        : l10n.t('The reader “{0}” reported a failure.', readerNameText(reader)),
    meaning: mayHaveCostTry(),
    advice: l10n.t(
      'Unplug the reader, plug it in again and look at the remaining PIN tries before you go on.',
    ),
    remedy: 'show-log',
    detail: reason,
  }),
  'vpcd/unreachable': ({ host, port }) => ({
    what: l10n.t('No virtual reader (vpcd) answers at {0}:{1}.', host, port),
    meaning: l10n.t('Its driver is not installed, or the PC/SC service is not running.'),
    advice: l10n.t('Install the package “vsmartcard-vpcd”, start pcscd and try again.'),
    remedy: 'show-log',
  }),
  'vpcd/occupied': ({ host, port }) => ({
    what: l10n.t('There is another card in the virtual reader (vpcd) at {0}:{1}.', host, port),
    meaning: l10n.t('A virtual reader takes one card at a time.'),
    advice: l10n.t('Take that card out, or choose another virtual reader.'),
    remedy: 'show-log',
  }),
};

function serviceAdvice(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return l10n.t('Start the Windows service “Smart Card”.');
    case 'darwin':
      return l10n.t('Unplug the reader and plug it in again: macOS starts the service with it.');
    default:
      return l10n.t(
        'Install the package “pcscd” if it is missing, and start it with “sudo systemctl start pcscd.socket”.',
      );
  }
}
