import * as l10n from '@vscode/l10n';
import type { PinStatus } from '../../../card/card.ts';
import type { CardServices } from '../../../card/services.ts';
import { choiceOnCard } from '../../../signature/signers/cardSigner.ts';
import { openPfxSigner } from '../../../signature/signers/pfxSigner.ts';
import type { Signer } from '../../../signature/signers/signer.ts';
import { pinStatusText } from '../../../text/cardWords.ts';
import { withSecrets } from '../../pin/secretWizard.ts';
import { fileNameOf, readFileOf } from '../../writeFile.ts';
import type { ChosenSigner } from './chooseSigner.ts';
import { withCardSigner } from './withCardSigner.ts';

/** Opens the signer for one run: asks for its PIN or password, once. */
export function withSigner<T>(
  services: CardServices,
  chosen: ChosenSigner,
  what: string,
  use: (signer: Signer) => Promise<T>,
): Promise<T> {
  return chosen.kind === 'pfx' ? withPfx(chosen, what, use) : withCard(services, chosen, what, use);
}

function withCard<T>(
  services: CardServices,
  { on: { target, card, id, der } }: Extract<ChosenSigner, { kind: 'card' }>,
  what: string,
  use: (signer: Signer) => Promise<T>,
): Promise<T> {
  const choice = choiceOnCard(card, { id, der });
  const titleFor = (pin: PinStatus): string => l10n.t('Sign {0} – {1}', what, pinStatusText(pin));
  return withCardSigner(services, { target, card, choice }, titleFor, use);
}

async function withPfx<T>(
  { file, taxNumber }: Extract<ChosenSigner, { kind: 'pfx' }>,
  what: string,
  use: (signer: Signer) => Promise<T>,
): Promise<T> {
  const bytes = await readFileOf(file);
  const prompt = l10n.t('Enter the password of {0}.', fileNameOf(file));
  const wizard = {
    title: l10n.t('Sign {0}', what),
    steps: [{ prompt, check: () => null }] as const,
    working: l10n.t('The file is being opened…'),
  };
  const signer = await withSecrets(wizard, ([password]) =>
    openPfxSigner(bytes, new TextDecoder().decode(password ?? new Uint8Array()), {
      taxNumber,
      at: new Date(),
    }),
  );
  try {
    return await use(signer);
  } finally {
    await signer.close();
  }
}
