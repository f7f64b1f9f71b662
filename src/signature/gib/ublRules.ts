import { finding, type PlacedFinding } from '../report/findings.ts';
import type { DocumentIndex } from '../xml/documentIndex.ts';
import { CBC } from '../xml/namespaces.ts';
import { type XmlElement, attributeValue, startTagOf } from '../xml/tree.ts';
import { keptAt, stringValue, type PlacedElement, type Step } from './select.ts';
import { severityOf } from './signatureRules.ts';
import {
  CAC_SIGNATURE,
  UBL_EXTENSIONS,
  toResponseCode,
  toSignatory,
  toSignatoryId,
  toSignatureId,
  toSignatureUri,
} from './ublPaths.ts';

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
  return [finding('GIB-XSI-NAMESPACE', 'information', data, startTagOf(index.root))];
}

/** What UBL-TR's XML schemas demand of an invoice and a despatch or receipt advice. */
export function schemaFindings(index: DocumentIndex): readonly PlacedFinding[] {
  const root = startTagOf(index.root);
  return [
    ...(keptAt(index, UBL_EXTENSIONS).length > 0
      ? []
      : [finding('GIB-UBL-EXTENSIONS', 'error', {}, root)]),
    ...(keptAt(index, CAC_SIGNATURE).length > 0
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
  const signatures = withParts(index, [CAC_SIGNATURE], toSignatureId);
  const second = signatures[1]?.element;
  const count = { rule: 'SignatureCountCheck', binds, count: signatures.length };
  return [
    ...(second ? [finding('GIB-CAC-SIGNATURE-COUNT', severity, count, startTagOf(second))] : []),
    ...signatures.flatMap(({ element, parts }) => {
      const wrong = wrongInId(parts);
      if (wrong === null) return [];
      const place = startTagOf(parts[0] ?? element);
      const data = { rule: 'SignatureCheck', binds, wrong };
      return [finding('GIB-CAC-SIGNATURE-ID', severity, data, place)];
    }),
  ];
}

/** SignatoryPartyPartyIdentificationCheck. */
export function signatoryFindings(index: DocumentIndex, binds: boolean): readonly PlacedFinding[] {
  const nameless = withParts(index, toSignatory, toSignatoryId).filter(
    ({ parts }) => !parts.some(isTaxNumber),
  );
  const data = { rule: 'SignatoryPartyPartyIdentificationCheck', binds };
  return nameless.map(({ element }) =>
    finding('GIB-SIGNATORY-PARTY', severityOf(binds), data, startTagOf(element)),
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
    [CAC_SIGNATURE, 'cac:Signature'],
    [UBL_EXTENSIONS, 'ext:UBLExtensions'],
  ] as const;
  return parts
    .filter(([step]) => keptAt(index, step).length === 0)
    .map(([, missing]) => {
      const data = { rule: 'ARSignatureCheck', binds: true, missing };
      return finding('GIB-RESPONSE-SIGNATURE', 'error', data, startTagOf(index.root));
    });
}

/** Does cac:Signature lead to the Id of the signature? GİB has switched off its own rule for that. */
export function uriFindings(
  index: DocumentIndex,
  signatures: readonly PlacedElement[],
): readonly PlacedFinding[] {
  const ids = signatures
    .map(({ element }) => attributeValue(element, 'Id'))
    .filter((id) => id !== null);
  if (ids.length === 0) return [];
  const uris = new Set(ids.map((id) => `#${id}`));
  return keptAt(index, ...toSignatureUri)
    .map(({ element }) => element)
    .filter((uri) => !uris.has(stringValue(uri).trim()))
    .map((uri) => finding('GIB-SIGNATURE-URI', 'warning', {}, startTagOf(uri)));
}

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

/** What one path leads to, each with what the longer one leads to inside of it. */
function withParts(
  index: DocumentIndex,
  path: readonly Step[],
  longer: readonly Step[],
): readonly { readonly element: XmlElement; readonly parts: readonly XmlElement[] }[] {
  const found = keptAt(index, ...path).map(({ element }) => ({
    element,
    parts: new Array<XmlElement>(),
  }));
  const byStart = new Map(found.map(({ element, parts }) => [element.start, parts]));
  for (const part of keptAt(index, ...longer)) {
    byStart.get(part.path[path.length]?.start ?? -1)?.push(part.element);
  }
  return found;
}

function childPlace(index: DocumentIndex, localName: string) {
  return startTagOf(keptAt(index, [CBC, localName])[0]?.element ?? index.root);
}
