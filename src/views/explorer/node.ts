import type { CardCertificate, CardSnapshot } from '../../card/card.ts';
import type { CardTarget } from '../../card/cardState.ts';
import type { ReaderStatus } from '../../card/reader/reader.ts';

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
}

export interface CertificateNode extends Row {
  readonly kind: 'certificate';
  readonly certificate: CardCertificate;
}

export interface KeyNode extends Row {
  readonly kind: 'key';
}

/** A sentence about something that does not work. */
export interface ProblemNode extends Row {
  readonly kind: 'problem';
}

/** A row of the explorer: an immutable view of a part of `CardsState`. */
export type CardsNode = ReaderNode | CardNode | CertificateNode | KeyNode | ProblemNode;
