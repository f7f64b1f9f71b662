import { validFor } from '../../../pki/testAuthority/authority.ts';
import type { Validity } from '../../../pki/testAuthority/authority.ts';
import type { Scenario } from '../../contract/organisations.ts';
import type { CardOrder } from './issueCard.ts';
import { YEARS_OF_VALIDITY } from './issueCard.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a scenario makes of a seal, by the simulator's time. */
export function sealOf(
  scenario: Scenario,
  now: Date,
): Pick<CardOrder, 'validity' | 'issued' | 'without' | 'pinTriesLeft' | 'pukTriesLeft'> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY);
  const active = { state: 'active', since: now } as const;
  switch (scenario) {
    case 'delivered':
      return { issued: { state: 'on-hold', since: now } };
    case 'active':
      return { issued: active };
    case 'suspended':
      return {
        validity: validFor(YEARS_OF_VALIDITY, daysAgo(365)),
        issued: { state: 'on-hold', since: daysAgo(1) },
      };
    case 'revoked':
      return {
        validity: validFor(YEARS_OF_VALIDITY, daysAgo(365)),
        issued: { state: 'revoked', since: daysAgo(1), reason: 'cessationOfOperation' },
      };
    case 'expired':
      return endingAt(daysAgo(30));
    case 'expiring':
      // An hour more, so that it is 20 whole days for a while.
      return endingAt(new Date(now.getTime() + 20 * DAY + HOUR));
    case 'pin-blocked':
      return { issued: active, pinTriesLeft: 0 };
    case 'puk-blocked':
      return { issued: active, pinTriesLeft: 0, pukTriesLeft: 0 };
    case 'signing-certificate-missing':
      return { issued: active, without: 'signing-certificate' };
  }
}

function endingAt(end: Date): Pick<CardOrder, 'validity' | 'issued'> {
  const notAfter = new Date(Math.floor(end.getTime() / 1000) * 1000);
  const notBefore = new Date(notAfter);
  notBefore.setUTCFullYear(notBefore.getUTCFullYear() - YEARS_OF_VALIDITY);
  const validity: Validity = { notBefore, notAfter };
  return { validity, issued: { state: 'active', since: notBefore } };
}
