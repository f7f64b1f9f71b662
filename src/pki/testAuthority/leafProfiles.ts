import type { Der } from '../der.ts';
import { KEY_USAGE, OID } from '../oids.ts';
import type { NameAttribute } from './certificateBuilder.ts';
import { certificatePolicy, extendedKeyUsage, keyUsage, qcStatements } from './extensions.ts';

/** What distinguishes one kind of certificate from another. */
export interface LeafProfile {
  readonly subject: readonly NameAttribute[];
  readonly extensions: readonly Der[];
}

const STATEMENT = 'http://depo.kamusm.gov.tr/ilke';
const NOTICE = 'Bu sertifika deneme amaçlıdır, hukuki sonuç doğurmaz. (TEST)';

/**
 * SIGN0 of a mali mühür: digitalSignature and nothing else, Kamu SM's own extended key usage, no
 * QCStatements. The subject has only the tax number and the trade name.
 */
export function sealSigningProfile(taxNumber: string, tradeName: string): LeafProfile {
  return {
    subject: sealSubject(taxNumber, tradeName),
    extensions: [
      keyUsage(KEY_USAGE.digitalSignature),
      extendedKeyUsage(OID.sealSigning),
      certificatePolicy(OID.sealPolicy, STATEMENT, NOTICE),
    ],
  };
}

/** ENCR0 of a mali mühür: for encryption, never for signatures. */
export function sealEncryptionProfile(taxNumber: string, tradeName: string): LeafProfile {
  return {
    subject: sealSubject(taxNumber, tradeName),
    extensions: [
      keyUsage(KEY_USAGE.keyEncipherment, KEY_USAGE.keyAgreement),
      extendedKeyUsage(OID.clientAuth),
      certificatePolicy(OID.sealPolicy, STATEMENT, NOTICE),
    ],
  };
}

/** A nitelikli elektronik sertifika: a person's qualified signature under law 5070. */
export function qualifiedProfile(tckn: string, personName: string): LeafProfile {
  return {
    subject: [
      ['C', 'TR'],
      ['serialNumber', tckn],
      ['CN', personName],
    ],
    extensions: [
      keyUsage(KEY_USAGE.digitalSignature, KEY_USAGE.nonRepudiation),
      certificatePolicy(OID.qualifiedPolicy, STATEMENT, NOTICE),
      qcStatements(OID.qcCompliance, OID.qcSscd, OID.turkishQcStatement),
    ],
  };
}

function sealSubject(taxNumber: string, tradeName: string): readonly NameAttribute[] {
  return [
    ['serialNumber', taxNumber],
    ['CN', tradeName],
  ];
}
