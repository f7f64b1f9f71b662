import type { KeyObject } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { SignInput } from '../../card/card.ts';
import { MuhurError } from '../../errors.ts';
import { Asn1Error } from '../../pki/asn1.ts';
import { ecdsaToDer } from '../../pki/ecdsaSignature.ts';
import type { DigestName } from '../../pki/signatureAlgorithm.ts';
import { isSignature, trustedKey } from '../../pki/signatureAlgorithm.ts';
import type { X509 } from '../../pki/x509.ts';
import { parseX509 } from '../../pki/x509.ts';
import { digestInfo, encodeCms, signedAttributes } from './encodeCms.ts';

export interface CmsRequest {
  /** What is signed, or, for a detached signature, its digest made with the same function. */
  readonly what:
    { readonly content: Uint8Array; readonly detached: boolean } | { readonly digest: Uint8Array };
  /** The signer's, DER. */
  readonly certificate: Uint8Array;
  /** Certificates to be put in beside it, DER. */
  readonly chain?: readonly Uint8Array[];
  /** By default SHA-256 for RSA keys and SHA-384 for P-384 ones. Cards take nothing else for EC. */
  readonly digestAlgorithm?: DigestName;
  readonly signingTime?: Date;
}

const DIGEST_BYTES: Readonly<Record<DigestName, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/** A CMS that lacks its signature. Whoever has the key makes one, in whichever form they need it. */
export interface PreparedCms {
  readonly digestAlgorithm: DigestName;
  /** The signed attributes as they are signed (RFC 5652 §5.4): DER, a SET OF. */
  readonly toBeSigned: Uint8Array;
  /** Digest of `toBeSigned`. */
  readonly digest: Uint8Array;
  /** The same for `Card.sign`. */
  readonly signInput: SignInput;
  /**
   * @param signature PKCS#1 v1.5 for an RSA key, r ‖ s for an EC key.
   * @returns the CMS, DER.
   * @throws `cms/other-key` when it is no signature of the certificate's key over `toBeSigned`.
   */
  finish(signature: Uint8Array): Uint8Array;
}

/**
 * Prepares a CAdES-BES signature (ETSI EN 319 122-1 §5): content-type, message-digest, signing-time
 * and signing-certificate-v2 are signed. It needs no key, so that card, file and any other holder
 * of one sign alike.
 *
 * @throws `cms/certificate` for a certificate that cannot be read or whose key is neither RSA from
 *   2048 bits on nor EC P-384; RangeError for a digest of another length.
 */
export function prepareCms(request: CmsRequest): PreparedCms {
  const { certificate, key } = readCertificate(request.certificate);
  const isRsa = key.asymmetricKeyType === 'rsa';
  const digestAlgorithm = request.digestAlgorithm ?? (isRsa ? 'sha256' : 'sha384');
  const { what, signingTime = new Date() } = request;
  const messageDigest = 'digest' in what ? what.digest : hash(digestAlgorithm, what.content);
  if (messageDigest.length !== DIGEST_BYTES[digestAlgorithm]) {
    throw new RangeError(`a digest of ${digestAlgorithm} has another length`);
  }
  const toBeSigned = signedAttributes(messageDigest, certificate.der, signingTime);
  const digest = hash(digestAlgorithm, toBeSigned);
  const signInput: SignInput = isRsa
    ? { kind: 'digest-info', digestInfo: digestInfo(digestAlgorithm, digest) }
    : { kind: 'hash', hash: digest };
  return {
    digestAlgorithm,
    toBeSigned,
    digest,
    signInput,
    finish(signature) {
      const value = isRsa ? signature : ecdsaToDer(signature);
      if (!isSignature(key, digestAlgorithm, toBeSigned, value)) {
        throw new MuhurError('cms/other-key', {});
      }
      return encodeCms({
        content: 'digest' in what || what.detached ? null : what.content,
        certificates: [certificate.der, ...(request.chain ?? [])],
        signer: certificate,
        keyType: isRsa ? 'rsa' : 'ec',
        digestAlgorithm,
        attributes: toBeSigned,
        signature: value,
      });
    },
  };
}

function readCertificate(der: Uint8Array): { certificate: X509; key: KeyObject } {
  try {
    const certificate = parseX509(der);
    const key = trustedKey(certificate.publicKeyInfo);
    const curve = key?.asymmetricKeyDetails?.namedCurve ?? 'secp384r1';
    if (key === null || curve !== 'secp384r1') throw new Asn1Error('its key may not sign');
    return { certificate, key };
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new MuhurError('cms/certificate', { reason: error.message }, { cause: error });
  }
}

function hash(algorithm: DigestName, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(algorithm).update(bytes).digest());
}
