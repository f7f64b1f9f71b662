import * as l10n from '@vscode/l10n';
import type { Card } from '../../card/card.ts';
import { targetOf } from '../../card/cardState.ts';
import { rejectSpentTries } from '../../card/pinTries.ts';
import type { CardServices } from '../../card/services.ts';
import { MuhurError } from '../../errors.ts';
import { prepareCms } from '../../signature/cades/prepareCms.ts';
import { pinStatusText } from '../../text/cardWords.ts';
import { confirmIfLastTry } from '../pin/confirmLastTry.ts';
import { pinStep } from '../pin/secretSteps.ts';
import { withSecrets } from '../pin/secretWizard.ts';
import { stateFileOf } from '../pin/stateFileOf.ts';
import { readTries } from '../pin/tries.ts';
import { settled } from '../settled.ts';

/**
 * E-imzalı Giriş: signs the portal's text as CMS with the qualified certificate of that card. VS Code
 * asks for the PIN, never the page.
 * @throws `pin/…`, `card/…`, `cancelled`.
 */
export async function signWithCard(
  services: CardServices,
  serial: string,
  content: Uint8Array,
): Promise<Uint8Array> {
  const { readers } = await settled(services.cards);
  const record = readers.find(({ card }) => card?.serial === serial);
  const card = record?.card ?? null;
  if (record === undefined || card === null) throw new MuhurError('card/absent', { reader: '' });
  if (!card.takesPin) throw new MuhurError('pin/needs-module', { family: card.family });
  const qualified = card.certificates.find(({ der }) => isQualified(services, der));
  if (qualified === undefined) throw new MuhurError('card/key-not-found', { key: 'NES' });

  const target = targetOf(record);
  const { pin: status } = await readTries(services, target);
  if (status.state === 'blocked') throw new MuhurError('pin/blocked', {});
  const lastTryConfirmed = await confirmIfLastTry(target, status);
  const prepared = prepareCms({
    what: { content, detached: false },
    certificate: qualified.der,
  });
  const wizard = {
    title: l10n.t('Sign in (E-imzalı Giriş) – {0}', pinStatusText(status)),
    steps: [pinStep(target, card.pinRule)] as const,
    working: l10n.t('The card is signing…'),
    showFile: await stateFileOf(services, target),
    hasPinPad: card.hasPinPad,
  };
  return withSecrets(wizard, ([pin], signal) => {
    const sign = async (open: Card): Promise<Uint8Array> => {
      await rejectSpentTries(open, 'pin', lastTryConfirmed);
      await open.verifyPin(pin);
      const { id } = qualified;
      const asksEachTime = card.keys.some((key) => key.id === id && key.asksEachTime === true);
      const again = asksEachTime ? [pin] : [];
      return prepared.finish(await open.sign(id, prepared.signInput, ...again));
    };
    return services.cards.withCard(target, 'exclusive', sign, signal);
  });
}

/** A damaged certificate is none to sign with. */
export function isQualified({ describeCertificate }: CardServices, der: Uint8Array): boolean {
  try {
    return describeCertificate(der).purpose === 'qualified';
  } catch {
    return false;
  }
}
