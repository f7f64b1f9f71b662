import * as l10n from '@vscode/l10n';
import type { CardCertificate } from '../../card/card.ts';
import type { CardsState } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import { MuhurError } from '../../errors.ts';
import { purposeText, readerNameText } from '../../text/cardWords.ts';
import { describingOnce } from '../explorer/describeCertificates.ts';
import type { CertificateNode } from '../explorer/node.ts';
import { offerVirtualCard } from '../explorer/pickCard.ts';
import type { LateServices } from '../lateServices.ts';
import { type Choice, pick } from '../pick.ts';
import { settled } from '../settled.ts';
import type { CertificateDocuments } from './certificateDocuments.ts';
import { certificateText } from './certificateText.ts';

/** Show Certificate: as text, for the certificate of a row or one that the user picks. */
export async function showCertificate(
  late: LateServices,
  documents: CertificateDocuments,
  argument: unknown,
): Promise<void> {
  const services = await late.get();
  services.cards.start();
  const certificate = isCertificateNode(argument)
    ? argument.certificate
    : await pickCertificate(services, await settled(services.cards));
  const description = services.describeCertificate(certificate.der);
  const title = description.commonName ?? certificate.label;
  const text = certificateText(description, certificate.der);
  await documents.show(title, description.fingerprintSha256, text);
}

function isCertificateNode(argument: unknown): argument is CertificateNode {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    Reflect.get(argument, 'kind') === 'certificate'
  );
}

function pickCertificate(
  { describeCertificate }: CardServices,
  { readers }: CardsState,
): Promise<CardCertificate> {
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
  return pick(choices, l10n.t('Show Certificate'));
}
