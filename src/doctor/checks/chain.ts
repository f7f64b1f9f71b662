import { attributeOf } from '../../pki/distinguishedName.ts';
import type { DistinguishedName } from '../../pki/distinguishedName.ts';
import { formatName } from '../../pki/distinguishedName.ts';
import type { ChainProblem } from '../../pki/chain.ts';
import { verifyChain } from '../../pki/chain.ts';
import { isSameName } from '../../pki/names.ts';
import { OID } from '../../pki/oids.ts';
import type { X509 } from '../../pki/x509.ts';
import { parseX509 } from '../../pki/x509.ts';
import type { Finding } from '../findings.ts';
import { finding, withoutBasis } from '../findings.ts';

/** What became of the chain, and the certificates of it, leaf first. */
export interface Chain {
  readonly found: Finding;
  readonly path: readonly Uint8Array[];
}

/**
 * Does the certificate come from an authority that is known here? Judged within the certificate's
 * own time: that it has expired is another check's finding.
 * @param known certificates of authorities; those that issued themselves are anchors.
 */
export function examineChain(leaf: Uint8Array, known: readonly Uint8Array[], now: Date): Chain {
  const certificate = parsed(leaf);
  if (certificate === null) {
    const data = { issuer: '', problem: 'malformed' } as const;
    return { found: finding('warning', 'chain/broken', data), path: [leaf] };
  }
  const issuer = nameText(certificate.issuer);
  const anchors = known.filter(isSelfIssued);
  const others = known.filter((der) => !anchors.includes(der));
  const result = verifyChain(leaf, others, anchors, within(certificate, now));
  if (result.valid) {
    const { path } = result;
    const anchor = parsed(path.at(-1) ?? leaf);
    const data = { issuer, anchor: anchor === null ? '' : nameText(anchor.subject) };
    return { found: finding('ok', 'chain/trusted', data), path };
  }
  return { found: problemFinding(result.problem, certificate, now), path: [leaf] };
}

/** Where a certificate is over itself, days of those above it say nothing. */
function problemFinding(problem: ChainProblem, certificate: X509, now: Date): Finding {
  const issuer = nameText(certificate.issuer);
  if (problem === 'issuer-unknown') return finding('warning', 'chain/unknown-issuer', { issuer });
  const isOfDays = problem === 'expired' || problem === 'not-yet-valid';
  return isOfDays && within(certificate, now) !== now
    ? withoutBasis('chain', 'validity')
    : finding('error', 'chain/broken', { issuer, problem });
}

/** The moment nearest to now at which the certificate is valid. */
function within({ notBefore, notAfter }: X509, now: Date): Date {
  if (now < notBefore) return notBefore;
  return now > notAfter ? notAfter : now;
}

function isSelfIssued(der: Uint8Array): boolean {
  const certificate = parsed(der);
  return certificate !== null && isSameName(certificate.subject, certificate.issuer);
}

function parsed(der: Uint8Array): X509 | null {
  try {
    return parseX509(der);
  } catch {
    return null;
  }
}

function nameText(name: DistinguishedName): string {
  return attributeOf(name, OID.commonName) ?? formatName(name);
}
