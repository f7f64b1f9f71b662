import type { DocumentKind } from '../report/report.ts';
import type { ElementHead } from '../xml/tree.ts';
import { E_ARSIV, E_DEFTER, HR_XML, SBDH } from '../xml/namespaces.ts';

/** Each root element of UBL 2.1 has a namespace of its own: this, its local name, and "-2". */
export const UBL_ROOT = 'urn:oasis:names:specification:ubl:schema:xsd:';

type Name = Pick<ElementHead, 'namespace' | 'localName'>;

const ublKinds = new Map<string, DocumentKind>([
  ['Invoice', 'invoice'],
  ['ApplicationResponse', 'application-response'],
  ['DespatchAdvice', 'despatch-advice'],
  ['ReceiptAdvice', 'receipt-advice'],
  ['CreditNote', 'credit-note'],
]);

const otherKinds = new Map<string, ReadonlyMap<string, DocumentKind>>([
  [E_ARSIV, new Map([['eArsivRaporu', 'e-archive-report']])],
  [
    E_DEFTER,
    new Map<string, DocumentKind>([
      ['defter', 'ledger'],
      ['berat', 'ledger-berat'],
    ]),
  ],
  [
    HR_XML,
    new Map([
      ['ProcessUserAccount', 'user-account'],
      ['CancelUserAccount', 'user-account'],
    ]),
  ],
  [SBDH, new Map([['StandardBusinessDocument', 'envelope']])],
]);

/** What a document is, by its root element. */
export function documentKind(root: Name): DocumentKind {
  if (root.namespace === `${UBL_ROOT}${root.localName}-2`) {
    return ublKinds.get(root.localName) ?? 'other-ubl';
  }
  return otherKinds.get(root.namespace)?.get(root.localName) ?? 'other-xml';
}
