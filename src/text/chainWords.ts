import * as l10n from '@vscode/l10n';
import type { ChainProblem } from '../pki/chain.ts';

const problems: Readonly<Record<ChainProblem, () => string>> = {
  malformed: () => l10n.t('a certificate cannot be read'),
  'issuer-unknown': () => l10n.t('an issuer is not known'),
  signature: () => l10n.t('a signature is wrong'),
  algorithm: () => l10n.t('a signature is of a kind that is not trusted'),
  'not-yet-valid': () => l10n.t('a certificate is not valid yet'),
  expired: () => l10n.t('a certificate has expired'),
  'not-a-ca': () => l10n.t('an issuer may not issue'),
  'path-length': () => l10n.t('it is longer than an issuer allows'),
  'key-usage': () => l10n.t('an issuer’s key may not sign certificates'),
  'critical-extension': () => l10n.t('a certificate demands something that is not known'),
  'too-long': () => l10n.t('it is too long'),
};

/** Why a chain of certificates breaks, to stand inside a sentence. */
export function chainProblemText(problem: ChainProblem): string {
  return problems[problem]();
}
