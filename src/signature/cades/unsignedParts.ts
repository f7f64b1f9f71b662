import { OID } from '../../pki/oids.ts';
import type { SignatureReport } from '../report/report.ts';
import type { SignerInfo } from '../../pki/cms/readCms.ts';

interface Part {
  /** As ETSI TS 101 733 and EN 319 122-1 have it. */
  readonly name: string;
  readonly level: NonNullable<SignatureReport['level']>;
}

/** What CAdES adds to a signature after it was made, and the level that it makes. */
const PARTS: Readonly<Record<string, Part>> = {
  [OID.signatureTimeStamp]: { name: 'signature-time-stamp', level: 'T' },
  '1.2.840.113549.1.9.16.2.21': { name: 'complete-certificate-references', level: 'C' },
  '1.2.840.113549.1.9.16.2.22': { name: 'complete-revocation-references', level: 'C' },
  '1.2.840.113549.1.9.16.2.25': { name: 'CAdES-C-timestamp', level: 'X' },
  '1.2.840.113549.1.9.16.2.26': {
    name: 'time-stamped-certs-crls-references',
    level: 'X',
  },
  [OID.certificateValues]: { name: 'certificate-values', level: 'LT' },
  '1.2.840.113549.1.9.16.2.24': { name: 'revocation-values', level: 'LT' },
  '1.2.840.113549.1.9.16.2.27': { name: 'archive-time-stamp', level: 'A' },
  '1.2.840.113549.1.9.16.2.48': { name: 'archive-time-stamp-v2', level: 'A' },
  '0.4.0.1733.2.4': { name: 'archive-time-stamp-v3', level: 'A' },
  '0.4.0.1733.2.2': { name: 'long-term-validation', level: 'A' },
};

/** Of the unsigned parts, those that are judged: a row of their own, or the time they prove. */
export const JUDGED_PARTS: readonly string[] = [
  OID.signatureTimeStamp,
  OID.counterSignature,
  OID.certificateValues,
];

/** The name of an unsigned attribute; its OID where we know none. */
export function partName(type: string): string {
  return Object.hasOwn(PARTS, type) ? (PARTS[type]?.name ?? type) : type;
}

const ASCENDING = ['T', 'C', 'X', 'LT', 'A'] as const;

/** The highest level of which a part is there; null for a CMS that is no CAdES. */
export function levelOf({ attributes, unsigned }: SignerInfo): SignatureReport['level'] {
  if (!isCades(attributes)) return null;
  const levels = new Set(unsigned.map(({ type }) => PARTS[type]?.level));
  const highest = ASCENDING.findLast((level) => levels.has(level));
  return highest ?? ((attributes?.policy ?? null) === null ? 'BES' : 'EPES');
}

/** CAdES names the signer's certificate among what is signed (EN 319 122-1 §5.2.2). */
export function isCades(attributes: SignerInfo['attributes']): boolean {
  return Boolean(attributes?.signingCertificate ?? attributes?.signingCertificateV1);
}
