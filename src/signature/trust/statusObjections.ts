import type { ChainJudgement, JudgedLink } from '../../pki/trust/judgeChain.ts';
import { finding } from '../report/findings.ts';
import { shortName } from './chainLinks.ts';
import type { Objection } from './objection.ts';

/**
 * What is known of revocation. Authorities come first: of those that were revoked, nothing below
 * can be relied upon; what is not known may still be learnt later.
 */
export function statusObjections(chain: ChainJudgement, at: Date): Objection[] {
  return [
    ...revocations(chain).flatMap(({ since, objection }) => (since <= at ? [objection] : [])),
    ...chain.links.flatMap(unknownStatus),
  ];
}

/** Revocations after that time: they decide nothing, and are worth knowing. */
export function laterRevocations(chain: ChainJudgement, at: Date): Objection[] {
  return revocations(chain).flatMap(({ since, objection }) => (since > at ? [objection] : []));
}

interface Revocation {
  readonly since: Date;
  readonly objection: Objection;
}

function revocations({ links: [own, ...above] }: ChainJudgement): Revocation[] {
  return [...above.flatMap(authorityRevocation), ...ownRevocation(own)];
}

/** No authority is ever on hold (RFC 5280 knows no reason to): it counts as revoked. */
function authorityRevocation({ certificate, status }: JudgedLink): Revocation[] {
  if (status?.state !== 'revoked' && status?.state !== 'on-hold') return [];
  const data = { subject: shortName(certificate.subject), at: status.since.toISOString() };
  const objection: Objection = {
    subIndication: 'REVOKED_CA_NO_POE',
    finding: (severity) => finding('CERT-CA-REVOKED', severity, data),
  };
  return [{ since: status.since, objection }];
}

function ownRevocation({ status }: JudgedLink): Revocation[] {
  if (status?.state !== 'revoked' && status?.state !== 'on-hold') return [];
  const { state, since, reason } = status;
  const at = since.toISOString();
  const objection: Objection =
    state === 'revoked'
      ? {
          subIndication: 'REVOKED_NO_POE',
          finding: (severity) => finding('CERT-REVOKED', severity, { at, reason }),
        }
      : {
          subIndication: 'TRY_LATER',
          finding: (severity) => finding('CERT-ON-HOLD', severity, { at }),
        };
  return [{ since, objection }];
}

function unknownStatus({ certificate, status }: JudgedLink): Objection[] {
  if (status?.state !== 'unknown') return [];
  const { reason, address } = status;
  const data = { subject: shortName(certificate.subject), reason, address };
  return [
    {
      subIndication: 'TRY_LATER',
      finding: (severity) => finding('CERT-STATUS-UNKNOWN', severity, data),
    },
  ];
}
