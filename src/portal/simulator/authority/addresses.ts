import type { StatusAddresses } from '../../../pki/testAuthority/authority.ts';
import type { IssuerId } from './types.ts';

/** Paths below the base address, the same for whoever serves them and for the certificates. */
export const AUTHORITY_PATHS = {
  ocsp: '/ocsp',
  timeStamp: '/tsa',
  crl: (issuer: IssuerId) => `/crl/${issuer}.crl`,
  certificate: (issuer: IssuerId) => `/ca/${issuer}.crt`,
} as const;

/** What a certificate of this issuer says about where to ask. */
export function statusAddresses(baseUrl: string, issuer: IssuerId): StatusAddresses {
  return {
    ocsp: baseUrl + AUTHORITY_PATHS.ocsp,
    crl: baseUrl + AUTHORITY_PATHS.crl(issuer),
    caIssuers: baseUrl + AUTHORITY_PATHS.certificate(issuer),
  };
}
