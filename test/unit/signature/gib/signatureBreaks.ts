import assert from 'node:assert/strict';
import { findingsOf } from './findingsOf.ts';
import type { Edit } from './signedDocuments.ts';

const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
export const sha1: Edit = ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', RSA_SHA1];

/** A rule that a change breaks: its code, where, and what is said of it. */
export interface Break {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly code: string;
  /** The start tag that the finding stands at. */
  readonly at: string;
  readonly data?: object;
}

/** XadesSignatureCheck, X509DataCheck and X509SubjectNameCheck. */
export const everywhere: readonly Break[] = [
  {
    name: 'no ds:Transforms',
    edits: [[/<ds:Transforms>.*<\/ds:Transforms>/, '']],
    code: 'GIB-TRANSFORMS',
    at: '<ds:Reference URI="">',
  },
  {
    name: 'no ds:KeyInfo',
    edits: [[/<ds:KeyInfo>.*?<\/ds:KeyInfo>/, '']],
    code: 'GIB-KEY-INFO',
    at: '<ds:Signature ',
    data: { missing: 'ds:KeyInfo' },
  },
  {
    name: 'no ds:X509Data',
    edits: [[/<ds:X509Data>.*?<\/ds:X509Data>/, '<ds:KeyName>A</ds:KeyName>']],
    code: 'GIB-KEY-INFO',
    at: '<ds:KeyInfo>',
    data: { missing: 'ds:X509Data' },
  },
  {
    name: 'no ds:X509Certificate',
    edits: [[/<ds:X509Certificate>.*?<\/ds:X509Certificate>/, '']],
    code: 'GIB-X509-CERTIFICATE',
    at: '<ds:X509Data>',
  },
  {
    name: 'a blank ds:X509SubjectName',
    edits: [['CN=Deneme', ' \n\t']],
    code: 'GIB-X509-SUBJECT-NAME',
    at: '<ds:X509SubjectName>',
  },
  {
    name: 'no ds:Object',
    edits: [[/<ds:Object>.*<\/ds:Object>/, '']],
    code: 'GIB-OBJECT',
    at: '<ds:Signature ',
  },
  {
    name: 'no xades:SigningTime',
    edits: [[/<xades:SigningTime>.*?<\/xades:SigningTime>/, '']],
    code: 'GIB-SIGNING-TIME',
    at: '<xades:SignedSignatureProperties>',
  },
  {
    name: 'no xades:SigningCertificate',
    edits: [['<xades:SigningCertificate/>', '']],
    code: 'GIB-SIGNING-CERTIFICATE',
    at: '<xades:SignedSignatureProperties>',
    data: { version2: false },
  },
  {
    name: 'xades:SigningCertificateV2 in its place',
    edits: [['<xades:SigningCertificate/>', '<xades:SigningCertificateV2/>']],
    code: 'GIB-SIGNING-CERTIFICATE',
    at: '<xades:SignedSignatureProperties>',
    data: { version2: true },
  },
];

/** XadesSignatureCheckForInvoice has more, and two rules are for invoices alone. */
export const inInvoices: readonly Break[] = [
  {
    name: 'two transforms',
    edits: [['</ds:Transforms>', '<ds:Transform Algorithm="urn:other"/></ds:Transforms>']],
    code: 'GIB-TRANSFORM-COUNT',
    at: '<ds:Transforms>',
    data: { rule: 'TransformCountCheck', count: 2 },
  },
  {
    name: 'no reference to the document',
    edits: [['<ds:Reference URI="">', '<ds:Reference>']],
    code: 'GIB-REFERENCE-COUNT',
    at: '<ds:SignedInfo>',
    data: { count: 0 },
  },
  {
    name: 'two references to the document',
    edits: [['<ds:Reference URI="#Signature-P"', '<ds:Reference URI=""']],
    code: 'GIB-REFERENCE-COUNT',
    at: '<ds:SignedInfo>',
    data: { count: 2 },
  },
  {
    name: 'RSA with SHA-1',
    edits: [sha1],
    code: 'GIB-SIGNATURE-METHOD',
    at: '<ds:SignatureMethod ',
    data: { rule: 'SignatureMethodCheck' },
  },
  {
    name: 'a ds:SignatureMethod without an algorithm',
    edits: [[/<ds:SignatureMethod .*?>/, '<ds:SignatureMethod/>']],
    code: 'GIB-SIGNATURE-METHOD',
    at: '<ds:SignatureMethod/>',
  },
  {
    name: 'no ds:SignatureMethod',
    edits: [[/<ds:SignatureMethod .*?>/, '']],
    code: 'GIB-SIGNATURE-METHOD',
    at: '<ds:SignedInfo>',
  },
];

/** Is that all that is said of the document? */
export function broken(document: string, { code, at, data = {} }: Break, severity: string): void {
  const [finding, ...more] = findingsOf(document);
  assert.deepEqual(more, []);
  assert.equal(finding?.code, code);
  assert.equal(finding.severity, severity);
  for (const [key, value] of Object.entries(data)) {
    assert.equal((finding.data as Record<string, unknown>)[key], value);
  }
  const bytes = Buffer.from(document, 'utf8');
  const tag = bytes.toString('utf8', finding.position?.start, finding.position?.end);
  assert.ok(tag.startsWith(at), tag);
  assert.ok(tag.endsWith('>'), tag);
}
