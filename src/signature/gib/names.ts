/** UBL 2.1: each root element has a namespace of its own: this, its local name, and "-2". */
export const UBL_ROOT = 'urn:oasis:names:specification:ubl:schema:xsd:';
export const EXT = 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2';
export const HR_XML = 'http://www.hr-xml.org/3';
export const OAGIS = 'http://www.openapplications.org/oagis/9';
export const E_ARSIV = 'http://earsiv.efatura.gov.tr';
export const E_DEFTER = 'http://www.edefter.gov.tr';
export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
