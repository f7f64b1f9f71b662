import type { Declaration, StartTag } from './canonicalText.ts';
import { kindOf, startTagOfToken, tokenOfStartTag, tokensOf, utf8 } from './canonicalText.ts';
import type { Hypothesis } from './hypothesis.ts';
import { hypothesis } from './hypothesis.ts';

/** Declarations that programs add to documents, or drop, because nothing uses them. */
const KNOWN: readonly (readonly [string, string])[] = [
  ['xsi', 'http://www.w3.org/2001/XMLSchema-instance'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema'],
  ['ds', 'http://www.w3.org/2000/09/xmldsig#'],
  ['xades', 'http://uri.etsi.org/01903/v1.3.2#'],
  ['ext', 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2'],
  ['cac', 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'],
  ['cbc', 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'],
  ['ccts', 'urn:un:unece:uncefact:documentation:2'],
  ['ccts-cct', 'urn:un:unece:uncefact:data:specification:CoreComponentTypeSchemaModule:2'],
  ['udt', 'urn:un:unece:uncefact:data:specification:UnqualifiedDataTypesSchemaModule:2'],
  ['qdt', 'urn:oasis:names:specification:ubl:schema:xsd:QualifiedDatatypes-2'],
  ['qdt', 'urn:oasis:names:specification:ubl:schema:xsd:QualifiedDataTypes-2'],
  ['ubltr', 'urn:oasis:names:specification:ubl:schema:xsd:TurkishCustomizationExtensionComponents'],
  ['n4', 'http://www.altova.com/samplexml/other-namespace'],
  ['n0', 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'],
  ['', 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'],
];

/** More subsets than this are not tried: each is one digest. */
const MOST_SUBSETS = 1024;

/** Declarations of the topmost element came or went since. */
export function* otherNamespaces(text: string): Iterable<Hypothesis> {
  const tokens = tokensOf(text);
  const index = tokens.findIndex((token) => kindOf(token) === 'start');
  const token = tokens[index];
  if (token === undefined) return;
  const head = tokens.slice(0, index).join('');
  const tail = tokens.slice(index + 1).join('');
  const top = startTagOfToken(token);
  const withTop = (namespaces: readonly Declaration[]) =>
    head + tokenOfStartTag({ ...top, namespaces }) + tail;

  const free = top.namespaces.filter((declaration) => !isNeeded(declaration, top));
  for (const removed of subsets(free)) {
    const left = top.namespaces.filter((declaration) => !removed.includes(declaration));
    const causes = removed.map(
      ({ prefix }) => ({ kind: 'namespace', prefix, added: true }) as const,
    );
    yield { causes, text: withTop(left) };
  }
  for (const [name, uri] of KNOWN) {
    const [prefix, value] = [utf8(name), utf8(uri)];
    if (top.namespaces.some((declaration) => declaration.prefix === prefix)) continue;
    const cause = { kind: 'namespace', prefix, added: false } as const;
    yield hypothesis(cause, withTop([...top.namespaces, { prefix, value }]));
  }
  yield* hoisted(tokens, index, top);
}

/** Does the name of the element itself or of one of its attributes use it? */
function isNeeded({ prefix }: Declaration, { name, attributes }: StartTag): boolean {
  if (prefix === '') return !name.includes(':');
  return [name, ...attributes].some((used) => used.trim().startsWith(`${prefix}:`));
}

/** All that are not empty, the smallest first, as far as their number is bearable. */
function* subsets<T>(items: readonly T[]): Iterable<readonly T[]> {
  if (items.length > 1) yield [...items];
  for (const item of items) yield [item];
  if (2 ** items.length > MOST_SUBSETS) return;
  const masks = Array.from({ length: 2 ** items.length - 2 }, (_, i) => i + 1);
  for (const mask of masks) {
    const subset = items.filter((_, i) => (mask >> i) & 1);
    if (subset.length > 1) yield subset;
  }
}

/** A declaration stood on top and was moved down to where it is used. */
function* hoisted(tokens: readonly string[], index: number, top: StartTag): Iterable<Hypothesis> {
  const lower = new Map<string, Declaration>();
  for (const token of tokens.slice(index + 1)) {
    if (!token.includes(' xmlns') || kindOf(token) !== 'start') continue;
    for (const declaration of startTagOfToken(token).namespaces) {
      if (!lower.has(declaration.prefix)) lower.set(declaration.prefix, declaration);
    }
  }
  for (const [prefix, declaration] of lower) {
    if (top.namespaces.some((declared) => declared.prefix === prefix)) continue;
    const isSame = (other: Declaration) =>
      other.prefix === prefix && other.value === declaration.value;
    const moved = tokens.map((token, at) => {
      if (at === index) {
        return tokenOfStartTag({ ...top, namespaces: [...top.namespaces, declaration] });
      }
      if (!token.includes(' xmlns') || kindOf(token) !== 'start') return token;
      const tag = startTagOfToken(token);
      return tokenOfStartTag({ ...tag, namespaces: tag.namespaces.filter((it) => !isSame(it)) });
    });
    yield hypothesis({ kind: 'namespace', prefix, added: false }, moved.join(''));
  }
}
