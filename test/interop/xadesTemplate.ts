import { createHash } from 'node:crypto';
import type { HandSigner } from '../fixtures/signatures/handSigner.ts';
import {
  C14N,
  ECDSA_SHA384,
  ENVELOPED,
  RSA_SHA256,
  SHA256,
} from '../fixtures/signatures/handSigner.ts';

/** How producers differ. */
export interface Template {
  /** Of SignedInfo. */
  readonly method?: string;
  /** PrefixList of the canonicalization of SignedInfo. */
  readonly prefixes?: string;
  /** Behind enveloped-signature, on the document. */
  readonly transforms?: readonly string[];
  /** None by default. */
  readonly propertiesTransforms?: readonly string[];
  readonly order?: 'document-first' | 'document-last';
  /** Of the signature's namespace; empty: it is the default one. */
  readonly prefix?: string;
  readonly keyInfo?: 'certificate' | 'key-value' | 'subject' | 'issuer-serial';
}

const PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties';

/** A signature without values, for another program to fill in. */
export function xadesTemplate(signer: HandSigner, template: Template = {}): string {
  const { method = C14N, prefixes, order = 'document-first', prefix = 'ds' } = template;
  const references = [
    reference('URI=""', [ENVELOPED, ...(template.transforms ?? [])]),
    reference(
      `Type="${PROPERTIES}" URI="#Signature_SignedProperties"`,
      template.propertiesTransforms ?? [],
    ),
  ];
  const list = `<InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${prefixes ?? ''}"/>`;
  const isRsa = signer.key.asymmetricKeyType === 'rsa';
  const text = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="Signature">
<ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="${method}">${prefixes === undefined ? '' : list}</ds:CanonicalizationMethod>
<ds:SignatureMethod Algorithm="${isRsa ? RSA_SHA256 : ECDSA_SHA384}"/>
${(order === 'document-first' ? references : references.toReversed()).join('\n')}
</ds:SignedInfo>
<ds:SignatureValue/>
<ds:KeyInfo>${keyInfo(template.keyInfo ?? 'certificate')}</ds:KeyInfo>
<ds:Object>${properties(signer)}</ds:Object>
</ds:Signature>`;
  if (prefix === 'ds') return text;
  const name = prefix === '' ? '' : `${prefix}:`;
  return text
    .replaceAll(/(<\/?)ds:/g, `$1${name}`)
    .replace('xmlns:ds=', prefix === '' ? 'xmlns=' : `xmlns:${prefix}=`);
}

function reference(attributes: string, transforms: readonly string[]): string {
  const list = transforms.map((algorithm) => `<ds:Transform Algorithm="${algorithm}"/>`).join('');
  return `<ds:Reference ${attributes}>${list === '' ? '' : `<ds:Transforms>${list}</ds:Transforms>`}<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue/></ds:Reference>`;
}

function keyInfo(kind: NonNullable<Template['keyInfo']>): string {
  const parts = {
    certificate: '',
    subject: '<ds:X509SubjectName/>',
    'issuer-serial': '<ds:X509IssuerSerial/>',
    'key-value': '',
  };
  const data = `<ds:X509Data>${parts[kind]}<ds:X509Certificate/></ds:X509Data>`;
  return kind === 'key-value' ? `<ds:KeyValue/>${data}` : data;
}

function properties({ certificate }: HandSigner): string {
  const digest = createHash('sha256').update(certificate).digest('base64');
  const time = new Date().toISOString();
  return `<xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#Signature"><xades:SignedProperties Id="Signature_SignedProperties"><xades:SignedSignatureProperties><xades:SigningTime>${time}</xades:SigningTime><xades:SigningCertificate><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${digest}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>`;
}
