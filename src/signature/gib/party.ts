import { hasTcknShape, hasVknShape } from '../../pki/taxNumbers.ts';
import { finding, type PlacedFinding } from '../report/findings.ts';
import type { DocumentKind } from '../report/report.ts';
import type { DocumentIndex } from '../xml/documentIndex.ts';
import { CAC, CBC, OAGIS } from '../xml/namespaces.ts';
import type { XmlElement } from '../xml/tree.ts';
import { keptAt, select, startTag, stringValue, type Step } from './select.ts';
import { isTaxNumber } from './ublRules.ts';

const party = (localName: string): readonly Step[] => [
  [CAC, localName],
  [CAC, 'Party'],
  [CAC, 'PartyIdentification'],
];

/** Where UBL documents name who makes them out, and so should sign them. */
export const partyPaths: Partial<Record<DocumentKind, readonly Step[]>> = {
  invoice: party('AccountingSupplierParty'),
  'credit-note': party('AccountingSupplierParty'),
  'despatch-advice': party('DespatchSupplierParty'),
  // Who received the goods answers.
  'receipt-advice': party('DeliveryCustomerParty'),
  'application-response': [
    [CAC, 'SenderParty'],
    [CAC, 'PartyIdentification'],
  ],
};

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
  const named = keptAt(index, [CAC, 'Signature'])
    .flatMap(({ element }) => select(element, [CBC, 'ID']))
    .some((other) => numberOf(other) === signer);
  const data = { signer, party: numberOf(id), named };
  return [finding('GIB-SIGNER-OTHER', 'information', data, startTag(id))];
}

function partyIds(kind: DocumentKind, index: DocumentIndex): readonly XmlElement[] {
  if (kind === 'user-account') return keptAt(index, ...toLogicalId).map(({ element }) => element);
  const path = partyPaths[kind];
  if (path === undefined) return [];
  return keptAt(index, ...path)
    .flatMap(({ element }) => select(element, [CBC, 'ID']))
    .filter(isTaxNumber);
}

function numberOf(id: XmlElement): string {
  return stringValue(id).trim();
}
