import { serializeCard } from '../../../card/virtual/storedCard.ts';
import * as contract from '../../contract/organisations.ts';
import { caBundlePem, javaTrustStore } from '../authority/trustPack.ts';
import type { KeptState } from '../menu/certificateRules.ts';
import { visibleState } from '../menu/certificateRules.ts';
import { bind } from '../server/handlers.ts';
import type { BoundRoute } from '../server/handlers.ts';
import type { Simulator } from '../simulator.ts';
import { createOrganisation } from './createOrganisation.ts';
import { exportPfx } from './exportPfx.ts';
import { orderCard } from './orderCard.ts';
import { organisationRecord } from './organisationRecord.ts';

/** Organisations and their cards for test suites, and what programs under test have to trust. */
export function organisationRoutes(simulator: Simulator): BoundRoute[] {
  const { authority, database } = simulator;
  return [
    bind(contract.createOrganisation, async ({ body }) =>
      organisationRecord(simulator, await createOrganisation(simulator, body)),
    ),
    bind(contract.listOrganisations, async () => {
      const rows = database.all('SELECT vkn FROM organisation ORDER BY rowid');
      const organisations = rows.map(({ vkn }) => organisationRecord(simulator, String(vkn)));
      return { organisations: await Promise.all(organisations) };
    }),
    bind(contract.listCertificateStates, () => {
      const now = simulator.clock.now();
      const rows = database.all('SELECT serial, state, not_after FROM certificate ORDER BY rowid');
      return {
        certificates: rows.map((row) => ({
          serialNumber: String(row['serial']),
          state: visibleState(row['state'] as KeptState, new Date(String(row['not_after'])), now),
        })),
      };
    }),
    bind(contract.exportPfx, ({ params, body }) =>
      exportPfx(simulator, params.cardSerial, body.password, body.purpose),
    ),
    bind(contract.orderCard, async ({ body }) => {
      const { profile, keyAlgorithm, name } = body;
      const { vkn, serial, made } = await orderCard(simulator, profile, keyAlgorithm, name);
      return {
        organisation: await organisationRecord(simulator, vkn),
        serial,
        state: serializeCard(made.card),
        issuers: made.issuers.map((der) => Buffer.from(der).toString('base64')),
      };
    }),
    bind(contract.readTrustPem, () => Buffer.from(caBundlePem(authority))),
    bind(contract.readTrustStore, () => javaTrustStore(authority)),
  ];
}
