import type { C14nMethod, C14nName } from '../xml/canonicalize.ts';

/** Hash functions that are computed; whether one may be relied on is another matter. */
export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** XMLDSig 1.1 §6.2, RFC 6931 §2.1. MD5 is none of them: nothing can rest on it. */
const DIGESTS: Readonly<Record<string, HashName>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmldsig-more#sha224': 'sha224',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

export interface SignatureMethod {
  readonly key: 'rsa' | 'rsa-pss' | 'ec';
  readonly hash: HashName;
}

/** XMLDSig 1.1 §6.4, RFC 6931 §2.3. HMAC is none of them: its key is no one's alone. */
const SIGNATURES: Readonly<Record<string, SignatureMethod>> = {
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': { key: 'rsa', hash: 'sha1' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha224': { key: 'rsa', hash: 'sha224' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': { key: 'rsa', hash: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': { key: 'rsa', hash: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { key: 'rsa', hash: 'sha512' },
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': { key: 'rsa-pss', hash: 'sha256' },
  'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1': { key: 'rsa-pss', hash: 'sha384' },
  'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1': { key: 'rsa-pss', hash: 'sha512' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1': { key: 'ec', hash: 'sha1' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224': { key: 'ec', hash: 'sha224' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': { key: 'ec', hash: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': { key: 'ec', hash: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { key: 'ec', hash: 'sha512' },
};

/** Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0, each with and without comments. */
const CANONICALIZATIONS: Readonly<Record<string, Pick<C14nMethod, 'name' | 'comments'>>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { name: 'c14n-1.0', comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': {
    name: 'c14n-1.0',
    comments: true,
  },
  'http://www.w3.org/2006/12/xml-c14n11': { name: 'c14n-1.1', comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { name: 'c14n-1.1', comments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { name: 'exclusive', comments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { name: 'exclusive', comments: true },
};

export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** What a reference without a canonicalization is digested by (XMLDSig §4.4.3.2). */
export const DEFAULT_C14N: C14nMethod = {
  name: 'c14n-1.0',
  comments: false,
  inclusivePrefixes: [],
};

/** Null for one that is unknown or not computed. */
export function digestByUri(uri: string): HashName | null {
  return own(DIGESTS, uri);
}

/** Null for one that is unknown or proves nothing. */
export function signatureMethodByUri(uri: string): SignatureMethod | null {
  return own(SIGNATURES, uri);
}

export function c14nByUri(uri: string): Pick<C14nMethod, 'name' | 'comments'> | null {
  return own(CANONICALIZATIONS, uri);
}

export function uriOfC14n(name: C14nName, comments: boolean): string {
  return uriWhere(CANONICALIZATIONS, (it) => it.name === name && it.comments === comments);
}

export function uriOfDigest(hash: HashName): string {
  return uriWhere(DIGESTS, (it) => it === hash);
}

export function uriOfSignature(key: SignatureMethod['key'], hash: HashName): string {
  return uriWhere(SIGNATURES, (it) => it.key === key && it.hash === hash);
}

/** May a signature rest on it (ETSI TS 119 312 §5.2)? */
export function isStrongHash(hash: HashName): boolean {
  return hash !== 'sha1' && hash !== 'sha224';
}

function own<T>(table: Readonly<Record<string, T>>, uri: string): T | null {
  return Object.hasOwn(table, uri) ? (table[uri] ?? null) : null;
}

function uriWhere<T>(table: Readonly<Record<string, T>>, test: (value: T) => boolean): string {
  const found = Object.entries(table).find(([, value]) => test(value));
  if (found === undefined) throw new RangeError('no URI for that algorithm');
  return found[0];
}
