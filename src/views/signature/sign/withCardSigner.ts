import * as l10n from '@vscode/l10n';
import type { CardSnapshot, PinStatus } from '../../../card/card.ts';
import type { CardTarget } from '../../../card/cardState.ts';
import type { CardServices } from '../../../card/services.ts';
import { MuhurError } from '../../../errors.ts';
import type { CardChoice } from '../../../signature/signers/cardSigner.ts';
import { openCardSigner } from '../../../signature/signers/cardSigner.ts';
import type { Signer } from '../../../signature/signers/signer.ts';
import { confirmIfLastTry } from '../../pin/confirmLastTry.ts';
import { pinStep } from '../../pin/secretSteps.ts';
import { withSecrets } from '../../pin/secretWizard.ts';
import { stateFileOf } from '../../pin/stateFileOf.ts';
import { readTries } from '../../pin/tries.ts';

/** A card, and what on it signs. */
export interface CardToSignWith {
  readonly target: CardTarget;
  readonly card: CardSnapshot;
  readonly choice: CardChoice;
}

/**
 * Signs with a card: asks for the PIN once, and holds the card for this one run. The box closes as
 * soon as the card has taken the PIN.
 * @throws `pin/…`, `card/…`, `cancelled`, and what `use` throws.
 */
export async function withCardSigner<T>(
  services: CardServices,
  { target, card, choice }: CardToSignWith,
  titleFor: (pin: PinStatus) => string,
  use: (signer: Signer) => Promise<T>,
): Promise<T> {
  const { pin: status } = await readTries(services, target);
  if (status.state === 'blocked') throw new MuhurError('pin/blocked', {});
  const lastTryConfirmed = await confirmIfLastTry(target, status);
  const wizard = {
    title: titleFor(status),
    steps: [pinStep(target, card.pinRule)] as const,
    working: l10n.t('The card is checking the PIN…'),
    showFile: await stateFileOf(services, target),
    hasPinPad: card.hasPinPad,
  };
  // What comes after the PIN outlives its box. Its failure is told by whoever waits for it below.
  const run = await withSecrets(wizard, ([pin], signal) => {
    return new Promise<{ readonly ended: Promise<T> }>((resolve, reject) => {
      const ended = services.cards.withCard(
        target,
        'exclusive',
        async (open) => {
          // The signer zeroes its own copy: the box zeroes what it was given when it closes.
          const input = { pin: pin && pin.slice(), lastTryConfirmed };
          const signer = await openCardSigner(open, choice, input);
          resolve({ ended });
          try {
            return await use(signer);
          } finally {
            await signer.close();
          }
        },
        signal,
      );
      ended.catch(reject);
    });
  });
  return run.ended;
}
