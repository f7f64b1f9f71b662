import type { PlacedFinding } from '../report/findings.ts';
import type { DocumentKind } from '../report/report.ts';
import type { DocumentIndex } from '../xml/documentIndex.ts';
import { EXT } from '../xml/namespaces.ts';
import { advise, imzagerFindings } from './imzager.ts';
import type { PlacedElement } from './select.ts';
import { signaturePlace } from './signaturePlace.ts';
import {
  counterSignatureFindings,
  invoiceSignatureFindings,
  signatureFindings,
} from './signatureRules.ts';
import {
  cacSignatureFindings,
  customizationFindings,
  numberFindings,
  responseFindings,
  rootValues,
  schemaFindings,
  schemaInstanceFindings,
  signatoryFindings,
  uriFindings,
  versionFindings,
} from './ublRules.ts';
import { userSignatureFindings } from './userRules.ts';

/**
 * What GİB's schematron says of the signature parts of a document, signed or not, after the package
 * of 28 December 2023. `signatures`: every ds:Signature of the document; only those in their place are
 * looked at, as GİB does. The index must have been made with `keepForGib`.
 */
export function gibFindings(
  kind: DocumentKind,
  index: DocumentIndex,
  signatures: readonly PlacedElement[],
): readonly PlacedFinding[] {
  const place = signaturePlace(kind);
  const inPlace = signatures.filter(({ path }) => place?.isInPlace(path) === true);
  const found = [...ruleFindings(kind, index, inPlace), ...viewerFindings(kind, index, inPlace)];
  const inOrder = found.sort((a, b) => (a.position?.start ?? 0) - (b.position?.start ?? 0));
  const counts = new Map<string, number>();
  return inOrder.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= MOST_OF_A_CODE;
  });
}

/** What is said more often than that is known; documents made to flood reports have thousands. */
const MOST_OF_A_CODE = 20;

/** Which rules the schematron has for which kind; those for invoices are good advice for others. */
function ruleFindings(
  kind: DocumentKind,
  index: DocumentIndex,
  signatures: readonly PlacedElement[],
): readonly PlacedFinding[] {
  switch (kind) {
    case 'invoice':
      return [
        ...asInvoice(index, signatures, true),
        ...versionFindings(index),
        ...customizationFindings(index),
        ...numberFindings(index),
        ...schemaInstanceFindings(index),
        ...schemaFindings(index),
      ];
    case 'despatch-advice':
      return [
        ...asInvoice(index, signatures, false),
        ...customizationFindings(index),
        ...numberFindings(index),
        ...schemaFindings(index),
      ];
    case 'receipt-advice':
      return [
        ...asInvoice(index, signatures, false),
        ...customizationFindings(index),
        ...schemaFindings(index),
      ];
    case 'credit-note':
      return asInvoice(index, signatures, false);
    case 'application-response':
      return [
        ...signatures.flatMap(({ element }) => signatureFindings(element)),
        ...versionFindings(index),
        ...customizationFindings(index),
        ...cacSignatureFindings(index, true),
        ...responseFindings(index),
        ...uriFindings(index, signatures),
      ];
    case 'user-account':
      return [
        ...userSignatureFindings(index, signatures),
        ...signatures.flatMap(({ element }) => [
          ...signatureFindings(element),
          ...counterSignatureFindings(element),
        ]),
      ];
    default:
      return [];
  }
}

function asInvoice(
  index: DocumentIndex,
  signatures: readonly PlacedElement[],
  binds: boolean,
): readonly PlacedFinding[] {
  const is21 = rootValues(index, 'UBLVersionID').includes('2.1');
  return [
    ...signatures.flatMap(({ element }) => invoiceSignatureFindings(element, is21, binds)),
    ...cacSignatureFindings(index, binds),
    ...signatoryFindings(index, binds),
    ...uriFindings(index, signatures),
  ];
}

function viewerFindings(
  kind: DocumentKind,
  index: DocumentIndex,
  signatures: readonly PlacedElement[],
): readonly PlacedFinding[] {
  if (kind === 'other-ubl' || signatures.length === 0) return [];
  const inExtension = signaturePlace(kind)?.below[0]?.namespace === EXT;
  return [
    ...(inExtension && !index.rootNamespaces.has('ext')
      ? [advise('ext-namespace', index.root)]
      : []),
    ...signatures.flatMap(({ element }) => imzagerFindings(element)),
  ];
}
