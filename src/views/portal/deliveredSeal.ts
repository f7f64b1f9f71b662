import { listOrganisations } from '../../portal/contract/organisations.ts';
import type { PortalServer } from './portalServer.ts';

/**
 * The serial number of the seal that the simulator has delivered first: that of the organisation
 * which everybody can sign in for. Null when there is none, as where another server is the portal.
 */
export async function deliveredSeal(server: PortalServer): Promise<string | null> {
  const { client, testToken: token } = await server.connect();
  if (token === null) return null;
  const { organisations } = await client.call(listOrganisations, {}, { token });
  const cards = organisations.flatMap((organisation) => organisation.cards);
  const seal = cards.find(
    ({ profile, directory }) => profile === 'mali-muhur' && directory !== null,
  );
  return seal?.serial ?? null;
}
