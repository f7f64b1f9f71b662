import { isMuhurError } from '../../errors.ts';
import type { CertificateDescription } from '../../pki/certificate.ts';
import { describeCertificate } from '../../pki/certificate.ts';
import type { SignerReport } from '../report/report.ts';

/** What a report says of the signer's certificate; null when it cannot be read to its end. */
export function signerReport(der: Uint8Array): SignerReport | null {
  const described = describedOrNull(der);
  if (described === null) return null;
  return {
    vkn: described.vkn,
    tckn: described.tckn,
    commonName: described.commonName,
    serialNumber: described.serialNumber,
    issuer: described.issuer,
    notBefore: described.notBefore.toISOString(),
    notAfter: described.notAfter.toISOString(),
    purpose: described.purpose,
    keyAlgorithm: described.keyAlgorithm,
    fingerprintSha256: described.fingerprintSha256,
  };
}

function describedOrNull(der: Uint8Array): CertificateDescription | null {
  try {
    return describeCertificate(der);
  } catch (error) {
    if (isMuhurError(error, 'card/malformed')) return null;
    throw error;
  }
}
