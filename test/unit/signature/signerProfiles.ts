import { KEY_USAGE, OID } from '../../../src/pki/oids.ts';
import { extendedKeyUsage, keyUsage } from '../../../src/pki/testAuthority/extensions.ts';
import type { LeafProfile } from '../../../src/pki/testAuthority/leafProfiles.ts';

/** A certificate that may sign, but is neither a seal nor a qualified one. */
export function clientAuthProfile(name: string): LeafProfile {
  return {
    subject: [['CN', name]],
    extensions: [keyUsage(KEY_USAGE.digitalSignature), extendedKeyUsage(OID.clientAuth)],
  };
}
