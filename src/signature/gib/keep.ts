import type { Keep } from '../xml/documentIndex.ts';
import { CBC, HR_XML, OAGIS } from '../xml/namespaces.ts';
import type { ElementHead } from '../xml/tree.ts';
import { UBL_ROOT } from './documentKind.ts';
import { toLogicalId } from './party.ts';
import { isAt, type Step } from './select.ts';
import {
  CAC_SIGNATURE,
  UBL_EXTENSIONS,
  toResponseCode,
  toSenderIds,
  toSignatory,
  toSignatoryId,
  toSignatureId,
  toSignatureUri,
} from './ublPaths.ts';

const values = new Set(['UBLVersionID', 'CustomizationID', 'ProfileID', 'ID']);

/** Values further down. */
const paths: readonly (readonly Step[])[] = [
  ...Object.values(toSenderIds),
  toResponseCode,
  toSignatureId,
  toSignatoryId,
  toSignatureUri,
];
/** The children of the root that they are in. */
const children = new Set(paths.map(([child]) => child?.[1]));
const MOST_STEPS = Math.max(...paths.map((path) => path.length));

const AREA: Step = [OAGIS, 'ApplicationArea'];
const OA_SIGNATURE: Step = [OAGIS, 'Signature'];
/** Names of all that is kept: the first thing to look at, since most elements have another. */
const names = new Set([
  ...values,
  ...[...paths, toSignatory, toLogicalId].map((path) => path.at(-1)?.[1]),
  ...[CAC_SIGNATURE, UBL_EXTENSIONS, AREA, OA_SIGNATURE].map(([, localName]) => localName),
]);

/**
 * What GİB's rules look at beside the signatures: values, and other elements by their tags alone,
 * so that a signature is kept by itself wherever it stands. It is asked for every element of
 * documents with millions of them: most are refused by their name, their depth, and the child of the
 * root that they are in.
 */
export const keepForGib: Keep = (path) => {
  if (!names.has(path.at(-1)?.localName) || path.length < 2 || path.length > MOST_STEPS + 1) {
    return false;
  }
  const [root, child] = path as readonly [ElementHead, ElementHead];
  if (root.namespace.startsWith(UBL_ROOT)) return keepOfUbl(child, path);
  return root.namespace === HR_XML && keepOfUser(path.slice(1));
};

function keepOfUbl(child: ElementHead, path: readonly ElementHead[]): boolean | 'head' {
  if (path.length === 2) {
    if (child.namespace === CBC) return values.has(child.localName);
    return isOne([child], [CAC_SIGNATURE], [UBL_EXTENSIONS]) && 'head';
  }
  if (!children.has(child.localName)) return false;
  const below = path.slice(1);
  return isOne(below, toSignatory) ? 'head' : isOne(below, ...paths);
}

function keepOfUser(below: readonly ElementHead[]): boolean | 'head' {
  if (isAt(below, toLogicalId)) return true;
  return isOne(below, [AREA], [AREA, OA_SIGNATURE]) && 'head';
}

function isOne(elements: readonly ElementHead[], ...paths: readonly (readonly Step[])[]): boolean {
  return paths.some((path) => isAt(elements, path));
}
