import { validityAt } from '../../text/validity.ts';
import type { Finding } from '../findings.ts';
import { finding } from '../findings.ts';
import type { Contents, DescribedCertificate } from './certificates.ts';

/** Which certificate is signed with: one that is valid, the longest, else the first. */
export function signingCertificate(
  { signing }: Contents,
  now: Date,
): DescribedCertificate | undefined {
  const valid = signing.filter(({ description: { notBefore, notAfter } }) =>
    ['valid', 'soon'].includes(validityAt(notBefore, notAfter, now).state),
  );
  return (
    valid.reduce<DescribedCertificate | undefined>(
      (best, one) =>
        best === undefined || one.description.notAfter > best.description.notAfter ? one : best,
      undefined,
    ) ?? signing[0]
  );
}

/** Can the certificate be signed with today, and for how long? */
export function validityFinding(
  signing: DescribedCertificate,
  encryption: readonly DescribedCertificate[],
  now: Date,
): Finding {
  const { state, data } = validityOf(signing, now);
  if (state === 'expired') return finding('error', 'validity/expired', data);
  if (state === 'not-yet') return finding('error', 'validity/not-yet', data);
  if (state === 'soon') return finding('warning', 'validity/soon', data);
  const expired = encryption
    .map((one) => validityOf(one, now))
    .find((one) => one.state === 'expired');
  return expired === undefined
    ? finding('ok', 'validity/valid', data)
    : finding('warning', 'validity/encryption-expired', expired.data);
}

function validityOf({ label, description }: DescribedCertificate, now: Date) {
  const { notBefore, notAfter } = description;
  const { state, days } = validityAt(notBefore, notAfter, now);
  return { state, data: { label, notBefore, notAfter, days } };
}
