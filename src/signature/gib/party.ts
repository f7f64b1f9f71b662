import { startTagOf } from '../xml/tree.ts';
import { hasTcknShape, hasVknShape } from '../../pki/taxNumbers.ts';
import { finding, type PlacedFinding } from '../report/findings.ts';
import type { DocumentKind } from '../report/report.ts';
import type { DocumentIndex } from '../xml/documentIndex.ts';
import { OAGIS } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/tree.ts';
import { keptAt, stringValue, type Step } from './select.ts';
import { toSenderIds, toSignatureId } from './ublPaths.ts';
import { isTaxNumber } from './ublRules.ts';

export const toLogicalId: readonly Step[] = [
  [OAGIS, 'ApplicationArea'],
  [OAGIS, 'Sender'],
  [OAGIS, 'LogicalID'],
];

/** Does another organisation send the document than the one that has this VKN or TCKN, the signer? */
export function partyFindings(
  kind: DocumentKind,
  index: DocumentIndex,
  signer: string,
): readonly PlacedFinding[] {
  const ids = partyIds(kind, index).filter((id) => {
    const number = numberOf(id);
    return hasVknShape(number) || hasTcknShape(number);
  });
  const [id] = ids;
  if (id === undefined || ids.some((other) => numberOf(other) === signer)) return [];
  const named = keptAt(index, ...toSignatureId).some(({ element }) => numberOf(element) === signer);
  const data = { signer, party: numberOf(id), named };
  return [finding('GIB-SIGNER-OTHER', 'information', data, startTagOf(id))];
}

function partyIds(kind: DocumentKind, index: DocumentIndex): readonly XmlElement[] {
  if (kind === 'user-account') return keptAt(index, ...toLogicalId).map(({ element }) => element);
  const path = toSenderIds[kind];
  if (path === undefined) return [];
  return keptAt(index, ...path)
    .map(({ element }) => element)
    .filter(isTaxNumber);
}

function numberOf(id: XmlElement): string {
  return stringValue(id).trim();
}
