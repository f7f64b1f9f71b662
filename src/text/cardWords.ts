import * as l10n from '@vscode/l10n';
import type { CardFamily, CertificatePurpose, KeyUsageName, PinStatus } from '../card/card.ts';
import type { ReaderStateName } from '../card/reader/reader.ts';
import type { ModuleRecord } from '../card/tokenSource.ts';

const readerStates: Readonly<Record<ReaderStateName, () => string>> = {
  empty: () => l10n.t('no card'),
  present: () => l10n.t('card inserted'),
  mute: () => l10n.t('card does not answer'),
  'in-use': () => l10n.t('in use by another program'),
  unavailable: () => l10n.t('no longer responds'),
};

/** The state of a reader, as it stands beside its name. */
export function readerStateText(state: ReaderStateName): string {
  return readerStates[state]();
}

/** The name of a reader; the ones inside this process are named in the language of the user. */
export function readerNameText(name: string): string {
  const card = /^Virtual Reader: (.+)$/.exec(name)?.[1];
  return card === undefined ? name : l10n.t('Virtual reader: {0}', card);
}

const families: Readonly<Record<CardFamily, () => string>> = {
  'akis-1': () => l10n.t('AKİS 1.x card'),
  'akis-2': () => l10n.t('AKİS 2.x card'),
  virtual: () => l10n.t('virtual card'),
  unknown: () => l10n.t('unknown card'),
};

/** What kind of card it is. */
export function familyText(family: CardFamily): string {
  return families[family]();
}

/** What is known of the PIN, without "PIN" in front. */
export function pinStatusText({ state, triesLeft, neverLocks }: PinStatus): string {
  if (neverLocks === true) return l10n.t('never locks, SoftHSM counts no tries');
  if (state === 'blocked') return l10n.t('locked');
  if (state === 'last-try' || triesLeft === 1) return l10n.t('last try');
  if (triesLeft !== null) return l10n.t('{0} tries left', triesLeft);
  if (state === 'wrong-entered') return l10n.t('a wrong one was entered');
  if (state === 'ready') return l10n.t('all tries left');
  return l10n.t('number of tries unknown');
}

const purposes: Readonly<Record<CertificatePurpose, () => string>> = {
  signing: () => l10n.t('signing'),
  encryption: () => l10n.t('encryption'),
  qualified: () => l10n.t('qualified signature'),
  other: () => l10n.t('other purpose'),
};

/** What a certificate is for: a mali mühür signs with one and decrypts with the other. */
export function purposeText(purpose: CertificatePurpose): string {
  return purposes[purpose]();
}

const keyUsages: Readonly<Record<KeyUsageName, () => string>> = {
  sign: () => l10n.t('signs'),
  decrypt: () => l10n.t('decrypts'),
  'non-repudiation': () => l10n.t('non-repudiation'),
  other: () => l10n.t('other purpose'),
};

/** What a key may be used for. */
export function keyUsageText(usage: KeyUsageName): string {
  return keyUsages[usage]();
}

/** A module in a few words: what it says of itself, else the name of its file. */
export function moduleName({ path, info }: Pick<ModuleRecord, 'path' | 'info'>): string {
  const file = path.split(/[\\/]/).at(-1) ?? path;
  const maker = info?.manufacturer ?? '';
  return maker === '' ? file : `${maker} (${file})`;
}
