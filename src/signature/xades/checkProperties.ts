import { createHash } from 'node:crypto';
import { isNameText } from '../../pki/nameText.ts';
import type { X509 } from '../../pki/x509.ts';
import { parseX509 } from '../../pki/x509.ts';
import { finding } from '../report/findings.ts';
import { digestByUri, isStrongHash } from './algorithms.ts';
import type { Checked } from './checkReferences.ts';
import { NOTHING, found, isRight, together } from './checkReferences.ts';
import type { DigestedReference } from './documentPass.ts';
import { startTagOf } from '../xml/tree.ts';
import type { Properties } from './readProperties.ts';
import type { XmlSignature } from './readSignature.ts';
import { keyOfCertificate } from './signatureValue.ts';
import type { ProvenSigner } from './signerCertificate.ts';
import { checkSigningTime } from './signingTime.ts';

/** The Type of the reference to SignedProperties (ETSI TS 101 903 §6.3.1). */
export const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties';

/** The reference that signs these properties; null when none does. */
export function propertiesReference(
  signature: XmlSignature,
  references: readonly DigestedReference[],
): DigestedReference | null {
  const signed = signature.properties?.signed;
  const names = ({ found: elements }: DigestedReference) =>
    elements.length === 1 && elements[0]?.start === signed?.start;
  return references.find((it) => it.reference.target.kind === 'id' && names(it)) ?? null;
}

/** What XAdES adds to a signature: properties that are signed, and what they say (§6, §7.2). */
export function checkProperties(
  signature: XmlSignature,
  references: readonly DigestedReference[],
  signer: ProvenSigner,
  now: Date,
): Checked {
  const { properties, element } = signature;
  if (properties === null) {
    const missing = finding('SIG-PROPERTIES-MISSING', 'error', {}, startTagOf(element));
    return found(missing, 'SIG_CONSTRAINTS_FAILURE');
  }
  const reference = propertiesReference(signature, references);
  if (reference === null) {
    const at = startTagOf(properties.signed);
    const unsigned = finding('SIG-PROPERTIES-UNSIGNED', 'error', {}, at);
    return found(unsigned, 'SIG_CONSTRAINTS_FAILURE');
  }
  const form = together(
    checkType(reference),
    checkOrder(references, reference),
    checkTarget(signature),
  );
  // What they say is told of verified bytes only.
  if (!isRight(reference) || signer.value !== 'right') return form;
  return together(
    form,
    checkSigningCertificate(properties, signer),
    checkSigningTime(properties, signer.certificate && readable(signer.certificate), now),
    checkPolicy(properties),
    checkUnsigned(properties),
  );
}

function checkType({ reference }: DigestedReference): Checked {
  const { type, element } = reference;
  if (type === SIGNED_PROPERTIES_TYPE) return NOTHING;
  return found(finding('SIG-TYPE-LEGACY', 'warning', { type: type ?? '' }, startTagOf(element)));
}

function checkOrder(references: readonly DigestedReference[], own: DigestedReference): Checked {
  if (references[0] === own) return NOTHING;
  const at = startTagOf(own.reference.element);
  return found(finding('SIG-REFERENCE-ORDER', 'information', {}, at));
}

/** QualifyingProperties say to which signature they belong. */
function checkTarget({ properties, id }: XmlSignature): Checked {
  if (properties === null || (id !== null && properties.target === `#${id}`)) return NOTHING;
  const reason = properties.target === null ? 'missing' : 'unexpected';
  const data = { part: 'QualifyingProperties/@Target', reason } as const;
  return found(finding('SIG-FORMAT', 'warning', data, startTagOf(properties.element)));
}

function checkSigningCertificate(properties: Properties, signer: ProvenSigner): Checked {
  const { signingCertificate: named } = properties;
  if (named === null) {
    const data = { name: 'SigningCertificate' };
    const at = startTagOf(properties.signed);
    return found(finding('SIG-PROPERTY-MISSING', 'error', data, at), 'SIG_CONSTRAINTS_FAILURE');
  }
  const at = startTagOf(named.element);
  const [first] = named.certificates;
  if (signer.binding === 'other' || signer.entry === null) {
    const expected = Buffer.from(first?.digest ?? []).toString('base64');
    const hash = digestByUri(first?.digestMethod.uri ?? '');
    const actual =
      signer.certificate && hash
        ? createHash(hash).update(signer.certificate).digest('base64')
        : '';
    const other = finding('SIG-CERTIFICATE-OTHER', 'error', { expected, actual }, at);
    return found(other, 'NO_SIGNING_CERTIFICATE_FOUND');
  }
  const algorithm = signer.entry.digestMethod.uri;
  const hash = digestByUri(algorithm);
  const weak =
    hash !== null && !isStrongHash(hash)
      ? found(finding('SIG-ALGORITHM-WEAK', 'warning', { algorithm, use: 'digest' }, at))
      : NOTHING;
  const certificate = signer.certificate && readable(signer.certificate);
  const { issuer, serialNumber } = signer.entry;
  if (certificate === null || issuer === null || serialNumber === null) return weak;
  if (isNameText(issuer, certificate.issuer) && isSerial(serialNumber, certificate)) return weak;
  const data = { issuer, serialNumber };
  return together(weak, found(finding('SIG-CERTIFICATE-ISSUER', 'warning', data, at)));
}

function isSerial(text: string, { serialNumber }: X509): boolean {
  if (!/^\d{1,64}$/.test(text)) return false;
  // Tag and length are one byte each: serial numbers have at most 20 bytes (RFC 5280 §4.1.2.2).
  return (
    BigInt(text) === BigInt(`0x${Buffer.from(serialNumber.subarray(2)).toString('hex') || '0'}`)
  );
}

function checkPolicy({ policy, signed }: Properties): Checked {
  if (policy === null) return NOTHING;
  return found(finding('SIG-POLICY', 'information', { policy }, startTagOf(signed)));
}

/** Unsigned properties that are judged; all others are named as not checked. */
const JUDGED: readonly string[] = ['SignatureTimeStamp', 'CounterSignature', 'CertificateValues'];

function checkUnsigned({ unsigned, element }: Properties): Checked {
  const others = new Set(unsigned.names.filter((name) => !JUDGED.includes(name)));
  const at = startTagOf(element);
  return together(
    ...[...others].map((part) =>
      found(finding('SIG-PART-NOT-CHECKED', 'information', { part }, at)),
    ),
  );
}

function readable(der: Uint8Array): X509 | null {
  return keyOfCertificate(der) === null ? null : parseX509(der);
}
