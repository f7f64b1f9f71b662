import { X509Certificate } from 'node:crypto';
import { trustStoreOf } from '../../../pki/pkcs12/pfx.ts';
import type { PortalAuthority } from './types.ts';
import { ISSUERS } from './types.ts';

/** Of the trust store for Java: what `cacerts` has, too. It protects nothing and is no secret. */
export const TRUST_STORE_PASSWORD = 'changeit';

type Certificates = Pick<PortalAuthority, 'certificates'>;

/** Root and issuers as PEM, the root first: a file for `openssl -CAfile`, curl and others. */
export function caBundlePem({ certificates }: Certificates): string {
  return ISSUERS.map((issuer) => new X509Certificate(certificates[issuer]).toString()).join('');
}

/** Root and issuers as PKCS #12 trust store for Java, with aliases `muhur-test-…`. */
export function javaTrustStore({ certificates }: Certificates): Promise<Uint8Array> {
  const trusted = ISSUERS.map((issuer) => ({
    certificate: certificates[issuer],
    friendlyName: `muhur-test-${issuer}`,
  }));
  return trustStoreOf(trusted, TRUST_STORE_PASSWORD);
}
