import * as l10n from '@vscode/l10n';
import type { TokenFacts } from '../../doctor/findings.ts';
import { pinStatusText } from '../cardWords.ts';
import type { Look, Of, Words } from './words.ts';
import { basis, failed, good, otherModuleAdvice } from './words.ts';

/** The card's software, the card seen through it, and its PIN. */
export const tokenWords: Words<Of<'pkcs11-module' | 'token' | 'pin'>> = {
  'pkcs11-module/works': ({ path, description, version }) =>
    good(`${[description, version].filter(Boolean).join(' ')} (${path})`),
  'pkcs11-module/virtual-card': () => good(l10n.t('A virtual card needs no software.')),
  'pkcs11-module/unknown-need': () =>
    good(l10n.t('Not checked: which software is needed depends on the card.')),
  'pkcs11-module/none': (_, look) => ({
    evidence: l10n.t('No AKİS software was found where its installers put it.'),
    fix: `${softwareAdvice(look.platform)} ${otherModuleAdvice(look)}`,
  }),
  'pkcs11-module/fails': failed,
  'pkcs11-module/too-slow': ({ seconds }) => ({
    evidence: l10n.t('The module does not answer within {0} seconds.', seconds),
    fix: l10n.t('Close other programs that use the card; if this repeats, update its software.'),
  }),

  'token/same-card': (token, look) =>
    good(l10n.t('The module shows the same card: {0}.', tokenText(token, look))),
  'token/only-token': (token, look) =>
    good(l10n.t('The module shows {0}.', tokenText(token, look))),
  'token/virtual-card': () => good(l10n.t('A virtual card needs no software.')),
  'token/none': ({ path }) => ({
    evidence: l10n.t('The module “{0}” sees no card at all.', path),
    fix: l10n.t(
      'Use the module that belongs to this card; close other programs that hold the card.',
    ),
  }),
  'token/other': ({ path, tokens }, look) => ({
    evidence: l10n.t(
      'The module “{0}” shows another card than the one in the reader: {1}.',
      path,
      tokens.map((token) => tokenText(token, look)).join('; '),
    ),
    fix: l10n.t('Use the module that belongs to this card, or put in the card that it shows.'),
  }),
  'token/fails': failed,
  'token/basis': basis,

  'pin/ready': ({ pin }) => good(l10n.t('Not locked: {0}.', pinStatusText(pin))),
  'pin/last-try': () => ({
    evidence: l10n.t('One try is left; one more wrong PIN locks the card.'),
    fix: l10n.t('Look the PIN up under “PIN / PUK Bilgisi” before you type it.'),
  }),
  'pin/blocked': ({ isVirtual }) => ({
    evidence: l10n.t('The PIN is locked.'),
    fix: isVirtual
      ? l10n.t('Unlock the card with its PUK, or with “Kilit Çözme” on the simulated portal.')
      : l10n.t('Unlock the card with “Kilit Çözme” in Kamu SM’s online services.'),
  }),
  'pin/dead': () => ({
    evidence: l10n.t('The PIN is locked, and the PUK as well.'),
    fix: l10n.t('Nobody can unlock this card any more: order a new one.'),
  }),
  'pin/to-change': () => ({
    evidence: l10n.t('The PIN of this card has to be changed before it can be used.'),
    fix: l10n.t('Change it with the card’s own software.'),
  }),
  'pin/not-set': () => ({
    evidence: l10n.t('This card has no PIN yet.'),
    fix: l10n.t('Make one with “PIN Oluşturma / Kilit Çözme” in Kamu SM’s online services.'),
  }),
  'pin/unknown': () => good(l10n.t('The card tells its PIN state to its own software only.')),
  'pin/basis': basis,
};

function tokenText({ label, model, manufacturer, serial, certificates }: TokenFacts, look: Look) {
  const { personal } = look;
  const name = [label === '' ? '–' : personal.label(label), model, manufacturer].filter(Boolean);
  const number = serial === '' ? [] : [l10n.t('serial number {0}', personal.number(serial))];
  const count =
    certificates === 1 ? l10n.t('1 certificate') : l10n.t('{0} certificates', certificates);
  return [...name, ...number, count].join(', ');
}

function softwareAdvice(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return l10n.t('Install the AKİS software for 64-bit Windows from “Sürücü” on kamusm.gov.tr.');
    case 'darwin':
      return l10n.t('Install the AKİS software for macOS from “Sürücü” on kamusm.gov.tr.');
    default:
      return l10n.t(
        'Install the AKİS software for Linux (libakisp11.so) from “Sürücü” on kamusm.gov.tr.',
      );
  }
}
