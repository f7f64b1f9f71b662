import type { Keep } from '../xml/documentIndex.ts';
import { CAC, CBC, EXT, HR_XML, OAGIS } from '../xml/namespaces.ts';
import type { ElementHead } from '../xml/tree.ts';
import { UBL_ROOT } from './documentKind.ts';
import { partyPaths, toLogicalId } from './party.ts';
import { isAt, type Step } from './select.ts';
import { toResponseCode } from './ublRules.ts';

const values = new Set(['UBLVersionID', 'CustomizationID', 'ProfileID', 'ID']);

/** Parts of UBL documents further down, by the child of the root that they are in. */
const furtherDown = new Map<string, readonly Step[]>(
  [...Object.values(partyPaths), toResponseCode].map((steps) => [steps[0]?.[1] ?? '', steps]),
);

/**
 * What GİB's rules look at beside the signatures. It is asked for every element of documents with
 * millions of them: most are refused by their depth and the child of the root that they are in.
 */
export const keepForGib: Keep = (path) => {
  if (path.length < 2 || path.length > 4) return false;
  const [root, child] = path as readonly [ElementHead, ElementHead];
  if (root.namespace.startsWith(UBL_ROOT)) {
    if (path.length === 2) return keepUblChild(child);
    const steps = furtherDown.get(child.localName);
    return steps !== undefined && isAt(path.slice(1), steps);
  }
  return root.namespace === HR_XML && keepOfUser(path.slice(1));
};

function keepUblChild({ namespace, localName }: ElementHead): boolean | 'head' {
  if (namespace === CBC) return values.has(localName);
  if (namespace === CAC) return localName === 'Signature';
  // The signature in it is kept by itself.
  return namespace === EXT && localName === 'UBLExtensions' && 'head';
}

function keepOfUser(below: readonly ElementHead[]): boolean | 'head' {
  if (isAt(below, toLogicalId)) return true;
  const isPlace =
    isAt(below, [[OAGIS, 'ApplicationArea']]) ||
    isAt(below, [
      [OAGIS, 'ApplicationArea'],
      [OAGIS, 'Signature'],
    ]);
  return isPlace && 'head';
}
