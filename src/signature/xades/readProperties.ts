import { DS, XADES_132, XADES_141 } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/tree.ts';
import { attributeValue, childrenOf } from '../xml/tree.ts';
import type { NamedAlgorithm } from './readSignature.ts';
import { algorithmOf } from './readSignature.ts';
import { FormatError, base64In, onlyChild, optionalChild, textIn } from './formatError.ts';

/** xades:QualifyingProperties (ETSI TS 101 903 §6.2). Signed values count once they are verified. */
export interface Properties {
  readonly element: XmlElement;
  /** The Target attribute. */
  readonly target: string | null;
  readonly signed: XmlElement;
  readonly signedId: string | null;
  readonly signingTime: { readonly text: string; readonly element: XmlElement } | null;
  readonly signingCertificate: SigningCertificate | null;
  /** Identifier of the signature policy; empty when it is implied; null without one. */
  readonly policy: string | null;
  readonly unsigned: UnsignedProperties;
}

/** SigningCertificate or SigningCertificateV2 (§7.2.2; EN 319 132-1 §5.2.2). */
export interface SigningCertificate {
  readonly element: XmlElement;
  readonly version: 1 | 2;
  readonly certificates: readonly CertificateReference[];
}

export interface CertificateReference {
  readonly digestMethod: NamedAlgorithm;
  readonly digest: Uint8Array;
  /** As V1 has them; null in V2. */
  readonly issuer: string | null;
  /** Decimal. */
  readonly serialNumber: string | null;
}

export interface UnsignedProperties {
  /** Encapsulated time stamps over SignatureValue, with the canonicalization that each names. */
  readonly timeStamps: readonly SignatureTimeStamp[];
  readonly counterSignatures: readonly XmlElement[];
  /** Certificates that came along for building the chain. */
  readonly certificates: readonly Uint8Array[];
  /** Local names of all, in document order. */
  readonly names: readonly string[];
}

export interface SignatureTimeStamp {
  readonly element: XmlElement;
  readonly canonicalization: NamedAlgorithm | null;
  /** Null when it is not a CMS in base64. */
  readonly token: Uint8Array | null;
}

const MOST_STAMPS = 16;
const MOST_CERTIFICATES = 64;

/** Null when the signature has none. @throws FormatError */
export function readProperties(signature: XmlElement): Properties | null {
  const all = childrenOf(signature, DS, 'Object').flatMap((object) =>
    childrenOf(object, XADES_132, 'QualifyingProperties'),
  );
  const [element, second] = all;
  if (second !== undefined) throw new FormatError('QualifyingProperties', 'twice', second);
  if (element === undefined) return null;
  const signed = optionalChild(element, XADES_132, 'SignedProperties');
  if (signed === null) return null;
  const properties = optionalChild(signed, XADES_132, 'SignedSignatureProperties');
  const time = properties && optionalChild(properties, XADES_132, 'SigningTime');
  return {
    element,
    target: attributeValue(element, 'Target'),
    signed,
    signedId: attributeValue(signed, 'Id'),
    signingTime: time && { text: textIn(time).trim(), element: time },
    signingCertificate: properties && readSigningCertificate(properties),
    policy: properties && readPolicy(properties),
    unsigned: readUnsigned(element),
  };
}

function readSigningCertificate(properties: XmlElement): SigningCertificate | null {
  const first = optionalChild(properties, XADES_132, 'SigningCertificate');
  const element = first ?? optionalChild(properties, XADES_132, 'SigningCertificateV2');
  if (element === null) return null;
  const certificates = childrenOf(element, XADES_132, 'Cert');
  if (certificates.length === 0) throw new FormatError('Cert', 'missing', element);
  if (certificates.length > MOST_CERTIFICATES) throw new FormatError('Cert', 'too-many', element);
  return {
    element,
    version: first === null ? 2 : 1,
    certificates: certificates.map(readCertificateReference),
  };
}

function readCertificateReference(certificate: XmlElement): CertificateReference {
  const digest = onlyChild(certificate, XADES_132, 'CertDigest');
  const issuerSerial = optionalChild(certificate, XADES_132, 'IssuerSerial');
  const text = (name: string): string | null => {
    const element = issuerSerial && optionalChild(issuerSerial, DS, name);
    return element && textIn(element).trim();
  };
  return {
    digestMethod: algorithmOf(onlyChild(digest, DS, 'DigestMethod')),
    digest: base64In(onlyChild(digest, DS, 'DigestValue')),
    issuer: text('X509IssuerName'),
    serialNumber: text('X509SerialNumber'),
  };
}

function readPolicy(properties: XmlElement): string | null {
  const identifier = optionalChild(properties, XADES_132, 'SignaturePolicyIdentifier');
  if (identifier === null) return null;
  const [id] = childrenOf(identifier, XADES_132, 'SignaturePolicyId')
    .flatMap((element) => childrenOf(element, XADES_132, 'SigPolicyId'))
    .flatMap((element) => childrenOf(element, XADES_132, 'Identifier'));
  return id === undefined ? '' : textIn(id).trim();
}

function readUnsigned(qualifying: XmlElement): UnsignedProperties {
  const list = optionalChild(qualifying, XADES_132, 'UnsignedProperties');
  const properties = list && optionalChild(list, XADES_132, 'UnsignedSignatureProperties');
  const elements = (properties?.children ?? []).filter(
    (child): child is XmlElement =>
      child.kind === 'element' && [XADES_132, XADES_141].includes(child.namespace),
  );
  const named = (name: string) => elements.filter(({ localName }) => localName === name);
  const stamps = named('SignatureTimeStamp');
  if (stamps.length > MOST_STAMPS)
    throw new FormatError('SignatureTimeStamp', 'too-many', qualifying);
  return {
    timeStamps: stamps.map(readTimeStamp),
    counterSignatures: named('CounterSignature').flatMap((element) =>
      childrenOf(element, DS, 'Signature'),
    ),
    certificates: named('CertificateValues')
      .flatMap((values) => childrenOf(values, XADES_132, 'EncapsulatedX509Certificate'))
      .slice(0, MOST_CERTIFICATES)
      .flatMap((element) => readable(element) ?? []),
    names: elements.map(({ localName }) => localName),
  };
}

function readTimeStamp(element: XmlElement): SignatureTimeStamp {
  const [method] = childrenOf(element, DS, 'CanonicalizationMethod');
  const [token] = childrenOf(element, XADES_132, 'EncapsulatedTimeStamp');
  return {
    element,
    canonicalization: method === undefined ? null : algorithmOf(method),
    token: token === undefined ? null : readable(token),
  };
}

/** What is not signed may be damaged without damage to the signature. */
function readable(element: XmlElement): Uint8Array | null {
  try {
    return base64In(element);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
