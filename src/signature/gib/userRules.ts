import { finding, type PlacedFinding } from '../report/findings.ts';
import type { DocumentIndex, KeptElement } from '../xml/documentIndex.ts';
import { OAGIS } from '../xml/namespaces.ts';
import type { ElementHead } from '../xml/tree.ts';
import { keptAt, startTag } from './select.ts';

/** ApplicationAreaCheck and OASignatureCheck: each area has one oa:Signature, that one ds:Signature. */
export function userSignatureFindings(
  index: DocumentIndex,
  signatures: readonly KeptElement[],
): readonly PlacedFinding[] {
  const areas = keptAt(index, [OAGIS, 'ApplicationArea']);
  const places = keptAt(index, [OAGIS, 'ApplicationArea'], [OAGIS, 'Signature']);
  return [
    ...countFindings(areas, places, 'ApplicationAreaCheck', 'oa:Signature'),
    ...countFindings(places, signatures, 'OASignatureCheck', 'ds:Signature'),
  ];
}

function countFindings(
  parents: readonly KeptElement[],
  children: readonly KeptElement[],
  rule: string,
  of: 'oa:Signature' | 'ds:Signature',
): readonly PlacedFinding[] {
  return parents.flatMap(({ element }) => {
    const count = children.filter((child) => isParent(element, child)).length;
    if (count === 1) return [];
    const data = { rule, binds: true, of, count };
    return [finding('GIB-USER-SIGNATURE-COUNT', 'error', data, startTag(element))];
  });
}

function isParent(element: ElementHead, child: KeptElement): boolean {
  return child.path.at(-1)?.start === element.start;
}
