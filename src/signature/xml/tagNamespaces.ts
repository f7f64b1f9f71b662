import { normalisedValue } from './attributeValue.ts';
import { NO_NAMESPACE, UNBOUND } from './namespaceScope.ts';
import { NO_PREFIX, XMLNS_PREFIX } from './names.ts';
import type { TokenContext } from './tokenHandler.ts';
import { broken } from './wellFormedness.ts';

/** Brings the declarations of the tag into scope and gives its names their namespaces. */
export function resolveNamespaces(context: TokenContext): void {
  const { tag, scope, window } = context;
  if (tag.declarations > 0) declare(context);
  const namespace = scope.namespaceOf(tag.prefix);
  if (namespace === UNBOUND || tag.prefix === XMLNS_PREFIX)
    throw broken('prefix-undeclared', window.base + tag.start);
  tag.namespace = namespace;
  if (tag.count > tag.declarations) resolveAttributes(context);
  if (tag.count > 1) checkUnique(context);
}

function declare({ tag, scope, names, window }: TokenContext): void {
  for (let k = 0; k < tag.count; k++) {
    const prefix = names.declares[tag.names[k] as number] as number;
    if (prefix === -1) continue;
    const from = tag.valueStarts[k] as number;
    const to = tag.valueEnds[k] as number;
    const bytes = tag.special[k] === 1 ? normalisedValue(window.bytes, from, to) : null;
    const offset = window.base + (tag.nameStarts[k] as number);
    const uri = bytes
      ? scope.uris.internBytes(bytes, 0, bytes.length, offset)
      : scope.uris.internBytes(window.bytes, from, to, offset);
    tag.namespaces[k] = uri;
    tag.changes[k] = scope.declare(prefix, uri, offset) ? 1 : 0;
  }
}

function resolveAttributes({ tag, scope, names, window }: TokenContext): void {
  for (let k = 0; k < tag.count; k++) {
    const name = tag.names[k] as number;
    if (names.declares[name] !== -1) continue;
    const prefix = names.prefixes[name] as number;
    const namespace = prefix === NO_PREFIX ? NO_NAMESPACE : scope.namespaceOf(prefix);
    if (namespace === UNBOUND)
      throw broken('prefix-undeclared', window.base + (tag.nameStarts[k] as number));
    tag.namespaces[k] = namespace;
  }
}

/** Few attributes are compared with each other, many are collected. */
const FEW = 8;

/** No two attributes have the same name, or the same local name in one namespace. */
function checkUnique(context: TokenContext): void {
  const { tag, window } = context;
  const seen = tag.count > FEW ? new Set<number>() : null;
  for (let k = 0; k < tag.count; k++) {
    const twice = seen ? isIn(seen, context, k) : isBefore(context, k);
    if (twice) throw broken('attribute-twice', window.base + (tag.nameStarts[k] as number));
  }
}

function isBefore({ tag, names }: TokenContext, k: number): boolean {
  const name = tag.names[k] as number;
  for (let j = 0; j < k; j++) {
    const other = tag.names[j] as number;
    if (other === name) return true;
    if (names.declares[other] !== -1 || names.declares[name] !== -1) continue;
    const sameLocal = names.locals[other] === names.locals[name];
    if (sameLocal && tag.namespaces[j] === tag.namespaces[k]) return true;
  }
  return false;
}

/** More than there can be local names. */
const MANY = 2 ** 20;

/** Adds it when it is not in. */
function isIn(seen: Set<number>, { tag, names }: TokenContext, k: number): boolean {
  const name = tag.names[k] as number;
  const isDeclaration = names.declares[name] !== -1;
  const expanded = (tag.namespaces[k] as number) * MANY + (names.locals[name] as number);
  const key = isDeclaration ? -1 - name : expanded;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}
