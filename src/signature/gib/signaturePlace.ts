import type { DocumentKind } from '../report/report.ts';
import { E_ARSIV, EXT, OAGIS } from '../xml/namespaces.ts';
import type { ElementHead } from '../xml/tree.ts';
import { documentKind } from './documentKind.ts';
import { isAt } from './select.ts';

export interface PlaceStep {
  readonly namespace: string;
  readonly localName: string;
  /** The one that is customary; documents may have others. */
  readonly prefix: string;
}

/** Where a kind of document has its ds:Signature. */
export interface SignaturePlace {
  /** The elements around it below the root, outermost first. */
  readonly below: readonly PlaceStep[];
  /** For people: with customary prefixes. */
  readonly text: string;
  /** Is a ds:Signature with these ancestors, root first, in its place? */
  isInPlace(path: readonly ElementHead[]): boolean;
}

const step = (namespace: string, prefix: string, localName: string): PlaceStep => ({
  namespace,
  prefix,
  localName,
});

const inExtension = [
  step(EXT, 'ext', 'UBLExtensions'),
  step(EXT, 'ext', 'UBLExtension'),
  step(EXT, 'ext', 'ExtensionContent'),
];

/** Null: not signed itself, or nothing is known of where. */
const places: Readonly<Record<DocumentKind, SignaturePlace | null>> = {
  invoice: place('invoice', inExtension),
  'application-response': place('application-response', inExtension),
  'despatch-advice': place('despatch-advice', inExtension),
  'receipt-advice': place('receipt-advice', inExtension),
  'credit-note': place('credit-note', inExtension),
  'other-ubl': place('other-ubl', inExtension),
  'e-archive-report': place('e-archive-report', [step(E_ARSIV, 'earsiv', 'baslik')]),
  ledger: place('ledger', [], 'edefter:defter/'),
  'ledger-berat': place('ledger-berat', [], 'edefter:berat/'),
  'user-account': place('user-account', [
    step(OAGIS, 'oa', 'ApplicationArea'),
    step(OAGIS, 'oa', 'Signature'),
  ]),
  envelope: null,
  cms: null,
  'other-xml': null,
};

export function signaturePlace(kind: DocumentKind): SignaturePlace | null {
  return places[kind];
}

function place(kind: DocumentKind, below: readonly PlaceStep[], rootText = ''): SignaturePlace {
  const steps = below.map(({ prefix, localName }) => `${prefix}:${localName}/`);
  return {
    below,
    text: `${rootText}${steps.join('')}ds:Signature`,
    isInPlace: ([root, ...ancestors]) =>
      root !== undefined &&
      documentKind(root) === kind &&
      isAt(
        ancestors,
        below.map(({ namespace, localName }) => [namespace, localName]),
      ),
  };
}
