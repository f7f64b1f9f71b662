import type { Authority, Validity } from '../../../pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createRoot,
  issueAuthority,
  issueCertificate,
} from '../../../pki/testAuthority/authority.ts';
import type { KeyPair, KeyPairAlgorithm } from '../../../pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../../pki/testAuthority/leafProfiles.ts';
import { statusAddresses } from './addresses.ts';
import { responderProfile, timeStampingProfile } from './profiles.ts';
import type { StoredAuthority, StoredIdentity } from './types.ts';
import { FIRST_DAY } from './types.ts';

/** So wide that a clock which tests move stays inside. UTCTime ends with 2049. */
const ROOT_VALIDITY: Validity = {
  notBefore: FIRST_DAY,
  notAfter: new Date('2049-12-31T23:59:59Z'),
};
/** Times that the whole PKI covers. */
export const CLOCK_RANGE: Validity = {
  notBefore: new Date('2010-01-02T00:00:00Z'),
  notAfter: new Date('2049-12-30T23:59:59Z'),
};

/**
 * Makes the simulator's PKI with fresh keys: a root with two issuers, EC P-384 as Kamu SM's
 * Sürüm 3, and the certificates that sign OCSP answers (RSA-2048 for the seals, EC P-384 for the
 * qualified) and time stamps (RSA-2048).
 *
 * @param options.baseUrl where this PKI answers, without a slash at the end.
 * @param options.keyPair where keys come from; by default they are made now.
 */
export async function createAuthority(options: {
  baseUrl: string;
  keyPair?: (algorithm: KeyPairAlgorithm) => Promise<KeyPair>;
}): Promise<StoredAuthority> {
  const { baseUrl, keyPair = generateKeyPair } = options;
  const [rootKeys, sealKeys, qualifiedKeys, sealResponderKeys, qualifiedResponderKeys, tsaKeys] =
    await Promise.all([
      keyPair('EC-P384'),
      keyPair('EC-P384'),
      keyPair('EC-P384'),
      keyPair('RSA-2048'),
      keyPair('EC-P384'),
      keyPair('RSA-2048'),
    ]);

  const root = createRoot(rootKeys, ROOT_VALIDITY);
  const below = { addresses: statusAddresses(baseUrl, 'root'), validity: CLOCK_RANGE };
  const seal = issueAuthority(root, ISSUER_NAMES.seal, sealKeys, below);
  const qualified = issueAuthority(root, ISSUER_NAMES.qualified, qualifiedKeys, below);
  const addresses = statusAddresses(baseUrl, 'qualified');
  return {
    baseUrl,
    issuers: { root: stored(root), seal: stored(seal), qualified: stored(qualified) },
    responders: {
      seal: issued(seal, responderProfile('seal'), sealResponderKeys),
      qualified: issued(qualified, responderProfile('qualified'), qualifiedResponderKeys),
    },
    timeStamping: issued(qualified, timeStampingProfile(), tsaKeys, { addresses }),
  };
}

function issued(
  issuer: Authority,
  profile: LeafProfile,
  { publicKey, privateKey }: KeyPair,
  options: { addresses?: ReturnType<typeof statusAddresses> } = {},
): StoredIdentity {
  const validity = CLOCK_RANGE;
  const certificate = issueCertificate(issuer, profile, publicKey, { validity, ...options });
  return stored({ certificate, privateKey });
}

function stored({ certificate, privateKey }: Pick<Authority, 'certificate' | 'privateKey'>) {
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    certificate: Buffer.from(certificate).toString('base64'),
  };
}
