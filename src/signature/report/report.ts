import type { CertificatePurpose } from '../../card/card.ts';
import type { Finding, Position } from './findings.ts';

/** ETSI EN 319 102-1 §5.1.3. */
export type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';

export type SubIndication =
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'FORMAT_FAILURE'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'TRY_LATER'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID';

/** Kinds of documents, by root element. */
export type DocumentKind =
  | 'invoice'
  | 'application-response'
  | 'despatch-advice'
  | 'receipt-advice'
  | 'credit-note'
  | 'other-ubl'
  | 'e-archive-report'
  | 'ledger'
  | 'ledger-berat'
  | 'user-account'
  | 'envelope'
  | 'cms'
  | 'other-xml';

/** What validation says of one file, or of one document inside an envelope. */
export interface DocumentReport {
  /** As it was named by who asked. */
  readonly file: string;
  /** The document inside an envelope or archive; null: the file itself. */
  readonly part: string | null;
  readonly kind: DocumentKind | null;
  /** Set when the file could not be read as a document at all; it is one of `findings`, too. */
  readonly unreadable: boolean;
  /** In document order; a counter-signature stands after the one it signs. */
  readonly signatures: readonly SignatureReport[];
  /** About the document, not about one of its signatures. */
  readonly findings: readonly Finding[];
}

/** Everything in it was read from bytes that the signature covers, or from its certificate. */
export interface SignatureReport {
  readonly id: string | null;
  readonly format: 'xades' | 'xmldsig' | 'cades' | 'cms';
  /** BES, EPES, T … as far as the parts are there; null when it cannot be told. */
  readonly level: 'BES' | 'EPES' | 'T' | 'C' | 'X' | 'LT' | 'A' | null;
  /** It signs the signature before it. */
  readonly isCounterSignature: boolean;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly coreValid: boolean;
  readonly references: readonly ReferenceReport[];
  /** Null without a certificate that the mathematics was checked with. */
  readonly signer: SignerReport | null;
  /** As the signer claims, from verified bytes; null otherwise. */
  readonly signingTime: string | null;
  /** For what time was it judged, and why for that one. */
  readonly controlTime: string;
  readonly controlTimeFrom: 'asked' | 'time-stamp' | 'now';
  readonly timeStamps: readonly TimeStampReport[];
  /** From the signer to the anchor, as far as it was found. */
  readonly chain: readonly ChainLink[];
  readonly findings: readonly Finding[];
  /** Of the ds:Signature start tag; null for a CMS. */
  readonly position: Position | null;
}

export interface ReferenceReport {
  readonly uri: string;
  readonly type: string | null;
  readonly valid: boolean;
  /** Of the digest, by URI. */
  readonly algorithm: string;
  /** Base64. */
  readonly expectedDigest: string | null;
  readonly actualDigest: string | null;
  /** Bytes of the canonical form that were digested. */
  readonly length: number | null;
  readonly position: Position | null;
}

export interface SignerReport {
  readonly vkn: string | null;
  readonly tckn: string | null;
  readonly commonName: string | null;
  /** Upper-case hexadecimal. */
  readonly serialNumber: string;
  readonly issuer: string;
  /** ISO 8601 in UTC, as all times of a report. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly purpose: CertificatePurpose;
  readonly keyAlgorithm: string;
  /** Upper-case hexadecimal. */
  readonly fingerprintSha256: string;
}

export interface ChainLink {
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly isAnchor: boolean;
  readonly status: LinkStatus;
  readonly fingerprintSha256: string;
}

/** What is known of revocation; `from` says who said so. */
export interface LinkStatus {
  readonly state: 'good' | 'revoked' | 'on-hold' | 'unknown' | 'not-asked';
  readonly from: 'ocsp' | 'crl' | null;
  /** When it was said. */
  readonly at: string | null;
}

export interface TimeStampReport {
  /** `SignatureTimeStamp`, `ArchiveTimeStamp` … */
  readonly kind: string;
  readonly time: string | null;
  readonly valid: boolean;
  readonly authority: string | null;
}
