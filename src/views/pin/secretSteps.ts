import * as l10n from '@vscode/l10n';
import type { PinRule } from '../../card/card.ts';
import type { CardTarget } from '../../card/cardState.ts';
import { readerNameText } from '../../text/cardWords.ts';
import { checkNewPin, checkPin, checkRepeat, COMMON_RULE } from './pinCheck.ts';
import type { SecretStep } from './secretWizard.ts';

/** Asks for the PIN that is only to be verified. */
export function pinStep({ reader }: CardTarget, rule: PinRule | null): SecretStep {
  return {
    prompt: l10n.t('Enter the PIN of the card in “{0}”.', readerNameText(reader)),
    check: (text) => checkPin(text, rule),
  };
}

/** Asks for the PIN that is to be replaced. */
export function presentPinStep({ reader }: CardTarget, rule: PinRule | null): SecretStep {
  return {
    prompt: l10n.t('Enter the present PIN of the card in “{0}”.', readerNameText(reader)),
    check: (text) => checkPin(text, rule),
  };
}

export function pukStep({ reader }: CardTarget, rule: PinRule | null): SecretStep {
  return {
    prompt: l10n.t('Enter the PUK, not the PIN, of the card in “{0}”.', readerNameText(reader)),
    check: (text) => checkPin(text, rule),
  };
}

/** Asks for a new PIN twice; `before` is what the first step asked for. */
export function newPinSteps(
  rule: PinRule | null,
  before: 'pin' | 'puk',
): readonly [SecretStep, SecretStep] {
  const { min, max } = rule ?? COMMON_RULE;
  return [
    {
      prompt:
        min === max
          ? l10n.t('Choose a new PIN of {0} characters.', max)
          : l10n.t('Choose a new PIN of {0} to {1} characters.', min, max),
      check: (text, [secret]) => checkNewPin(text, rule, { kind: before, secret }),
    },
    {
      prompt: l10n.t('Enter the new PIN once more.'),
      check: (text, [, newPin]) => checkRepeat(text, newPin),
    },
  ];
}
