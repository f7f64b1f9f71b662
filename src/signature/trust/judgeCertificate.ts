import type { CertificateDescription } from '../../pki/certificate.ts';
import { describeCertificate } from '../../pki/certificate.ts';
import type { ChainProblem } from '../../pki/chain.ts';
import { trustedKey } from '../../pki/signatureAlgorithm.ts';
import { isValidTckn, isValidVkn } from '../../pki/taxNumbers.ts';
import type { ChainJudgement } from '../../pki/trust/judgeChain.ts';
import { judgeChain } from '../../pki/trust/judgeChain.ts';
import type { Surroundings } from '../../pki/trust/surroundings.ts';
import type { X509 } from '../../pki/x509.ts';
import { parseX509 } from '../../pki/x509.ts';
import type { PlacedFinding } from '../report/findings.ts';
import { finding } from '../report/findings.ts';
import type { ChainLink, SubIndication } from '../report/report.ts';
import { chainLinks, shortName } from './chainLinks.ts';
import type { Objection } from './objection.ts';
import { laterRevocations, statusObjections } from './statusObjections.ts';

export type { Surroundings };

export interface Judgement {
  /** Null: nothing against it. */
  readonly verdict: {
    readonly indication: 'INDETERMINATE';
    readonly subIndication: SubIndication;
  } | null;
  /** From the certificate to the anchor, as far as it was found. */
  readonly chain: readonly ChainLink[];
  readonly findings: readonly PlacedFinding[];
}

/**
 * May one rely on a signature of this certificate, made at that time? Its purpose, its time, the
 * way to an anchor and what is known of revocation are judged in the order of ETSI EN 319 102-1
 * §5.2.6.4: a certificate that is over is that first of all, whether its issuer is known or not.
 * Only an encryption certificate comes before everything: no time and no trust makes it right.
 * A revocation counts when it was at or before that time.
 *
 * What decides is an error; what else speaks against the certificate is a warning.
 *
 * @param others certificates from the signature: candidates for the way, never anchors.
 */
export async function judgeCertificate(
  certificate: Uint8Array,
  others: readonly Uint8Array[],
  at: Date,
  around: Surroundings,
): Promise<Judgement> {
  const read = readCertificate(certificate);
  if (read === null) return UNREADABLE;
  const { x509, description } = read;
  const chain = await judgeChain(x509, others, at, around);
  const objections = [
    ...encryptionObjections(description),
    ...validityObjections(chain, x509),
    ...chainObjections(chain, around),
    ...keyObjections(x509, description),
    ...purposeObjections(description),
    ...statusObjections(chain, at),
  ];
  const [decisive] = objections;
  return {
    verdict: decisive
      ? { indication: 'INDETERMINATE', subIndication: decisive.subIndication }
      : null,
    chain: chainLinks(chain),
    findings: [
      ...objections.map((it) => it.finding(it === decisive ? 'error' : 'warning')),
      ...laterRevocations(chain, at).map((it) => it.finding('warning')),
      ...remarks(description),
    ],
  };
}

const UNREADABLE: Judgement = {
  verdict: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
  chain: [],
  findings: [finding('CERT-UNREADABLE', 'error', {})],
};

function readCertificate(
  der: Uint8Array,
): { x509: X509; description: CertificateDescription } | null {
  try {
    return { x509: parseX509(der), description: describeCertificate(der) };
  } catch {
    return null;
  }
}

function encryptionObjections({ purpose }: CertificateDescription): Objection[] {
  if (purpose !== 'encryption') return [];
  return [
    {
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      finding: (severity) => finding('CERT-ENCRYPTION', severity, {}),
    },
  ];
}

function purposeObjections({ purpose }: CertificateDescription): Objection[] {
  if (purpose !== 'other') return [];
  return [
    {
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      finding: (severity) => finding('CERT-PURPOSE', severity, {}),
    },
  ];
}

function validityObjections({ validity }: ChainJudgement, certificate: X509): Objection[] {
  if (validity === 'valid') return [];
  const notAfter = certificate.notAfter.toISOString();
  const notBefore = certificate.notBefore.toISOString();
  return [
    {
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
      finding: (severity) =>
        validity === 'expired'
          ? finding('CERT-EXPIRED', severity, { notAfter })
          : finding('CERT-NOT-YET-VALID', severity, { notBefore }),
    },
  ];
}

/** What a way that is not right makes of the verdict. */
const CHAIN_VERDICTS: Readonly<Record<ChainProblem, SubIndication>> = {
  malformed: 'NO_CERTIFICATE_CHAIN_FOUND',
  'issuer-unknown': 'NO_CERTIFICATE_CHAIN_FOUND',
  signature: 'NO_CERTIFICATE_CHAIN_FOUND',
  'too-long': 'NO_CERTIFICATE_CHAIN_FOUND',
  algorithm: 'CRYPTO_CONSTRAINTS_FAILURE',
  'not-yet-valid': 'OUT_OF_BOUNDS_NO_POE',
  expired: 'OUT_OF_BOUNDS_NO_POE',
  'not-a-ca': 'CHAIN_CONSTRAINTS_FAILURE',
  'path-length': 'CHAIN_CONSTRAINTS_FAILURE',
  'key-usage': 'CHAIN_CONSTRAINTS_FAILURE',
  'critical-extension': 'CHAIN_CONSTRAINTS_FAILURE',
};

function chainObjections({ problem }: ChainJudgement, { trust }: Surroundings): Objection[] {
  if (problem === null) return [];
  const { kind, certificate } = problem;
  const isUnknown = kind === 'issuer-unknown';
  return [
    {
      subIndication: CHAIN_VERDICTS[kind],
      finding: (severity) => {
        if (trust.anchors.length === 0) return finding('CERT-NO-ANCHORS', severity, {});
        const issuer = shortName(certificate.issuer);
        const subject = shortName(certificate.subject);
        return isUnknown
          ? finding('CERT-ISSUER-UNKNOWN', severity, { issuer })
          : finding('CERT-CHAIN', severity, { problem: kind, subject });
      },
    },
  ];
}

function keyObjections({ publicKeyInfo }: X509, description: CertificateDescription): Objection[] {
  if (trustedKey(publicKeyInfo) !== null) return [];
  const algorithm = description.keyAlgorithm;
  return [
    {
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
      finding: (severity) => finding('CERT-KEY-WEAK', severity, { algorithm }),
    },
  ];
}

function remarks(description: CertificateDescription): PlacedFinding[] {
  const { purpose, isTest, vkn, tckn } = description;
  const number = vkn ?? tckn;
  const isWrong = (vkn !== null && !isValidVkn(vkn)) || (tckn !== null && !isValidTckn(tckn));
  return [
    ...(purpose === 'qualified' ? [finding('CERT-QUALIFIED', 'information', {})] : []),
    ...(isTest ? [finding('CERT-TEST', 'information', {})] : []),
    ...(isWrong && number !== null ? [finding('CERT-TAX-NUMBER', 'warning', { number })] : []),
  ];
}
