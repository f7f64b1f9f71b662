import * as l10n from '@vscode/l10n';
import { targetOf } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import { MuhurError } from '../../errors.ts';
import { prepareCms } from '../../signature/cades/prepareCms.ts';
import { choiceOnCard } from '../../signature/signers/cardSigner.ts';
import { pinStatusText } from '../../text/cardWords.ts';
import { settled } from '../settled.ts';
import { withCardSigner } from '../signature/sign/withCardSigner.ts';

/**
 * E-imzalı Giriş: signs the portal's text as CMS with the qualified certificate of that card. VS Code
 * asks for the PIN, never the page. Whether the certificate is valid now, the portal says.
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
  const prepared = prepareCms({ what: { content, detached: false }, certificate: qualified.der });
  return withCardSigner(
    services,
    { target: targetOf(record), card, choice: choiceOnCard(card, qualified) },
    (pin) => l10n.t('Sign in (E-imzalı Giriş) – {0}', pinStatusText(pin)),
    async (signer) => prepared.finish(await signer.sign(prepared.signInput)),
  );
}

/** A damaged certificate is none to sign with. */
export function isQualified({ describeCertificate }: CardServices, der: Uint8Array): boolean {
  try {
    return describeCertificate(der).purpose === 'qualified';
  } catch {
    return false;
  }
}
