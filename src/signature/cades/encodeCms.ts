import { createHash } from 'node:crypto';
import type { Der } from '../../pki/der.ts';
import {
  encode,
  integer,
  nothing,
  octets,
  oid,
  raw,
  sequence,
  set,
  setOf,
  tagged,
  time,
} from '../../pki/der.ts';
import { OID } from '../../pki/oids.ts';
import type { DigestName } from '../../pki/signatureAlgorithm.ts';
import { DIGEST_OIDS, signatureOid } from '../../pki/signatureAlgorithm.ts';
import type { X509 } from '../../pki/x509.ts';

/**
 * The signed attributes of CAdES-BES (ETSI EN 319 122-1 §5.1, §5.2): content-type, signing-time,
 * message-digest and signing-certificate-v2. @returns DER, a SET OF, as it is signed.
 */
export function signedAttributes(
  messageDigest: Uint8Array,
  certificate: Uint8Array,
  signingTime: Date,
): Uint8Array {
  const certificateHash = createHash('sha256').update(certificate).digest();
  // SigningCertificateV2 (RFC 5035 §3); SHA-256 is the default of ESSCertIDv2 and is left out.
  const signingCertificate = sequence(sequence(sequence(octets(certificateHash))));
  return encode(
    setOf(
      attribute(OID.contentType, oid(OID.data)),
      attribute(OID.signingTime, time(signingTime)),
      attribute(OID.messageDigest, octets(messageDigest)),
      attribute(OID.signingCertificateV2, signingCertificate),
    ),
  );
}

function attribute(type: string, value: Der): Der {
  return sequence(oid(type), set(value));
}

export interface CmsParts {
  /** Null when it is detached. */
  readonly content: Uint8Array | null;
  readonly certificates: readonly Uint8Array[];
  readonly signer: X509;
  readonly keyType: 'rsa' | 'ec';
  readonly digestAlgorithm: DigestName;
  /** As they were signed. */
  readonly attributes: Uint8Array;
  /** As CMS has it: ECDSA in DER. */
  readonly signature: Uint8Array;
}

/** ContentInfo with SignedData of one signer (RFC 5652 §3, §5.1). @returns DER. */
export function encodeCms(parts: CmsParts): Uint8Array {
  const { content, certificates, digestAlgorithm } = parts;
  const signedData = sequence(
    integer(1),
    set(algorithm(DIGEST_OIDS[digestAlgorithm])),
    sequence(oid(OID.data), ...(content === null ? [] : [tagged(0, octets(content))])),
    tagged(0, ...inSetOrder(certificates)),
    set(signerInfo(parts)),
  );
  return encode(sequence(oid(OID.signedData), tagged(0, signedData)));
}

/** SignerInfo (RFC 5652 §5.3): version 1, because issuer and serial number name the signer. */
function signerInfo({ signer, keyType, digestAlgorithm, attributes, signature }: CmsParts): Der {
  // [0] IMPLICIT: the same contents under another tag.
  const implicit = Uint8Array.from(attributes);
  implicit[0] = 0xa0;
  const parameters = keyType === 'rsa' ? [nothing()] : [];
  return sequence(
    integer(1),
    sequence(raw(signer.issuerDer), raw(signer.serialNumber)),
    algorithm(DIGEST_OIDS[digestAlgorithm]),
    raw(implicit),
    sequence(oid(signatureOid(keyType, digestAlgorithm)), ...parameters),
    octets(signature),
  );
}

/** AlgorithmIdentifier of a hash function: without parameters (RFC 5754 §2). */
function algorithm(id: string): Der {
  return sequence(oid(id));
}

/** Each certificate once, in the order of a SET OF. */
function inSetOrder(certificates: readonly Uint8Array[]): Der[] {
  const sorted = [...certificates].sort((a, b) => Buffer.compare(a, b));
  return sorted
    .filter((der, i) => !sorted[i - 1] || Buffer.compare(der, sorted[i - 1] ?? der) !== 0)
    .map(raw);
}
