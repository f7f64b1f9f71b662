import { finding, type PlacedFinding } from '../report/findings.ts';
import type { DocumentIndex, KeptElement } from '../xml/documentIndex.ts';
import { CAC, CBC, EXT } from '../xml/namespaces.ts';
import { attributeValue, type XmlElement } from '../xml/tree.ts';
import { keptAt, select, startTag, stringValue, type Step } from './select.ts';
import { severityOf } from './signatureRules.ts';

/** The values that children of the root with that name have. */
export function rootValues(index: DocumentIndex, localName: string): readonly string[] {
  return keptAt(index, [CBC, localName]).map(({ element }) => stringValue(element));
}

/** UBLVersionIDCheck. */
export function versionFindings(index: DocumentIndex): readonly PlacedFinding[] {
  if (rootValues(index, 'UBLVersionID').includes('2.1')) return [];
  const data = { rule: 'UBLVersionIDCheck', binds: true };
  return [finding('GIB-UBL-VERSION', 'error', data, childPlace(index, 'UBLVersionID'))];
}

/** CustomizationIDCheck. */
export function customizationFindings(index: DocumentIndex): readonly PlacedFinding[] {
  const values = rootValues(index, 'CustomizationID');
  if (values.includes('TR1.2') || values.includes('TR1.2.1')) return [];
  const data = { rule: 'CustomizationIDCheck', binds: true };
  return [finding('GIB-CUSTOMIZATION', 'error', data, childPlace(index, 'CustomizationID'))];
}

/** InvoiceIDCheck, which is for despatch advices, too. */
export function numberFindings(index: DocumentIndex): readonly PlacedFinding[] {
  const [number, ...more] = rootValues(index, 'ID');
  if (/^[A-Z0-9]{3}20[0-9]{2}[0-9]{9}$/.test(number ?? '') && more.length === 0) return [];
  const data = { rule: 'InvoiceIDCheck', binds: true };
  return [finding('GIB-INVOICE-ID', 'error', data, childPlace(index, 'ID'))];
}

/** namespaceCheck. It is tied to envelopes, and asks them for their name: it never acts. */
export function schemaInstanceFindings(index: DocumentIndex): readonly PlacedFinding[] {
  if (index.rootNamespaces.has('xsi')) return [];
  const data = { rule: 'namespaceCheck', binds: false };
  return [finding('GIB-XSI-NAMESPACE', 'information', data, startTag(index.root))];
}

/** What UBL-TR's XML schemas demand of an invoice and a despatch or receipt advice. */
export function schemaFindings(index: DocumentIndex): readonly PlacedFinding[] {
  const root = startTag(index.root);
  return [
    ...(keptAt(index, [EXT, 'UBLExtensions']).length > 0
      ? []
      : [finding('GIB-UBL-EXTENSIONS', 'error', {}, root)]),
    ...(keptAt(index, [CAC, 'Signature']).length > 0
      ? []
      : [finding('GIB-CAC-SIGNATURE-MISSING', 'error', {}, root)]),
  ];
}

/** SignatureCountCheck and SignatureCheck. */
export function cacSignatureFindings(
  index: DocumentIndex,
  binds: boolean,
): readonly PlacedFinding[] {
  const severity = severityOf(binds);
  const signatures = keptAt(index, [CAC, 'Signature']).map(({ element }) => element);
  const second = signatures[1];
  const count = { rule: 'SignatureCountCheck', binds, count: signatures.length };
  return [
    ...(second ? [finding('GIB-CAC-SIGNATURE-COUNT', severity, count, startTag(second))] : []),
    ...signatures.flatMap((signature) => {
      const ids = select(signature, [CBC, 'ID']);
      const wrong = wrongInId(ids);
      if (wrong === null) return [];
      const place = startTag(ids[0] ?? signature);
      const data = { rule: 'SignatureCheck', binds, wrong };
      return [finding('GIB-CAC-SIGNATURE-ID', severity, data, place)];
    }),
  ];
}

/** SignatoryPartyPartyIdentificationCheck. */
export function signatoryFindings(index: DocumentIndex, binds: boolean): readonly PlacedFinding[] {
  const parties = keptAt(index, [CAC, 'Signature']).flatMap(({ element }) =>
    select(element, [CAC, 'SignatoryParty']),
  );
  const nameless = parties.filter(
    (party) => !select(party, ...toPartyId).some((id) => isTaxNumber(id)),
  );
  const data = { rule: 'SignatoryPartyPartyIdentificationCheck', binds };
  return nameless.map((party) =>
    finding('GIB-SIGNATORY-PARTY', severityOf(binds), data, startTag(party)),
  );
}

/** ARSignatureCheck: an answer to an invoice, other than one for export, must be signed. */
export function responseFindings(index: DocumentIndex): readonly PlacedFinding[] {
  const codes = keptAt(index, ...toResponseCode).map(({ element }) => stringValue(element));
  const profiles = rootValues(index, 'ProfileID');
  // As the rule has it: without a ProfileID nothing differs from export.
  if (!profiles.some((profile) => profile !== 'IHRACAT')) return [];
  if (!codes.some((code) => ['KABUL', 'RED', 'IADE'].includes(code))) return [];
  const parts = [
    [CAC, 'Signature', 'cac:Signature'],
    [EXT, 'UBLExtensions', 'ext:UBLExtensions'],
  ] as const;
  return parts
    .filter(([namespace, localName]) => keptAt(index, [namespace, localName]).length === 0)
    .map(([, , missing]) => {
      const data = { rule: 'ARSignatureCheck', binds: true, missing };
      return finding('GIB-RESPONSE-SIGNATURE', 'error', data, startTag(index.root));
    });
}

/** Does cac:Signature lead to the Id of the signature? GİB has switched off its own rule for that. */
export function uriFindings(
  index: DocumentIndex,
  signatures: readonly KeptElement[],
): readonly PlacedFinding[] {
  const ids = signatures
    .map(({ element }) => attributeValue(element, 'Id'))
    .filter((id) => id !== null);
  if (ids.length === 0) return [];
  return keptAt(index, [CAC, 'Signature'])
    .flatMap(({ element }) => select(element, ...toUri))
    .filter((uri) => !ids.some((id) => stringValue(uri).trim() === `#${id}`))
    .map((uri) => finding('GIB-SIGNATURE-URI', 'warning', {}, startTag(uri)));
}

export const toPartyId: readonly Step[] = [
  [CAC, 'PartyIdentification'],
  [CBC, 'ID'],
];
export const toResponseCode: readonly Step[] = [
  [CAC, 'DocumentResponse'],
  [CAC, 'Response'],
  [CBC, 'ResponseCode'],
];
const toUri: readonly Step[] = [
  [CAC, 'DigitalSignatureAttachment'],
  [CAC, 'ExternalReference'],
  [CBC, 'URI'],
];

/** Is it named as a VKN or TCKN? */
export function isTaxNumber(id: XmlElement): boolean {
  return ['VKN', 'TCKN'].includes(attributeValue(id, 'schemeID') ?? '');
}

function wrongInId(ids: readonly XmlElement[]): 'schemeID' | 'length' | null {
  if (!ids.some((id) => attributeValue(id, 'schemeID') === 'VKN_TCKN')) return 'schemeID';
  const [first] = ids;
  const length = first === undefined ? 0 : Array.from(stringValue(first)).length;
  return length === 10 || length === 11 ? null : 'length';
}

function childPlace(index: DocumentIndex, localName: string) {
  return startTag(keptAt(index, [CBC, localName])[0]?.element ?? index.root);
}
