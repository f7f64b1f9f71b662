import type { CardCertificate } from '../../card/card.ts';
import type { CardServices } from '../../card/services.ts';
import { MuhurError } from '../../errors.ts';
import { purposeText, readerNameText } from '../../text/cardWords.ts';
import { describingOnce } from '../explorer/describeCertificates.ts';
import type { CertificateNode } from '../explorer/node.ts';
import { offerVirtualCard } from '../explorer/pickCard.ts';
import { type Choice, pick } from '../pick.ts';
import { settled } from '../settled.ts';

/** Did a command come from the row of a certificate? */
export function isCertificateNode(argument: unknown): argument is CertificateNode {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    Reflect.get(argument, 'kind') === 'certificate'
  );
}

/** Lets the user choose among the certificates of all cards; tells them when there is none. */
export async function pickCertificate(
  { cards, describeCertificate }: CardServices,
  title: string,
): Promise<CardCertificate> {
  cards.start();
  const { readers } = await settled(cards);
  const describe = describingOnce(describeCertificate);
  const choices = readers.flatMap(({ status, card }) =>
    (card?.certificates ?? []).flatMap((certificate): Choice<CardCertificate>[] => {
      const described = describe(certificate);
      if ('error' in described) return [];
      const { commonName, purpose } = described.description;
      return [
        {
          label: commonName ?? certificate.label,
          description: purposeText(purpose),
          detail: readerNameText(status.name),
          value: certificate,
        },
      ];
    }),
  );
  if (choices.length === 0) {
    offerVirtualCard();
    throw new MuhurError('cancelled', {});
  }
  return pick(choices, title);
}
