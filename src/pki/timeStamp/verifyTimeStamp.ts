import { isMuhurError } from '../../errors.ts';
import { Asn1Error } from '../asn1.ts';
import type { CmsProblem, CmsVerification } from '../cms/verifyCms.ts';
import { verifyCms } from '../cms/verifyCms.ts';
import { oidsOf } from '../extensions.ts';
import { OID } from '../oids.ts';
import type { DigestName } from '../signatureAlgorithm.ts';
import type { X509 } from '../x509.ts';
import { parseX509 } from '../x509.ts';
import type { TimeStampInfo } from './readTimeStampInfo.ts';
import { readTimeStampInfo } from './readTimeStampInfo.ts';
import type { TimeStampProblem } from './timeStampProblem.ts';

/** The mathematics of a time stamp; whom one trusts is another question. */
export interface TimeStampVerification {
  /** What it says, when it can be read: nothing to rely upon while there is a problem. */
  readonly info: TimeStampInfo | null;
  /** The server's, when it is at hand. */
  readonly certificate: X509 | null;
  /** All that came with it, DER. They prove nothing by being there. */
  readonly certificates: readonly Uint8Array[];
  /** Null: the signature is right, over these bytes, and by a certificate for time stamps. */
  readonly problem: TimeStampProblem | null;
}

/**
 * Verifies a time-stamp token (RFC 3161 §2.4.2, RFC 5816): a CMS of one signer with a TSTInfo
 * inside, its certificate bound by ESSCertID or ESSCertIDv2 and for time stamps alone.
 *
 * @param token ContentInfo, DER.
 * @param imprintOf the digest, by that function, of what should have been stamped.
 * @param certificates candidates for the server's certificate besides those inside, DER.
 */
export function verifyTimeStamp(
  token: Uint8Array,
  imprintOf: (algorithm: DigestName) => Uint8Array,
  certificates: readonly Uint8Array[] = [],
): TimeStampVerification {
  const cms = readToken(token, certificates);
  const [signer] = cms?.signers ?? [];
  const info = readInfo(cms?.content ?? null);
  if (cms === null || info === null || signer === undefined) {
    return { info, certificate: null, certificates: cms?.certificates ?? [], problem: 'malformed' };
  }
  const certificate = signer.certificate && parseX509(signer.certificate);
  const problem =
    imprintProblem(info, imprintOf) ??
    cmsProblem(signer.problems) ??
    (signer.signingCertificate === 'absent' ? 'malformed' : null) ??
    (certificate !== null && isForTimeStampsAlone(certificate) ? null : 'usage');
  return { info, certificate, certificates: cms.certificates, problem };
}

function readToken(token: Uint8Array, certificates: readonly Uint8Array[]): CmsVerification | null {
  try {
    return verifyCms(token, { contentType: OID.tstInfo, certificates });
  } catch (error) {
    if (isMuhurError(error, 'cms/malformed')) return null;
    throw error;
  }
}

function readInfo(content: Uint8Array | null): TimeStampInfo | null {
  try {
    return content && readTimeStampInfo(content);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function imprintProblem(
  { imprint: { algorithm, hash } }: TimeStampInfo,
  imprintOf: (algorithm: DigestName) => Uint8Array,
): TimeStampProblem | null {
  if (algorithm === null) return 'algorithm';
  return Buffer.compare(hash, imprintOf(algorithm)) === 0 ? null : 'imprint';
}

const PROBLEMS: Readonly<Record<CmsProblem, TimeStampProblem>> = {
  'no-signed-attributes': 'malformed',
  'ambiguous-attributes': 'malformed',
  'content-type': 'malformed',
  'content-missing': 'malformed',
  'content-differs': 'malformed',
  'certificate-missing': 'certificate-missing',
  'digest-algorithm': 'algorithm',
  key: 'algorithm',
  'signature-algorithm': 'algorithm',
  digest: 'signature',
  'signing-certificate': 'signature',
  signature: 'signature',
};

/** The first in the order above. */
function cmsProblem(problems: readonly CmsProblem[]): TimeStampProblem | null {
  const found = (Object.keys(PROBLEMS) as CmsProblem[]).find((it) => problems.includes(it));
  return found === undefined ? null : PROBLEMS[found];
}

/** RFC 3161 §2.3: the only extended key usage, and critical. */
function isForTimeStampsAlone({ extensions }: X509): boolean {
  const usage = extensions.get(OID.extKeyUsage);
  if (!usage?.critical) return false;
  try {
    const purposes = oidsOf(new Map([[OID.extKeyUsage, usage.value]]), OID.extKeyUsage);
    return purposes.length === 1 && purposes[0] === OID.timeStamping;
  } catch (error) {
    if (error instanceof Asn1Error) return false;
    throw error;
  }
}
