/** About what GİB asks of the parts of a signature. They never change an indication. */
export interface GibFindings extends GibSignatureFindings, GibDocumentFindings {
  /**
   * The seal is of another organisation than the one that sends: an integrator's, mostly. `named`:
   * cac:Signature names it.
   */
  'GIB-SIGNER-OTHER': { signer: string; party: string; named: boolean };
  /** Advice of TÜBİTAK's viewer, never a reason to refuse. */
  'GIB-IMZAGER': { advice: ImzagerAdvice };
}

/** Rules of GİB's schematron about a ds:Signature. */
export interface GibSignatureFindings {
  /** No reference has ds:Transforms. */
  'GIB-TRANSFORMS': GibRule;
  'GIB-KEY-INFO': GibRule & { missing: 'ds:KeyInfo' | 'ds:X509Data' };
  'GIB-OBJECT': GibRule;
  'GIB-SIGNING-TIME': GibRule;
  /** `version2`: there is xades:SigningCertificateV2, which GİB does not take in its place. */
  'GIB-SIGNING-CERTIFICATE': GibRule & { version2: boolean };
  /** Of references to the document, URI="". */
  'GIB-REFERENCE-COUNT': GibRule & { count: number };
  'GIB-X509-CERTIFICATE': GibRule;
  'GIB-X509-SUBJECT-NAME': GibRule;
  'GIB-SIGNATURE-METHOD': GibRule;
  'GIB-TRANSFORM-COUNT': GibRule & { count: number };
  'GIB-COUNTER-SIGNATURE': GibRule & { count: number };
}

/** Rules about what the document says of its signature, and of itself. */
export interface GibDocumentFindings {
  'GIB-CAC-SIGNATURE-COUNT': GibRule & { count: number };
  'GIB-CAC-SIGNATURE-ID': GibRule & { wrong: 'schemeID' | 'length' };
  'GIB-SIGNATORY-PARTY': GibRule;
  /** An answer that accepts or rejects an invoice must be signed. */
  'GIB-RESPONSE-SIGNATURE': GibRule & { missing: 'cac:Signature' | 'ext:UBLExtensions' };
  'GIB-USER-SIGNATURE-COUNT': GibRule & { of: 'oa:Signature' | 'ds:Signature'; count: number };
  'GIB-UBL-VERSION': GibRule;
  'GIB-CUSTOMIZATION': GibRule;
  'GIB-INVOICE-ID': GibRule;
  'GIB-XSI-NAMESPACE': GibRule;
  /** The XML schema of UBL-TR demands these two. */
  'GIB-UBL-EXTENSIONS': object;
  'GIB-CAC-SIGNATURE-MISSING': object;
  /** The URI in cac:Signature does not lead to the Id of the signature. */
  'GIB-SIGNATURE-URI': object;
}

/** A rule of GİB's schematron by its name there. */
export interface GibRule {
  rule: string;
  /** False: GİB has the rule, but does not apply it to this kind of document. */
  binds: boolean;
}

export type ImzagerAdvice =
  /** KeyInfo has more certificates than the signer's. */
  | 'certificates'
  /** The Id of the signature is no NCName. */
  | 'id'
  /** xmlns:ext is not declared at the root. */
  | 'ext-namespace'
  /** Base64 in lines longer than 76 characters. */
  | 'base64-lines'
  /** SigningTime in UTC, where it shows the time without its zone. */
  | 'signing-time';
