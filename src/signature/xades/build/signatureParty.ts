import type { Span } from '../../report/findings.ts';
import { CAC, CBC } from '../../xml/namespaces.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { attributeValue, childrenOf, plainText } from '../../xml/tree.ts';
import type { ExaminedDocument } from './examineDocument.ts';
import { isUbl, partOf } from './examineDocument.ts';
import type { TextEdit } from './textEdits.ts';
import { namesIn } from './ublNames.ts';
import { escapeText } from './xmlText.ts';

/** The sender's side, which is also the first: cac:Signature is in front of it (UBL-TR schemas). */
const SENDERS: Readonly<Partial<Record<ExaminedDocument['kind'], string>>> = {
  invoice: 'AccountingSupplierParty',
  'credit-note': 'AccountingSupplierParty',
  'application-response': 'SenderParty',
  'despatch-advice': 'DespatchSupplierParty',
  'receipt-advice': 'DeliveryCustomerParty',
};

/** What is told in a cac:Signature of the one who signs; all of it stands in the document. */
export interface MissingSignatureParty {
  /** Where cac:Signature belongs. */
  readonly at: number;
  readonly taxNumber: string;
  /** The sender's cac:PostalAddress, as it is written. */
  readonly address: Span;
}

/** Null: it is there, or the document does not say enough of its sender to make one. */
export function missingSignatureParty(document: ExaminedDocument): MissingSignatureParty | null {
  const sender = senderOf(document);
  if (sender === null || partOf(document, CAC, 'Signature') !== null) return null;
  const taxNumber = taxNumberOf(sender.party);
  const [address] = childrenOf(sender.party, CAC, 'PostalAddress');
  if (taxNumber === null || address === undefined) return null;
  return { at: sender.side.start, taxNumber, address };
}

/** VKN or TCKN of the sender; null: the document does not say. */
export function senderTaxNumber(document: ExaminedDocument): string | null {
  const sender = senderOf(document);
  return sender && taxNumberOf(sender.party);
}

function senderOf(document: ExaminedDocument): { side: XmlElement; party: XmlElement } | null {
  const name = SENDERS[document.kind];
  const side = name === undefined ? null : partOf(document, CAC, name)?.element;
  if (!side || !isUbl(document.kind)) return null;
  return { side, party: childrenOf(side, CAC, 'Party')[0] ?? side };
}

function taxNumberOf(party: XmlElement): string | null {
  const ids = childrenOf(party, CAC, 'PartyIdentification').flatMap((identification) =>
    childrenOf(identification, CBC, 'ID'),
  );
  const id = ids.find((one) => ['VKN', 'TCKN'].includes(attributeValue(one, 'schemeID') ?? ''));
  const number = id === undefined ? null : (plainText(id)?.trim() ?? null);
  return number !== null && /^\d{10,11}$/.test(number) ? number : null;
}

/** cac:Signature, which names the sender and the signature. @param indent of a child of the root. */
export function signaturePartyEdit(
  document: ExaminedDocument,
  { at, taxNumber, address }: { at: number; taxNumber: string; address: string },
  { signatureId, indent }: { signatureId: string; indent: string },
): TextEdit {
  const names = namesIn(document.index, { [CAC]: 'cac', [CBC]: 'cbc' });
  const [cac, cbc] = [(name: string) => names.of(CAC, name), (name: string) => names.of(CBC, name)];
  const step = indent.replace(/^[\r\n]+/, '');
  const lines = (depth: number, ...texts: string[]) =>
    texts.map((text) => `${indent}${indent === '' ? '' : step.repeat(depth)}${text}`).join('');
  const around = (depth: number, name: string, inner: string, declarations = '') =>
    `${lines(depth, `<${name}${declarations}>`)}${inner}${lines(depth, `</${name}>`)}`;
  const id = (scheme: string) =>
    `<${cbc('ID')} schemeID="${scheme}">${escapeText(taxNumber)}</${cbc('ID')}>`;
  const scheme = taxNumber.length === 10 ? 'VKN' : 'TCKN';
  const text = around(
    0,
    cac('Signature'),
    lines(1, id('VKN_TCKN')) +
      around(
        1,
        cac('SignatoryParty'),
        around(2, cac('PartyIdentification'), lines(3, id(scheme))) + lines(2, address),
      ) +
      around(
        1,
        cac('DigitalSignatureAttachment'),
        around(
          2,
          cac('ExternalReference'),
          lines(3, `<${cbc('URI')}>#${signatureId}</${cbc('URI')}>`),
        ),
      ),
    names.declarations,
  );
  // The white space in front of the sender's side is there already: it goes behind instead.
  return { start: at, end: at, text: text.slice(indent.length) + indent };
}
