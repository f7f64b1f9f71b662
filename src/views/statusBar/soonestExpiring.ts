import type { CardCertificate } from '../../card/card.ts';
import type { CardsState } from '../../card/cardState.ts';
import type { CertificateDescription, Describe } from '../explorer/describeCertificates.ts';

export interface Expiring {
  readonly certificate: CardCertificate;
  readonly description: CertificateDescription;
}

/** Of the certificates that sign, the one that ends first; undefined when no card has any. */
export function soonestExpiring({ readers }: CardsState, describe: Describe): Expiring | undefined {
  const signing = readers.flatMap(({ card }) =>
    (card?.certificates ?? []).flatMap((certificate): Expiring[] => {
      const described = describe(certificate);
      if ('error' in described) return [];
      const { description } = described;
      const { purpose } = description;
      return purpose === 'signing' || purpose === 'qualified' ? [{ certificate, description }] : [];
    }),
  );
  const end = ({ description }: Expiring): number => description.notAfter.getTime();
  return signing.sort((a, b) => end(a) - end(b))[0];
}
