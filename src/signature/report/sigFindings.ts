import type { TimeStampProblem } from '../../pki/timeStamp/timeStampProblem.ts';
import type { DigestCause } from './digestCause.ts';

/** About a signature: its form, its mathematics, what it covers. */
export interface SigFindings {
  /** There is no signature in the document. */
  'SIG-NONE': object;
  /** A ds:Signature without algorithms and values: a place for one. */
  'SIG-EMPTY': object;
  /** It cannot be read as a signature; `part` is an element or field name. */
  'SIG-FORMAT': {
    part: string;
    reason:
      'missing' | 'twice' | 'not-plain' | 'not-base64' | 'unexpected' | 'malformed' | 'too-many';
  };
  /** The digest of a reference differs from what the document gives. */
  'SIG-DIGEST': { uri: string; algorithm: string; expected: string; actual: string };
  /** Undoing this makes the digest right: that is what happened after signing, or while. */
  'SIG-DIGEST-CAUSE': { uri: string; cause: DigestCause };
  'SIG-VALUE': { algorithm: string };
  /** Undoing this makes the value right: what happened to SignedInfo. */
  'SIG-VALUE-CAUSE': { cause: DigestCause };
  /** Unknown, or one that proves nothing (HMAC, none): by URI. */
  'SIG-ALGORITHM': { algorithm: string; use: 'signature' | 'digest' | 'canonicalization' };
  /** SHA-1, RSA below 2048 bits and the like. */
  'SIG-ALGORITHM-WEAK': { algorithm: string; use: 'signature' | 'digest' | 'key' };
  'SIG-TRANSFORM': { algorithm: string; uri: string };
  /** The reference leaves the document; nothing is fetched. */
  'SIG-REFERENCE-EXTERNAL': { uri: string };
  'SIG-REFERENCE-MISSING': { uri: string };
  /** Nothing that was signed is the document itself. */
  'SIG-DOCUMENT-UNSIGNED': object;
  'SIG-PROPERTIES-UNSIGNED': object;
  'SIG-PROPERTIES-MISSING': object;
  'SIG-PROPERTY-MISSING': { name: string };
  /** No certificate came with the signature. */
  'SIG-CERTIFICATE-MISSING': object;
  /** SigningCertificate names another certificate than the one in KeyInfo. */
  'SIG-CERTIFICATE-OTHER': { expected: string; actual: string };
  /** SigningCertificate's issuer and serial number are not those of the certificate. */
  'SIG-CERTIFICATE-ISSUER': { issuer: string; serialNumber: string };
  /** The key in KeyValue is not the certificate's. */
  'SIG-KEY-VALUE': object;
  'SIG-KEY-VALUE-ABSENT': object;
  /** ECDSA as ASN.1 DER in the place of r ‖ s. */
  'SIG-ECDSA-DER': object;
  /** Another Type than that of XAdES for the reference to SignedProperties. */
  'SIG-TYPE-LEGACY': { type: string };
  'SIG-REFERENCE-ORDER': object;
  /** Not where the kind of document has it; `expected` is a path. */
  'SIG-PLACE': { expected: string };
  'SIG-TIME-FORMAT': { text: string };
  'SIG-TIME-NO-ZONE': { text: string };
  'SIG-TIME-OUTSIDE': { signingTime: string; notBefore: string; notAfter: string };
  'SIG-TIME-FUTURE': { signingTime: string };
  'SIG-TIMESTAMP-NONE': object;
  'SIG-TIMESTAMP': { reason: TimeStampProblem };
  /** Parts of higher levels that were read and not judged. */
  'SIG-PART-NOT-CHECKED': { part: string };
  /** A signature policy is named, and was not checked. */
  'SIG-POLICY': { policy: string };
  /** A counter-signature that does not sign the SignatureValue above it. */
  'SIG-COUNTER-TARGET': { uri: string };
}
