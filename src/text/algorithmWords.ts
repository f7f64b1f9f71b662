const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const C14N_11 = 'http://www.w3.org/2006/12/xml-c14n11';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** Names that are the same in every language (RFC 6931, RFC 8017, RFC 5758). */
const names: Readonly<Record<string, string>> = {
  [`${XMLDSIG}sha1`]: 'SHA-1',
  [`${MORE}sha224`]: 'SHA-224',
  [`${XMLENC}sha256`]: 'SHA-256',
  [`${MORE}sha384`]: 'SHA-384',
  [`${XMLENC}sha512`]: 'SHA-512',
  [`${XMLENC}ripemd160`]: 'RIPEMD-160',
  [`${MORE}md5`]: 'MD5',
  [`${XMLDSIG}rsa-sha1`]: 'RSA, SHA-1',
  [`${MORE}rsa-md5`]: 'RSA, MD5',
  [`${MORE}rsa-sha224`]: 'RSA, SHA-224',
  [`${MORE}rsa-sha256`]: 'RSA, SHA-256',
  [`${MORE}rsa-sha384`]: 'RSA, SHA-384',
  [`${MORE}rsa-sha512`]: 'RSA, SHA-512',
  [`${MORE}ecdsa-sha1`]: 'ECDSA, SHA-1',
  [`${MORE}ecdsa-sha224`]: 'ECDSA, SHA-224',
  [`${MORE}ecdsa-sha256`]: 'ECDSA, SHA-256',
  [`${MORE}ecdsa-sha384`]: 'ECDSA, SHA-384',
  [`${MORE}ecdsa-sha512`]: 'ECDSA, SHA-512',
  [`${XMLDSIG}dsa-sha1`]: 'DSA, SHA-1',
  [`${XMLDSIG}hmac-sha1`]: 'HMAC, SHA-1',
  [`${MORE}hmac-sha256`]: 'HMAC, SHA-256',
  [C14N]: 'Canonical XML 1.0',
  [`${C14N}#WithComments`]: 'Canonical XML 1.0 #WithComments',
  [C14N_11]: 'Canonical XML 1.1',
  [`${C14N_11}#WithComments`]: 'Canonical XML 1.1 #WithComments',
  [EXCLUSIVE]: 'Exclusive XML Canonicalization 1.0',
  [`${EXCLUSIVE}WithComments`]: 'Exclusive XML Canonicalization 1.0 #WithComments',
  [`${XMLDSIG}enveloped-signature`]: 'enveloped-signature',
  [`${XMLDSIG}base64`]: 'Base64',
  'http://www.w3.org/TR/1999/REC-xslt-19991116': 'XSLT',
  'http://www.w3.org/TR/1999/REC-xpath-19991116': 'XPath',
  'http://www.w3.org/2002/06/xmldsig-filter2': 'XPath Filter 2.0',
};

/** The name of an algorithm by which people know it; its URI where it has none. */
export function algorithmText(uri: string): string {
  return Object.hasOwn(names, uri) ? (names[uri] ?? uri) : uri;
}
