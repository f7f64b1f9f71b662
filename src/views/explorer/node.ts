import type { CardCertificate, CardSnapshot } from '../../card/card.ts';
import type { CardTarget } from '../../card/cardState.ts';
import type { ReaderStatus } from '../../card/reader/reader.ts';
import type { CertificateDescription } from './describeCertificates.ts';

/** A product icon and, where colour says something, a theme colour. */
export interface NodeIcon {
  readonly id: string;
  readonly color?: string;
}

/** What is shown when the pointer rests on a row: a heading, names with values, a closing text. */
export interface Tooltip {
  readonly heading: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly note?: string | undefined;
}

/** What rows are made for: whether an end is near depends on the day. */
export interface Today {
  readonly now: Date;
  /** From how many days before its end a certificate is to be renewed soon. */
  readonly warnDays: number;
  /** What the portal says of certificates, by serial number. */
  readonly portal?: ReadonlyMap<string, PortalState>;
}

export type PortalState = 'on-hold' | 'active' | 'revoked' | 'expired';

interface Row {
  /** Stays the same while the thing it stands for is there, so that VS Code keeps the selection. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** What a screen reader says in place of label and description. */
  readonly spoken: string;
  readonly icon: NodeIcon;
  /** Facets joined by colons, which the menus in package.json match. */
  readonly context: string;
  /** Built only when somebody looks. */
  readonly tooltip: () => Tooltip;
  readonly children: readonly CardsNode[];
}

export interface ReaderNode extends Row {
  readonly kind: 'reader';
  readonly status: ReaderStatus;
}

export interface CardNode extends Row {
  readonly kind: 'card';
  readonly target: CardTarget;
  readonly card: CardSnapshot;
  readonly atr: Uint8Array | null;
}

export interface CertificateNode extends Row {
  readonly kind: 'certificate';
  readonly certificate: CardCertificate;
  readonly details: CertificateDescription;
}

export interface KeyNode extends Row {
  readonly kind: 'key';
}

/** A PKCS#11 module with tokens that no reader shows, or that does not work. */
export interface ModuleNode extends Row {
  readonly kind: 'module';
}

/** A way to a card that has more than one. */
export interface WayNode extends Row {
  readonly kind: 'way';
  readonly serial: string;
  /** Path of a module, or `BY_APDU`. */
  readonly way: string;
}

/** A sentence about something that does not work. */
export interface ProblemNode extends Row {
  readonly kind: 'problem';
}

/** A row of the explorer: an immutable view of a part of `CardsState`. */
export type CardsNode =
  ReaderNode | ModuleNode | CardNode | WayNode | CertificateNode | KeyNode | ProblemNode;

/** What stands at the top. */
export type RootNode = ReaderNode | ModuleNode;

/** Did a command come from a row? Everything that VS Code hands over otherwise has no such kind. */
export function isCardsNode(argument: unknown): argument is CardsNode {
  if (typeof argument !== 'object' || argument === null) return false;
  const kinds: readonly unknown[] = [
    'reader',
    'module',
    'card',
    'way',
    'certificate',
    'key',
    'problem',
  ] satisfies CardsNode['kind'][];
  return kinds.includes(Reflect.get(argument, 'kind'));
}
