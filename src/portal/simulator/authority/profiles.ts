import { KEY_USAGE, OID } from '../../../pki/oids.ts';
import type { NameAttribute } from '../../../pki/testAuthority/certificateBuilder.ts';
import {
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  timeStampingOnly,
} from '../../../pki/testAuthority/extensions.ts';
import type { LeafProfile } from '../../../pki/testAuthority/leafProfiles.ts';

/** A delegated OCSP responder (RFC 6960 §4.2.2.2), itself never asked about. */
export function responderProfile(issuer: 'seal' | 'qualified'): LeafProfile {
  const of = issuer === 'seal' ? 'Mali Mühür' : 'Nitelikli Sertifika';
  return {
    subject: subject(`${of} OCSP Yanıtlayıcısı - TEST`),
    extensions: [
      keyUsage(KEY_USAGE.digitalSignature),
      extendedKeyUsage(OID.ocspSigning),
      ocspNoCheck(),
    ],
  };
}

/** A time-stamp server (RFC 3161 §2.3). */
export function timeStampingProfile(): LeafProfile {
  return {
    subject: subject('Zaman Damgası Hizmeti - TEST'),
    extensions: [
      keyUsage(KEY_USAGE.digitalSignature, KEY_USAGE.nonRepudiation),
      timeStampingOnly(),
    ],
  };
}

function subject(commonName: string): readonly NameAttribute[] {
  return [
    ['C', 'TR'],
    ['O', 'Mali Mühür Eklentisi (TEST)'],
    ['CN', commonName],
  ];
}
