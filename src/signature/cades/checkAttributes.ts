import { createHash } from 'node:crypto';
import { OID } from '../../pki/oids.ts';
import type { X509 } from '../../pki/x509.ts';
import type { SigFindings } from '../report/sigFindings.ts';
import { finding } from '../report/findings.ts';
import { uriOfDigest } from '../xades/algorithms.ts';
import type { Checked } from '../xades/checkReferences.ts';
import { NOTHING, found, together } from '../xades/checkReferences.ts';
import type { SignedAttributes } from '../../pki/cms/readAttributes.ts';
import type { SignerInfo } from '../../pki/cms/readCms.ts';
import { JUDGED_PARTS, partName } from './unsignedParts.ts';

/** Clocks of honest computers differ by less. */
const TOLERANCE = 5 * 60 * 1000;

export interface AttributeContext {
  readonly contentType: string | null;
  readonly certificate: X509 | null;
  /** The signature value is right: what the attributes say was said by the signer. */
  readonly isProven: boolean;
  readonly now: Date;
}

/** The signed attributes: their form (RFC 5652 §11), the certificate they name, what they claim. */
export function checkAttributes(signer: SignerInfo, context: AttributeContext): Checked {
  const { attributes } = signer;
  if (attributes === null) return missing('signing-certificate');
  const form = together(
    attributes.isAmbiguous ? malformed('SignedAttributes', 'twice') : NOTHING,
    attributes.messageDigest === null ? malformed('message-digest', 'missing') : NOTHING,
    checkContentType(attributes, context),
  );
  if (!context.isProven) return form;
  return together(
    form,
    checkSigningCertificate(attributes, context),
    checkSigningTime(attributes, context),
    attributes.policy === null
      ? NOTHING
      : found(finding('SIG-POLICY', 'information', { policy: attributes.policy })),
    ...checkUnsigned(signer),
  );
}

/** It says what the content is; a counter-signature has none (RFC 5652 §11.4). */
function checkContentType(
  { contentType }: SignedAttributes,
  { contentType: actual }: AttributeContext,
): Checked {
  if (actual === null) return NOTHING;
  if (contentType === null) return malformed('content-type', 'missing');
  if (contentType !== actual) return malformed('content-type', 'unexpected');
  if (actual === OID.data) return NOTHING;
  const data = { part: 'eContentType', reason: 'unexpected' } as const;
  return found(finding('SIG-FORMAT', 'warning', data));
}

function checkSigningCertificate(
  attributes: SignedAttributes,
  { certificate }: AttributeContext,
): Checked {
  const { signingCertificate, signingCertificateV1 } = attributes;
  const parts: Checked[] = [];
  if (signingCertificate !== null) {
    const { algorithm, hash } = signingCertificate;
    parts.push(isOf(certificate, algorithm, hash));
  }
  if (signingCertificateV1 !== null) {
    parts.push(isOf(certificate, 'sha1', signingCertificateV1));
    if (signingCertificate === null) {
      const weak = { algorithm: uriOfDigest('sha1'), use: 'digest' } as const;
      parts.push(found(finding('SIG-ALGORITHM-WEAK', 'warning', weak)));
    }
  }
  return parts.length === 0 ? missing('signing-certificate') : together(...parts);
}

/** @param algorithm null for one that nothing can rest on. */
function isOf(certificate: X509 | null, algorithm: string | null, hash: Uint8Array): Checked {
  const actual =
    certificate && algorithm ? createHash(algorithm).update(certificate.der).digest() : null;
  if (actual !== null && Buffer.compare(actual, hash) === 0) return NOTHING;
  const expected = Buffer.from(hash).toString('base64');
  const data = { expected, actual: actual?.toString('base64') ?? '' };
  return found(finding('SIG-CERTIFICATE-OTHER', 'error', data), 'NO_SIGNING_CERTIFICATE_FOUND');
}

function checkSigningTime(
  { signingTime }: SignedAttributes,
  { certificate, now }: AttributeContext,
): Checked {
  if (signingTime === null) {
    return found(finding('SIG-PROPERTY-MISSING', 'warning', { name: 'signing-time' }));
  }
  const time = signingTime.toISOString();
  const isFuture = signingTime.getTime() > now.getTime() + TOLERANCE;
  const isOutside =
    certificate !== null &&
    (signingTime < certificate.notBefore || signingTime > certificate.notAfter);
  return together(
    isFuture ? found(finding('SIG-TIME-FUTURE', 'warning', { signingTime: time })) : NOTHING,
    isOutside
      ? found(
          finding('SIG-TIME-OUTSIDE', 'warning', {
            signingTime: time,
            notBefore: certificate.notBefore.toISOString(),
            notAfter: certificate.notAfter.toISOString(),
          }),
        )
      : NOTHING,
  );
}

/** Parts of higher levels are named, and not judged. */
function checkUnsigned({ unsigned }: SignerInfo): readonly Checked[] {
  const types = new Set(unsigned.map(({ type }) => type));
  return [...types]
    .filter((type) => !JUDGED_PARTS.includes(type))
    .map((type) => found(finding('SIG-PART-NOT-CHECKED', 'information', { part: partName(type) })));
}

function missing(name: string): Checked {
  return found(finding('SIG-PROPERTY-MISSING', 'error', { name }), 'SIG_CONSTRAINTS_FAILURE');
}

function malformed(part: string, reason: SigFindings['SIG-FORMAT']['reason']): Checked {
  return found(finding('SIG-FORMAT', 'error', { part, reason }), 'FORMAT_FAILURE');
}
