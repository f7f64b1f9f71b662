import type { C14nMethod } from '../../xml/canonicalize.ts';
import { DS, XADES_132 } from '../../xml/namespaces.ts';
import { ENVELOPED, uriOfC14n, uriOfDigest, uriOfSignature } from '../algorithms.ts';
import type { SignatureIds } from './signatureIds.ts';
import type { XadesSigner } from './xadesSigner.ts';
import { base64Lines, escapeText } from './xmlText.ts';

/** The text of a ds:Signature, part by part: no white space but between lines of base64. */

/** What a signature is about, and the digest of it. */
export interface SignedReference {
  /** `""` is the document without the signature. */
  readonly uri: string;
  readonly transform: 'enveloped' | C14nMethod;
  readonly digest: Uint8Array;
}

/** Start tags around SignedProperties, outermost first. */
export function tagsAroundProperties(ids: SignatureIds): readonly string[] {
  return [
    signatureTag(ids),
    '<ds:Object>',
    `<xades:QualifyingProperties xmlns:xades="${XADES_132}" Target="#${ids.signature}">`,
  ];
}

export function signatureTag(ids: SignatureIds): string {
  return `<ds:Signature xmlns:ds="${DS}" Id="${ids.signature}">`;
}

export function signedProperties(
  { preset, signingCertificate }: XadesSigner,
  { ids, signingTime, role }: { ids: SignatureIds; signingTime: Date; role: string | null },
): string {
  const claimed = role ?? preset.claimedRole;
  return (
    `<xades:SignedProperties Id="${ids.properties}"><xades:SignedSignatureProperties>` +
    `<xades:SigningTime>${turkishTime(signingTime)}</xades:SigningTime>${signingCertificate}` +
    (claimed === null
      ? ''
      : '<xades:SignerRole><xades:ClaimedRoles><xades:ClaimedRole>' +
        `${escapeText(claimed)}</xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRole>`) +
    '</xades:SignedSignatureProperties></xades:SignedProperties>'
  );
}

/** Whole seconds in the time of Türkiye, which is three hours ahead all year. */
function turkishTime(time: Date): string {
  return `${new Date(time.getTime() + 3 * 3_600_000).toISOString().slice(0, 19)}+03:00`;
}

export function signedInfo(
  { key, preset, digest: hash }: XadesSigner,
  ids: SignatureIds,
  signed: SignedReference,
  propertiesDigest: Uint8Array,
): string {
  const digested = (digest: Uint8Array) =>
    `<ds:DigestMethod Algorithm="${uriOfDigest(hash)}"/>` +
    `<ds:DigestValue>${Buffer.from(digest).toString('base64')}</ds:DigestValue></ds:Reference>`;
  const { propertiesTransform: ofProperties } = preset;
  const properties =
    `<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#${ids.properties}">` +
    (ofProperties === null ? '' : transforms(uriOf(ofProperties))) +
    digested(propertiesDigest);
  const { transform } = signed;
  const document =
    `<ds:Reference URI="${signed.uri}">` +
    transforms(transform === 'enveloped' ? ENVELOPED : uriOf(transform)) +
    digested(signed.digest);
  const references = preset.first === 'document' ? document + properties : properties + document;
  return (
    `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${uriOf(preset.canonicalization)}"/>` +
    `<ds:SignatureMethod Algorithm="${uriOfSignature(key.type, key.digestAlgorithm)}"/>` +
    `${references}</ds:SignedInfo>`
  );
}

function transforms(algorithm: string): string {
  return `<ds:Transforms><ds:Transform Algorithm="${algorithm}"/></ds:Transforms>`;
}

export function uriOf({ name, comments }: C14nMethod): string {
  return uriOfC14n(name, comments);
}

export function signatureValue(ids: SignatureIds, value: Uint8Array): string {
  return `<ds:SignatureValue Id="${ids.value}">${base64Lines(value)}</ds:SignatureValue>`;
}

/** UnsignedProperties with a time stamp over the canonical SignatureValue (XAdES 1.3.2 §7.3). */
export function timeStampProperties(canonicalization: C14nMethod, token: Uint8Array): string {
  return (
    '<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>' +
    `<ds:CanonicalizationMethod Algorithm="${uriOf(canonicalization)}"/>` +
    `<xades:EncapsulatedTimeStamp>${base64Lines(token)}</xades:EncapsulatedTimeStamp>` +
    '</xades:SignatureTimeStamp></xades:UnsignedSignatureProperties></xades:UnsignedProperties>'
  );
}
