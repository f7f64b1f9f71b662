import type { DocumentKind } from '../report/report.ts';
import { CAC, CBC, EXT } from '../xml/namespaces.ts';
import type { Step } from './select.ts';

/** Ways from the root of a UBL document to what the rules look at. */
type Path = readonly Step[];

export const UBL_EXTENSIONS: Step = [EXT, 'UBLExtensions'];
export const CAC_SIGNATURE: Step = [CAC, 'Signature'];

const toId: Path = [
  [CAC, 'PartyIdentification'],
  [CBC, 'ID'],
];

export const toSignatureId: Path = [CAC_SIGNATURE, [CBC, 'ID']];
export const toSignatory: Path = [CAC_SIGNATURE, [CAC, 'SignatoryParty']];
export const toSignatoryId: Path = [...toSignatory, ...toId];
export const toSignatureUri: Path = [
  CAC_SIGNATURE,
  [CAC, 'DigitalSignatureAttachment'],
  [CAC, 'ExternalReference'],
  [CBC, 'URI'],
];

export const toResponseCode: Path = [
  [CAC, 'DocumentResponse'],
  [CAC, 'Response'],
  [CBC, 'ResponseCode'],
];

const party = (localName: string): Path => [[CAC, localName], [CAC, 'Party'], ...toId];

/** To the numbers of who makes a document out, and so should sign it. */
export const toSenderIds: Partial<Record<DocumentKind, Path>> = {
  invoice: party('AccountingSupplierParty'),
  'credit-note': party('AccountingSupplierParty'),
  'despatch-advice': party('DespatchSupplierParty'),
  // Who received the goods answers.
  'receipt-advice': party('DeliveryCustomerParty'),
  'application-response': [[CAC, 'SenderParty'], ...toId],
};
