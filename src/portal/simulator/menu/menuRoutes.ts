import * as contract from '../../contract/menu.ts';
import { deleteSecrets, shownSecrets } from '../secrets/pageSecrets.ts';
import { WARNINGS_EN, WARNINGS_TR } from '../secrets/warnings.ts';
import type { BoundRoute } from '../server/handlers.ts';
import { bind } from '../server/handlers.ts';
import type { Simulator } from '../simulator.ts';
import { cardRow, cardsOf } from './cards.ts';
import { activate, revoke, suspend } from './certificateActions.ts';
import { certificatesOf } from './certificates.ts';
import { changeDetails, detailsOf } from './details.ts';
import { orderRenewal, renewalOffer } from './renewal.ts';

/** Sertifika İşlemler Menüsü; Kilit Çözme is the card operations'. */
export function menuRoutes(simulator: Simulator): readonly BoundRoute[] {
  return [
    bind(contract.listCertificates, (_, { session }) => ({
      certificates: certificatesOf(simulator, session.vkn),
    })),
    bind(contract.activateCertificate, ({ params }, { session }) =>
      activate(simulator, { vkn: session.vkn, ...params }),
    ),
    bind(contract.suspendCertificate, ({ params }, { session }) =>
      suspend(simulator, { vkn: session.vkn, ...params }),
    ),
    bind(contract.revokeCertificate, ({ params, body }, { session }) =>
      revoke(simulator, { vkn: session.vkn, ...params }, body),
    ),
    bind(contract.listCards, (_, { session }) => ({ cards: cardsOf(simulator, session.vkn) })),
    bind(contract.readRenewalOffer, ({ params }, { session }) =>
      renewalOffer(simulator, session.vkn, params.cardSerial),
    ),
    bind(contract.renewCard, ({ params, body }, { session }) =>
      orderRenewal(simulator, session.vkn, params.cardSerial, body),
    ),
    bind(contract.readDetails, (_, { session }) => detailsOf(simulator, session.vkn)),
    bind(contract.updateDetails, ({ body }, { session }) =>
      changeDetails(simulator, session.vkn, body),
    ),
    ...secretsRoutes(simulator),
  ];
}

/** PIN / PUK Bilgisi. */
function secretsRoutes(simulator: Simulator): readonly BoundRoute[] {
  return [
    bind(contract.readWarnings, () => ({ tr: [...WARNINGS_TR], en: [...WARNINGS_EN] })),
    bind(contract.showSecrets, ({ params }, { session }) =>
      shownSecrets(simulator, cardRow(simulator, session.vkn, params.cardSerial)),
    ),
    bind(contract.saveSecrets, async ({ params }, { session }) => {
      const card = cardRow(simulator, session.vkn, params.cardSerial);
      const secrets = shownSecrets(simulator, card);
      // A PDF is seldom wanted, and what makes it is large.
      const { secretsPdf } = await import('../secrets/secretsPdf.ts');
      return secretsPdf({
        ...secrets,
        tradeName: session.tradeName,
        vkn: session.vkn,
        cardSerial: params.cardSerial,
        savedAt: simulator.clock.now(),
      });
    }),
    bind(contract.deleteSecrets, async ({ params }, { session }) => {
      await deleteSecrets(simulator, cardRow(simulator, session.vkn, params.cardSerial));
      return undefined;
    }),
  ];
}
