import { createHash } from 'node:crypto';
import { ecdsaToDer } from '../../pki/ecdsaSignature.ts';
import type { DigestName } from '../../pki/signatureAlgorithm.ts';
import type { PreparedSignature } from '../preparedSignature.ts';
import { prepareSignature, signingKeyOf } from '../preparedSignature.ts';
import { encodeCms, signedAttributes } from './encodeCms.ts';

export interface CmsRequest {
  /** What is signed, or, for a detached signature, its digest made with the same function. */
  readonly what:
    { readonly content: Uint8Array; readonly detached: boolean } | { readonly digest: Uint8Array };
  /** The signer's, DER. */
  readonly certificate: Uint8Array;
  /** Certificates to be put in beside it, DER. */
  readonly chain?: readonly Uint8Array[];
  /** By default the one that goes with the key; see `signingKeyOf`. */
  readonly digestAlgorithm?: DigestName;
  readonly signingTime?: Date;
}

const DIGEST_BYTES: Readonly<Record<DigestName, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/**
 * Prepares a CAdES-BES signature (ETSI EN 319 122-1 §5): content-type, message-digest, signing-time
 * and signing-certificate-v2 are signed. `finish` makes the CMS, DER; for level T see
 * `withTimeStamp`.
 *
 * @throws `sign/certificate`; RangeError for a digest of another length.
 */
export function prepareCms(request: CmsRequest): PreparedSignature {
  const key = signingKeyOf(request.certificate);
  const { certificate } = key;
  const { what, signingTime = new Date(), digestAlgorithm = key.digestAlgorithm } = request;
  const messageDigest =
    'digest' in what ? what.digest : createHash(digestAlgorithm).update(what.content).digest();
  if (messageDigest.length !== DIGEST_BYTES[digestAlgorithm]) {
    throw new RangeError(`a digest of ${digestAlgorithm} has another length`);
  }
  const attributes = signedAttributes(messageDigest, certificate.der, signingTime);
  return prepareSignature(key, digestAlgorithm, attributes, (signature) =>
    encodeCms({
      content: 'digest' in what || what.detached ? null : what.content,
      certificates: [certificate.der, ...(request.chain ?? [])],
      signer: certificate,
      keyType: key.type,
      digestAlgorithm,
      attributes,
      signature: key.type === 'rsa' ? signature : ecdsaToDer(signature),
    }),
  );
}
