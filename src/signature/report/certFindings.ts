import type { ChainProblem } from '../../pki/chain.ts';
import type { RevocationReason, StatusUnknown } from '../../pki/revocation/status.ts';

/** About a certificate: whose, what for, trusted, in use. `subject` is its common name. */
export interface CertFindings {
  'CERT-UNREADABLE': object;
  'CERT-EXPIRED': { notAfter: string };
  'CERT-NOT-YET-VALID': { notBefore: string };
  'CERT-REVOKED': { at: string; reason: RevocationReason };
  /** Askıda. */
  'CERT-ON-HOLD': { at: string };
  'CERT-CA-REVOKED': { subject: string; at: string };
  /** Whether it, or an authority above it, is revoked is not known; why is in `reason`. */
  'CERT-STATUS-UNKNOWN': { subject: string; reason: StatusUnknown; address: string | null };
  /** The chain ends before an anchor: this issuer's certificate is not at hand. */
  'CERT-ISSUER-UNKNOWN': { issuer: string };
  /** No anchors are set up at all. */
  'CERT-NO-ANCHORS': object;
  'CERT-CHAIN': { problem: ChainProblem; subject: string };
  /** Sealed with the encryption certificate of the card. */
  'CERT-ENCRYPTION': object;
  /** Neither a seal nor a qualified certificate. */
  'CERT-PURPOSE': object;
  /** A person's qualified certificate, not a seal. */
  'CERT-QUALIFIED': object;
  'CERT-TEST': object;
  'CERT-TAX-NUMBER': { number: string };
  'CERT-KEY-WEAK': { algorithm: string };
}
