import type { SortOrder } from '../../contributions.ts';
import type { Arrangement } from './arrangement.ts';
import type { CardsNode, CertificateNode, RootNode } from './node.ts';

/** The rows as the user wants to see them. */
export function arrange(
  readers: readonly RootNode[],
  { sort, hidesEmptyReaders, filter }: Arrangement,
): readonly RootNode[] {
  const wanted = hidesEmptyReaders ? readers.filter((reader) => !isEmpty(reader)) : readers;
  return sorted(filtered(wanted, foldedText(filter)), sort);
}

/** A reader that does not work is not empty: it has something to say. */
function isEmpty(root: RootNode): boolean {
  return root.kind === 'reader' && root.status.state === 'empty';
}

/** Rows that say the text, with all that is below them and the way to them. */
function filtered<T extends CardsNode>(nodes: readonly T[], text: string): readonly T[] {
  return nodes.flatMap((node) => {
    if (foldedText(`${node.label} ${node.description}`).includes(text)) return [node];
    const children = filtered(node.children, text);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}

/**
 * Text without case, accents and dots, so that "sirket" finds "ŞİRKET", whichever keyboard there
 * is; the Turkish ı and i count as one letter.
 */
export function foldedText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i').trim();
}

/**
 * Certificates within their card, and cards and readers by the first certificate below them. What
 * has none comes last; equals stay as they were.
 */
function sorted<T extends CardsNode>(nodes: readonly T[], order: SortOrder): readonly T[] {
  if (order === 'card-order') return nodes;
  const inside = nodes.map((node) => ({ ...node, children: sorted(node.children, order) }));
  const certificates = inside.filter(isCertificate);
  // Below a card only the certificates change places; problems stay above, and keys below them.
  if (certificates.length > 0) {
    const queue = certificates.sort((a, b) => compare(a, b, order));
    return inside.map((node) => (isCertificate(node) ? (queue.shift() ?? node) : node));
  }
  return inside.sort((a, b) => compare(firstCertificate(a), firstCertificate(b), order));
}

function isCertificate<T extends CardsNode>(node: T): node is T & CertificateNode {
  return node.kind === 'certificate';
}

function firstCertificate(node: CardsNode): CertificateNode | undefined {
  if (node.kind === 'certificate') return node;
  for (const child of node.children) {
    const found = firstCertificate(child);
    if (found) return found;
  }
  return undefined;
}

function compare(
  a: CertificateNode | undefined,
  b: CertificateNode | undefined,
  order: SortOrder,
): number {
  if (!a || !b) return Number(!a) - Number(!b);
  if (order === 'expiry') return a.details.notAfter.getTime() - b.details.notAfter.getTime();
  return ownerOf(a).localeCompare(ownerOf(b), 'tr');
}

function ownerOf({ details, certificate }: CertificateNode): string {
  return details.commonName ?? certificate.label;
}
