import type { KeyObject } from 'node:crypto';
import type { Validity } from '../../../pki/testAuthority/authority.ts';
import type { LeafProfile } from '../../../pki/testAuthority/leafProfiles.ts';

/** The certification authorities of the simulator. `qualified` also issues for the time stamps. */
export const ISSUERS = ['root', 'seal', 'qualified'] as const;

export type IssuerId = (typeof ISSUERS)[number];

/** A key with its certificate, both DER in base64: PKCS#8 and X.509. */
export interface StoredIdentity {
  readonly privateKey: string;
  readonly certificate: string;
}

/**
 * Everything that an authority is made of, as plain data that a store can keep. The addresses in
 * its certificates begin with `baseUrl`, so that it answers there and nowhere else.
 */
export interface StoredAuthority {
  readonly baseUrl: string;
  readonly issuers: Readonly<Record<IssuerId, StoredIdentity>>;
  /** Delegated OCSP responders (RFC 6960 §4.2.2.2); the root answers for itself. */
  readonly responders: Readonly<Record<'seal' | 'qualified', StoredIdentity>>;
  readonly timeStamping: StoredIdentity;
}

/** The first day of the PKI: its clock stands on no earlier one. */
export const FIRST_DAY = new Date('2010-01-01T00:00:00Z');

/** CRLReason (RFC 5280 §5.3.1) as far as the simulator uses it. */
export const REASON = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
} as const;

/** What the authority says of one certificate. On hold is revoked with `certificateHold`. */
export type CertificateState =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: Date; readonly reason: number }
  | { readonly kind: 'unknown' };

export interface RevokedCertificate {
  /** Upper-case hexadecimal without leading zeros. */
  readonly serial: string;
  readonly at: Date;
  readonly reason: number;
}

/** Where the authority learns what became of the certificates that it issued. */
export interface StatusSource {
  /**
   * @param serial upper-case hexadecimal without leading zeros. The authority knows its own
   *   certificates (issuers, responders, time stamping): `unknown` is right for them.
   */
  statusOf(issuer: IssuerId, serial: string): CertificateState;
  /** All that are revoked or on hold, the expired ones too. */
  revoked(issuer: IssuerId): Iterable<RevokedCertificate>;
  /** Another number after each change of any state: answers made before are not reused then. */
  version(): number;
  /** A number greater than all before, for the next CRL of this issuer (RFC 5280 §5.2.3). */
  nextCrlNumber(issuer: IssuerId): number;
}

/**
 * `wrong-signature`: an answer whose signature does not fit. `stale`: an answer of a week ago, with
 * what was true then.
 */
export type AnswerFault = 'wrong-signature' | 'stale';

export interface AnswerOptions {
  /** The simulator's clock. */
  readonly now: Date;
  readonly fault?: AnswerFault;
}

/** The working authority. Bytes are DER; every answer resolves, whatever was asked. */
export interface PortalAuthority {
  readonly baseUrl: string;
  /** By name, as served under `/ca/NAME.crt`. */
  readonly certificates: Readonly<Record<IssuerId, Uint8Array>>;
  /** Issues for a key after a profile, with the addresses of this authority in it. */
  issue(
    issuer: 'seal' | 'qualified',
    profile: LeafProfile,
    publicKey: KeyObject,
    options: { readonly validity: Validity; readonly serialNumber?: Uint8Array },
  ): Uint8Array;
  /** An OCSPResponse for the bytes of an OCSPRequest (RFC 6960). */
  answerOcsp(request: Uint8Array, options: AnswerOptions): Promise<Uint8Array>;
  /** The full CRL of an issuer (RFC 5280 §5). */
  crlOf(issuer: IssuerId, options: AnswerOptions): Promise<Uint8Array>;
  /** A TimeStampResp for the bytes of a TimeStampReq (RFC 3161). */
  answerTimeStamp(request: Uint8Array, options: AnswerOptions): Promise<Uint8Array>;
}
