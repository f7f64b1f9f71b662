import * as l10n from '@vscode/l10n';
import type { CheckId, FindingCode, FindingData } from '../../doctor/findings.ts';
import type { MuhurError } from '../../errors.ts';
import { explain } from '../errors.ts';
import type { PersonalData } from '../masking.ts';

/** What a finding is in words. */
export interface CheckWords {
  /** What was seen, or why nothing was. */
  readonly evidence: string;
  /** What to do; null when there is nothing to do. */
  readonly fix: string | null;
}

/** For whom words are made: personal data masked or shown, the fix for this system. */
export interface Look {
  readonly personal: PersonalData;
  readonly platform: NodeJS.Platform;
  /** Where it is read: what to run is named as it is found there. */
  readonly reader: 'terminal' | 'editor';
}

/** The words of some findings. */
export type Words<C extends FindingCode> = {
  readonly [K in C]: (data: FindingData[K], look: Look) => CheckWords;
};

/** All findings of one check. */
export type Of<I extends CheckId> = Extract<FindingCode, `${I}/${string}`>;

export function good(evidence: string): CheckWords {
  return { evidence, fix: null };
}

/** A failure that has words of its own. */
export function failed({ problem }: { readonly problem: MuhurError }): CheckWords {
  const { what, advice } = explain(problem);
  return { evidence: what, fix: advice };
}

/** For a card whose module is none of those that are looked for. */
export function otherModuleAdvice({ reader }: Look): string {
  return reader === 'terminal'
    ? l10n.t('If the card has another module, name it with --pkcs11.')
    : l10n.t('If the card has another module, name it with “Add PKCS#11 Module…”.');
}

const titles: Readonly<Record<CheckId, () => string>> = {
  'pcsc-service': () => l10n.t('PC/SC service'),
  reader: () => l10n.t('Card reader'),
  card: () => l10n.t('Card'),
  'pkcs11-module': () => l10n.t('Card software (PKCS#11)'),
  token: () => l10n.t('Card in its software'),
  pin: () => 'PIN',
  certificates: () => l10n.t('Certificates'),
  validity: () => l10n.t('Validity'),
  chain: () => l10n.t('Issuer'),
  revocation: () => l10n.t('Revocation (OCSP, CRL)'),
  clock: () => l10n.t('Clock'),
  remote: () => l10n.t('Place'),
  trust: () => l10n.t('Workspace trust'),
};

/** What a check looks at. */
export function checkTitle(id: CheckId): string {
  return titles[id]();
}

/** Nothing was checked, because something before it has to be well first. */
export function basis({ because }: { readonly because: CheckId }): CheckWords {
  return good(l10n.t('Not checked: “{0}” comes first.', checkTitle(because)));
}
