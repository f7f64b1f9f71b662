import { MuhurError } from '../../errors.ts';
import type { SignatureReport } from '../report/report.ts';
import { validateDocument } from '../validate.ts';
import type { ByteSource } from '../xml/byteSource.ts';
import type { SignedResult } from './signDocument.ts';

/**
 * Validates what was just signed, as anybody else would read it. Trust and revocation are not asked:
 * a signature is right or wrong before anybody is trusted.
 * @param content what a detached CMS signs.
 * @throws `document/check-failed` when a signature in it does not fit.
 */
export async function checkResult(
  { result, id }: SignedResult,
  content: ByteSource | null,
): Promise<SignatureReport> {
  const trust = { anchors: [], intermediates: [], crls: [] };
  const reports = await validateDocument(result, {
    file: '',
    at: null,
    around: { trust, now: new Date(), fetcher: null },
    ...(content !== null && { detachedContent: content }),
  });
  const signatures = reports.flatMap((report) => report.signatures);
  const wrong = signatures.find(
    ({ coreValid, indication }) => !coreValid || indication === 'TOTAL_FAILED',
  );
  const own = signatures.find((signature) => signature.id === id);
  if (wrong !== undefined || own === undefined) {
    const findings = wrong?.findings ?? reports.flatMap((report) => report.findings);
    const finding = findings.find(({ severity }) => severity === 'error') ?? null;
    throw new MuhurError('document/check-failed', { finding });
  }
  return own;
}
