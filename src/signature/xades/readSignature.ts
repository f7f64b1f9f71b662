import { DS } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/tree.ts';
import { attributeValue, childrenOf } from '../xml/tree.ts';
import { FormatError, base64In, onlyChild, optionalChild } from './formatError.ts';
import type { KeyInfo } from './readKeyInfo.ts';
import { readKeyInfo } from './readKeyInfo.ts';
import type { Properties } from './readProperties.ts';
import { readProperties } from './readProperties.ts';
import type { Reference } from './readReference.ts';
import { prefixesOf, readReference } from './readReference.ts';

/** A ds:Signature as it is written, nothing of it checked (XMLDSig 1.1 §4, XAdES §4). */
export interface XmlSignature {
  readonly element: XmlElement;
  readonly id: string | null;
  readonly signedInfo: XmlElement;
  readonly canonicalization: NamedAlgorithm & { readonly inclusivePrefixes: readonly string[] };
  readonly method: NamedAlgorithm;
  readonly references: readonly Reference[];
  readonly value: { readonly bytes: Uint8Array; readonly element: XmlElement };
  readonly keyInfo: KeyInfo;
  /** Null for a plain XMLDSig signature. */
  readonly properties: Properties | null;
}

export interface NamedAlgorithm {
  readonly uri: string;
  readonly element: XmlElement;
}

/** Real signatures have two references; more than this are somebody's attack. */
const MOST_REFERENCES = 16;

/** The parts of a Signature, in the order of the schema. */
const PARTS = ['SignedInfo', 'SignatureValue', 'KeyInfo', 'Object'];

/** A place for a signature: neither a value nor a digest is there. */
export function isSkeleton(signature: XmlElement): boolean {
  const infos = childrenOf(signature, DS, 'SignedInfo');
  const digests = infos.flatMap((info) =>
    childrenOf(info, DS, 'Reference').flatMap((reference) =>
      childrenOf(reference, DS, 'DigestValue'),
    ),
  );
  const values = [...childrenOf(signature, DS, 'SignatureValue'), ...digests];
  return values.every(({ children }) => children.length === 0);
}

/** @throws FormatError for whatever is not one readable signature. */
export function readSignature(element: XmlElement): XmlSignature {
  refuseStrangers(element);
  const signedInfo = onlyChild(element, DS, 'SignedInfo');
  const canonicalization = onlyChild(signedInfo, DS, 'CanonicalizationMethod');
  const value = onlyChild(element, DS, 'SignatureValue');
  const references = childrenOf(signedInfo, DS, 'Reference');
  if (references.length === 0) throw new FormatError('Reference', 'missing', signedInfo);
  if (references.length > MOST_REFERENCES) {
    throw new FormatError('Reference', 'too-many', signedInfo);
  }
  return {
    element,
    id: attributeValue(element, 'Id'),
    signedInfo,
    canonicalization: {
      ...algorithmOf(canonicalization),
      inclusivePrefixes: prefixesOf(canonicalization),
    },
    method: readMethod(signedInfo),
    references: references.map(readReference),
    value: { bytes: base64In(value), element: value },
    keyInfo: readKeyInfo(optionalChild(element, DS, 'KeyInfo')),
    properties: readProperties(element),
  };
}

/** The Algorithm attribute. @throws FormatError when it is absent. */
export function algorithmOf(element: XmlElement): NamedAlgorithm {
  const uri = attributeValue(element, 'Algorithm');
  if (uri === null) throw new FormatError(`${element.localName}/@Algorithm`, 'missing', element);
  return { uri, element };
}

/** A truncated HMAC is the only thing that HMACOutputLength is good for. */
function readMethod(signedInfo: XmlElement): NamedAlgorithm {
  const method = onlyChild(signedInfo, DS, 'SignatureMethod');
  const length = optionalChild(method, DS, 'HMACOutputLength');
  if (length !== null) throw new FormatError('HMACOutputLength', 'unexpected', length);
  return algorithmOf(method);
}

/** Nothing but the parts of the schema, in its order: what is somewhere else is read by some only. */
function refuseStrangers(signature: XmlElement): void {
  let last = 0;
  for (const child of signature.children) {
    if (child.kind === 'text' && child.value.trim() !== '') {
      throw new FormatError('Signature', 'not-plain', signature);
    }
    if (child.kind !== 'element') continue;
    const place = child.namespace === DS ? PARTS.indexOf(child.localName) : -1;
    if (place < last) throw new FormatError(child.localName, strangeness(signature, child), child);
    last = place;
  }
}

function strangeness(signature: XmlElement, child: XmlElement): 'twice' | 'unexpected' {
  const all = childrenOf(signature, child.namespace, child.localName);
  return all.length > 1 && PARTS.includes(child.localName) ? 'twice' : 'unexpected';
}
