import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import type { PortalWalk } from '../walk.ts';

/** As much of the name as certificates have: an icon, a picture with a script, a link. */
export const HOSTILE = `$(bug)<img src=x onerror=top.hit=1>[x](command:y)`;
const TRADE_NAME = `${HOSTILE} **"A" & 'B'** &lt;b&gt; <script>top.hit=1</script>`;

/** The organisation of that name, whose seal has its PIN locked; made when it is first asked for. */
export async function hostile({ simulator }: PortalWalk): Promise<TestOrganisationRecord> {
  const made = await simulator.organisationNamed(TRADE_NAME);
  return made ?? simulator.newOrganisation('pin-blocked', TRADE_NAME);
}
