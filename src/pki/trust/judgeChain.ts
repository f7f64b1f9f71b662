import { createHash } from 'node:crypto';
import { Asn1Error } from '../asn1.ts';
import type { ChainProblem } from '../chain.ts';
import { verifyChain } from '../chain.ts';
import { askedOnce } from '../revocation/answers.ts';
import type { CertificateStatus } from '../revocation/status.ts';
import { statusOf } from '../revocation/statusOf.ts';
import type { X509 } from '../x509.ts';
import { parseX509 } from '../x509.ts';
import { fetchIssuers } from './fetchIssuers.ts';
import type { Surroundings } from './surroundings.ts';

/** One certificate of a chain. */
export interface JudgedLink {
  readonly certificate: X509;
  readonly isAnchor: boolean;
  /** Null: not asked, because it is an anchor or the chain is not right. */
  readonly status: CertificateStatus | null;
}

/** From a certificate to an anchor, at a certain time. */
export interface ChainJudgement {
  /** The certificate first; as far as issuers were found. */
  readonly links: readonly [JudgedLink, ...JudgedLink[]];
  /** Is the certificate itself over, or not valid yet? */
  readonly validity: 'valid' | 'expired' | 'not-yet-valid';
  /** Why it does not lead to an anchor; its own validity is not among the reasons. */
  readonly problem: { readonly kind: ChainProblem; readonly certificate: X509 } | null;
}

/**
 * Looks for the way from a certificate to an anchor, and asks about the revocation of each on it
 * when there is one and the certificate is in its time. Issuers that are missing are fetched from
 * Kamu SM's own repository, and from nowhere else.
 *
 * @param others candidates for the way, by whomever; they prove nothing.
 */
export function judgeChain(
  certificate: X509,
  others: readonly Uint8Array[],
  at: Date,
  around: Surroundings,
): Promise<ChainJudgement> {
  const key = createHash('sha256');
  for (const der of [certificate.der, ...others]) key.update(sha256(der));
  return askedOnce(around, `chain ${key.digest('hex')} ${at.getTime()}`, () =>
    judge(certificate, others, at, around),
  );
}

async function judge(
  certificate: X509,
  others: readonly Uint8Array[],
  at: Date,
  around: Surroundings,
): Promise<ChainJudgement> {
  const validity = validityOf(certificate, at);
  // The way is of interest for a certificate that is over, too: then as it was in its time.
  const moment = within(certificate, at);
  const way = await findWay(certificate, others, moment, around);
  const path = [certificate, ...way.path.slice(1).flatMap(parsed)] as const;
  const isAsked = way.problem === null && validity === 'valid';
  const statuses = await Promise.all(
    path.map(async (link, i) => {
      const issuer = path[i + 1];
      return isAsked && issuer !== undefined ? await statusOf(link, issuer, at, around) : null;
    }),
  );
  const links = path.map((link, i) => ({
    certificate: link,
    isAnchor: way.problem === null && i === path.length - 1,
    status: statuses[i] ?? null,
  }));
  const [first = { certificate, isAnchor: false, status: null }, ...rest] = links;
  return { links: [first, ...rest], validity, problem: way.problem };
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function validityOf({ notBefore, notAfter }: X509, at: Date): ChainJudgement['validity'] {
  if (at < notBefore) return 'not-yet-valid';
  return at > notAfter ? 'expired' : 'valid';
}

/** The moment nearest to a time at which the certificate is valid. */
function within({ notBefore, notAfter }: X509, at: Date): Date {
  if (at < notBefore) return notBefore;
  return at > notAfter ? notAfter : at;
}

interface Way extends Pick<ChainJudgement, 'problem'> {
  /** DER, the certificate itself first. */
  readonly path: readonly Uint8Array[];
}

async function findWay(
  certificate: X509,
  others: readonly Uint8Array[],
  at: Date,
  around: Surroundings,
): Promise<Way> {
  const { anchors } = around.trust;
  const candidates = [...around.trust.intermediates, ...others];
  const local = verifyChain(certificate.der, candidates, anchors, at);
  if (local.valid) return { path: local.path, problem: null };
  const isMissing = local.problem === 'issuer-unknown' && anchors.length > 0;
  const fetched = isMissing ? await fetchIssuers(local.path, around) : [];
  const result =
    fetched.length === 0
      ? local
      : verifyChain(certificate.der, [...fetched, ...candidates], anchors, at);
  if (result.valid) return { path: result.path, problem: null };
  const [culprit = certificate] = parsed(result.certificate);
  return { path: result.path, problem: { kind: result.problem, certificate: culprit } };
}

function parsed(der: Uint8Array): X509[] {
  try {
    return [parseX509(der)];
  } catch (error) {
    if (error instanceof Asn1Error) return [];
    throw error;
  }
}
