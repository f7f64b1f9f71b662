import { startTagOf } from '../xml/tree.ts';
import { finding, type PlacedFinding } from '../report/findings.ts';
import type { DocumentIndex } from '../xml/documentIndex.ts';
import { OAGIS } from '../xml/namespaces.ts';
import { keptAt, type PlacedElement } from './select.ts';

/** ApplicationAreaCheck and OASignatureCheck: each area has one oa:Signature, that one ds:Signature. */
export function userSignatureFindings(
  index: DocumentIndex,
  signatures: readonly PlacedElement[],
): readonly PlacedFinding[] {
  const areas = keptAt(index, [OAGIS, 'ApplicationArea']);
  const places = keptAt(index, [OAGIS, 'ApplicationArea'], [OAGIS, 'Signature']);
  return [
    ...countFindings(areas, places, 'ApplicationAreaCheck', 'oa:Signature'),
    ...countFindings(places, signatures, 'OASignatureCheck', 'ds:Signature'),
  ];
}

function countFindings(
  parents: readonly PlacedElement[],
  children: readonly PlacedElement[],
  rule: string,
  of: 'oa:Signature' | 'ds:Signature',
): readonly PlacedFinding[] {
  const counts = new Map<number | undefined, number>();
  for (const { path } of children) {
    const parent = path.at(-1)?.start;
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return parents.flatMap(({ element }) => {
    const count = counts.get(element.start) ?? 0;
    if (count === 1) return [];
    const data = { rule, binds: true, of, count };
    return [finding('GIB-USER-SIGNATURE-COUNT', 'error', data, startTagOf(element))];
  });
}
