import { createHash } from 'node:crypto';
import { toHex } from '../../hex.ts';
import { DerReader } from '../../pki/derReader.ts';
import type { DistinguishedName } from '../../pki/distinguishedName.ts';
import { attributeOf, formatName } from '../../pki/distinguishedName.ts';
import { OID } from '../../pki/oids.ts';
import { remembered } from '../../pki/remembered.ts';
import type { CertificateStatus } from '../../pki/revocation/status.ts';
import type { ChainJudgement, JudgedLink } from '../../pki/trust/judgeChain.ts';
import { parseX509 } from '../../pki/x509.ts';
import type { ChainLink, LinkStatus } from '../report/report.ts';

/** A chain as reports show it. */
export function chainLinks({ links }: ChainJudgement): ChainLink[] {
  return links.map(chainLink);
}

function chainLink({ certificate, isAnchor, status }: JudgedLink): ChainLink {
  return { ...described(certificate.der), isAnchor, status: linkStatus(status) };
}

/** What a chain says of each certificate, whoever issued what with it. */
const described = remembered((der): Omit<ChainLink, 'isAnchor' | 'status'> => {
  const { subject, issuer, serialNumber, notBefore, notAfter } = parseX509(der);
  return {
    subject: formatName(subject),
    issuer: formatName(issuer),
    serialNumber: toHex(new DerReader(serialNumber).next().contents).replace(/^(?:00)+(?=.)/, ''),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    fingerprintSha256: toHex(createHash('sha256').update(der).digest()),
  };
});

function linkStatus(status: CertificateStatus | null): LinkStatus {
  if (status === null) return { state: 'not-asked', from: null, at: null };
  if (status.state === 'unknown') return { state: 'unknown', from: null, at: null };
  return { state: status.state, from: status.from, at: status.saidAt.toISOString() };
}

/** What people call it: the common name. */
export function shortName(name: DistinguishedName): string {
  return attributeOf(name, OID.commonName) ?? formatName(name);
}
