import { MuhurError, isMuhurError } from '../../../errors.ts';
import type { ErrorData } from '../../../errors.ts';
import { describeCertificate } from '../../../pki/certificate.ts';
import { verifyChain } from '../../../pki/chain.ts';
import type { CmsProblem, CmsVerification } from '../../../pki/cms/verifyCms.ts';
import { verifyCms } from '../../../pki/cms/verifyCms.ts';
import { REASON } from '../authority/types.ts';
import type { Simulator } from '../simulator.ts';

type Reason = ErrorData['portal/signature-refused']['reason'];

/** What each mathematical problem means for somebody who signs in. */
const REASONS: Readonly<Record<CmsProblem, Reason>> = {
  'no-signed-attributes': 'malformed',
  'ambiguous-attributes': 'malformed',
  'content-type': 'malformed',
  'content-missing': 'other-content',
  'content-differs': 'other-content',
  'digest-algorithm': 'signature',
  digest: 'other-content',
  'certificate-missing': 'no-certificate',
  'signing-certificate': 'no-certificate',
  key: 'signature',
  'signature-algorithm': 'signature',
  signature: 'signature',
};

type Parts = Pick<Simulator, 'authority' | 'statuses' | 'clock'>;

/**
 * Whose signature over the challenge it is: a CMS, attached or detached, by a qualified certificate
 * of this simulator's PKI that is valid now and neither revoked nor on hold.
 * @returns the TCKN.
 * @throws `portal/signature-refused`
 */
export function tcknOfSigner(parts: Parts, challenge: Uint8Array, cms: Uint8Array): string {
  const { signers } = verified(cms, challenge);
  const [signer] = signers;
  if (signer === undefined) throw refused('malformed');
  const [problem] = signer.problems;
  if (problem !== undefined) throw refused(REASONS[problem]);
  if (signer.certificate === null) throw refused('no-certificate');
  demandTrusted(parts, signer.certificate);
  const { purpose, tckn, serialNumber } = describeCertificate(signer.certificate);
  if (purpose !== 'qualified' || tckn === null) throw refused('not-qualified');
  demandInUse(parts, serialNumber);
  return tckn;
}

function verified(cms: Uint8Array, challenge: Uint8Array): CmsVerification {
  try {
    return verifyCms(cms, { detachedContent: challenge });
  } catch (error) {
    if (isMuhurError(error, 'cms/malformed')) throw refused('malformed', error);
    throw error;
  }
}

/** Issued by the qualified authority itself, never by what came along with the signature. */
function demandTrusted({ authority, clock }: Parts, certificate: Uint8Array): void {
  const { qualified, root } = authority.certificates;
  const chain = verifyChain(certificate, [qualified], [root], clock.now());
  if (chain.valid) return;
  const isTime = chain.problem === 'not-yet-valid' || chain.problem === 'expired';
  throw refused(isTime ? 'not-valid-now' : 'untrusted');
}

function demandInUse({ statuses }: Parts, serialNumber: string): void {
  const status = statuses.statusOf('qualified', serialNumber);
  if (status.kind === 'good') return;
  if (status.kind === 'unknown') throw refused('untrusted');
  throw refused(status.reason === REASON.certificateHold ? 'on-hold' : 'revoked');
}

function refused(reason: Reason, cause?: unknown): MuhurError {
  return new MuhurError('portal/signature-refused', { reason }, { cause });
}
