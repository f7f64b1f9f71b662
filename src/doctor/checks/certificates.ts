import type { CardCertificate, CardSnapshot } from '../../card/card.ts';
import type { MuhurError } from '../../errors.ts';
import { toMuhurError } from '../../errors.ts';
import type { CertificateDescription } from '../../pki/certificate.ts';
import { describeCertificate } from '../../pki/certificate.ts';
import type { Finding } from '../findings.ts';
import { finding } from '../findings.ts';

export interface DescribedCertificate extends CardCertificate {
  readonly description: CertificateDescription;
}

/** What is on the card, and what it is examined further by. */
export interface Contents {
  readonly found: Finding;
  /** Those to sign with. */
  readonly signing: readonly DescribedCertificate[];
  readonly encryption: readonly DescribedCertificate[];
}

/**
 * Is there what a seal has (`<VKN>SIGN0` to sign, `<VKN>ENCR0` to decrypt), or what a signature card
 * has, each for its purpose and with its key?
 */
export function examineCertificates({ certificates, keys }: CardSnapshot): Contents {
  const { readable, damaged } = described(certificates);
  const signing = readable.filter(({ description: { purpose } }) =>
    ['signing', 'qualified'].includes(purpose),
  );
  const encryption = readable.filter(({ description }) => description.purpose === 'encryption');
  const labels = certificates.map(({ label }) => label);
  const keyless = (group: readonly DescribedCertificate[]) =>
    group.find(({ id }) => !keys.some((key) => key.id === id));
  const decide = (): Finding => {
    if (certificates.length === 0) return finding('error', 'certificates/none', {});
    const misused = readable.find((one) => isMisused(one));
    if (misused !== undefined) {
      const { label, description } = misused;
      const data = { label, purpose: description.purpose };
      return finding('error', 'certificates/wrong-purpose', data);
    }
    const [broken] = damaged;
    if (broken !== undefined) {
      const status = signing.length === 0 ? 'error' : 'warning';
      return finding(status, 'certificates/damaged', broken);
    }
    if (signing.length === 0) return finding('error', 'certificates/no-signing', { labels });
    const withoutKey = keyless(signing);
    if (withoutKey !== undefined) {
      return finding('error', 'certificates/no-key', { label: withoutKey.label });
    }
    const isSeal = signing.some(({ description }) => description.purpose === 'signing');
    if (isSeal && encryption.length === 0) {
      return finding('warning', 'certificates/no-encryption', { labels });
    }
    const useless = keyless(encryption);
    if (useless !== undefined) {
      return finding('warning', 'certificates/no-key', { label: useless.label });
    }
    const rows = readable.map(({ label, description: { commonName, purpose } }) => ({
      label,
      commonName,
      purpose,
    }));
    return finding('ok', 'certificates/complete', { certificates: rows });
  };
  return { found: decide(), signing, encryption };
}

/** Labels of a seal say what a certificate is for; it has to agree. */
function isMisused({ label, description: { purpose } }: DescribedCertificate): boolean {
  if (/SIGN0$/.test(label)) return purpose !== 'signing';
  return /ENCR0$/.test(label) && purpose !== 'encryption';
}

function described(certificates: readonly CardCertificate[]): {
  readable: DescribedCertificate[];
  damaged: { label: string; problem: MuhurError }[];
} {
  const readable: DescribedCertificate[] = [];
  const damaged: { label: string; problem: MuhurError }[] = [];
  for (const certificate of certificates) {
    try {
      readable.push({ ...certificate, description: describeCertificate(certificate.der) });
    } catch (error) {
      damaged.push({ label: certificate.label, problem: toMuhurError(error) });
    }
  }
  return { readable, damaged };
}
