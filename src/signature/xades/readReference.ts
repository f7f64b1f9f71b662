import type { C14nMethod } from '../xml/canonicalize.ts';
import { DS, EXC_C14N } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/tree.ts';
import { attributeValue, childrenOf } from '../xml/tree.ts';
import { DEFAULT_C14N, ENVELOPED, c14nByUri } from './algorithms.ts';
import { FormatError, base64In, onlyChild, optionalChild } from './formatError.ts';
import type { NamedAlgorithm } from './readSignature.ts';
import { algorithmOf } from './readSignature.ts';

/** One ds:Reference (XMLDSig 1.1 §4.4.3). */
export interface Reference {
  readonly element: XmlElement;
  readonly uri: string;
  readonly type: string | null;
  readonly target: ReferenceTarget;
  readonly transforms: readonly NamedAlgorithm[];
  readonly processing: Processing;
  readonly digestMethod: NamedAlgorithm;
  readonly digest: Uint8Array;
}

/** What the URI means inside this document; comments count only for XPointers. */
export type ReferenceTarget =
  | { readonly kind: 'document'; readonly comments: boolean }
  | { readonly kind: 'id'; readonly id: string; readonly comments: boolean }
  /** Outside of the document. Nothing is fetched. */
  | { readonly kind: 'external' };

/** The transforms together, or the one that is not made. */
export type Processing =
  | { readonly kind: 'canonical'; readonly enveloped: boolean; readonly method: C14nMethod }
  | { readonly kind: 'refused'; readonly transform: NamedAlgorithm };

const MOST_TRANSFORMS = 8;

/** @throws FormatError */
export function readReference(element: XmlElement): Reference {
  const uri = attributeValue(element, 'URI');
  if (uri === null) throw new FormatError('Reference/@URI', 'missing', element);
  const list = optionalChild(element, DS, 'Transforms');
  const transforms = list === null ? [] : childrenOf(list, DS, 'Transform').map(algorithmOf);
  if (transforms.length > MOST_TRANSFORMS) throw new FormatError('Transform', 'too-many', element);
  const target = targetOf(uri);
  return {
    element,
    uri,
    type: attributeValue(element, 'Type'),
    target,
    transforms,
    processing: processingOf(transforms, target.kind !== 'external' && target.comments),
    digestMethod: algorithmOf(onlyChild(element, DS, 'DigestMethod')),
    digest: base64In(onlyChild(element, DS, 'DigestValue')),
  };
}

/** Same-document references (XMLDSig 1.1 §4.4.3.3). */
function targetOf(uri: string): ReferenceTarget {
  if (uri === '') return { kind: 'document', comments: false };
  if (uri === '#xpointer(/)') return { kind: 'document', comments: true };
  const pointed = /^#xpointer\(id\((?:'([^']+)'|"([^"]+)")\)\)$/.exec(uri);
  const id = pointed?.[1] ?? pointed?.[2];
  if (id !== undefined) return { kind: 'id', id, comments: true };
  if (!/^#[^()]+$/.test(uri)) return { kind: 'external' };
  return { kind: 'id', id: decoded(uri.slice(1)), comments: false };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/**
 * Transforms in their order (XMLDSig 1.1 §4.4.3.2): the signature may be left out, and then the form
 * is made canonical, once. Anything else is refused: it makes something of the document that nobody
 * sees.
 */
function processingOf(transforms: readonly NamedAlgorithm[], comments: boolean): Processing {
  let enveloped = false;
  let method: C14nMethod | null = null;
  for (const transform of transforms) {
    const c14n = c14nByUri(transform.uri);
    if (method !== null) return { kind: 'refused', transform };
    if (transform.uri === ENVELOPED) {
      enveloped = true;
    } else if (c14n !== null) {
      method = {
        name: c14n.name,
        comments: c14n.comments && comments,
        inclusivePrefixes: prefixesOf(transform.element),
      };
    } else {
      return { kind: 'refused', transform };
    }
  }
  return { kind: 'canonical', enveloped, method: method ?? { ...DEFAULT_C14N, comments } };
}

/** PrefixList of InclusiveNamespaces (Exclusive XML Canonicalization 1.0 §4). */
export function prefixesOf(algorithm: XmlElement): readonly string[] {
  const list = optionalChild(algorithm, EXC_C14N, 'InclusiveNamespaces');
  const prefixes = list === null ? '' : (attributeValue(list, 'PrefixList') ?? '');
  return prefixes.split(/[ \t\r\n]+/).filter(Boolean);
}
