/** Namespaces of what is signed and of signatures. */

/** Of the prefix "xml", without any declaration. */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** Of declarations themselves. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** XML Signature. */
export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const DSIG11 = 'http://www.w3.org/2009/xmldsig11#';
/** XAdES. */
export const XADES_132 = 'http://uri.etsi.org/01903/v1.3.2#';
export const XADES_141 = 'http://uri.etsi.org/01903/v1.4.1#';
/** Exclusive canonicalization: of ec:InclusiveNamespaces, and the algorithm itself. */
export const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** UBL 2.1: what its documents have in common. */
export const EXT = 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2';
export const CAC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';
export const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

/** HR-XML, of the user documents, and OAGIS around it. */
export const HR_XML = 'http://www.hr-xml.org/3';
export const OAGIS = 'http://www.openapplications.org/oagis/9';

/** GİB's own documents. */
export const E_ARSIV = 'http://earsiv.efatura.gov.tr';
export const E_DEFTER = 'http://www.edefter.gov.tr';

/** Envelopes: UN/CEFACT's header, SOAP and WS-Security. */
export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
export const WSU =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
