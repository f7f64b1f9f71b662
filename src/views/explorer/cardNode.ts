import * as l10n from '@vscode/l10n';
import type { CardCertificate, CardSnapshot, PinStatus } from '../../card/card.ts';
import { isStranger } from '../../card/cardState.ts';
import type { CardTarget } from '../../card/cardState.ts';
import type { ReaderKind } from '../../card/reader/reader.ts';
import { toHex } from '../../hex.ts';
import { familyText, pinStatusText } from '../../text/cardWords.ts';
import { capitalised } from '../../text/language.ts';
import { certificateNode } from './certificateNode.ts';
import type { Describe } from './describeCertificates.ts';
import { keyNode } from './keyNode.ts';
import type { CardNode, CardsNode, NodeIcon, Today, Tooltip, WayNode } from './node.ts';
import { problemNode } from './problemNode.ts';
import { spoken } from './spoken.ts';

/** Where a card is: in a reader, or at the end of a module. */
export interface CardPlace {
  readonly name: string;
  /** For menus. */
  readonly kind: ReaderKind | 'token';
  readonly insertion: number;
  readonly atr: Uint8Array | null;
}

export interface PlacedCard {
  readonly place: CardPlace;
  readonly card: CardSnapshot;
  readonly target: CardTarget;
  /** The ways to it, when there is more than one. */
  readonly ways: readonly WayNode[];
}

/** The row of a card, with its certificates, keys and whatever could not be read below it. */
export function cardNode(placed: PlacedCard, describe: Describe, today: Today): CardNode {
  const { place, card, target, ways } = placed;
  const { family, version, serial, pin } = card;
  // A card without a serial number is told from the next one by when it was inserted.
  const owner = `${place.name}:${serial ?? `#${String(place.insertion)}`}`;
  const name = version ?? nameOf(placed);
  const kind = version !== null && family === 'virtual' ? familyText(family) : '';
  const isStrange = isStranger(card);
  const pinText = isStrange ? '' : l10n.t('PIN: {0}', pinStatusText(pin));
  return {
    kind: 'card',
    id: `card:${owner}`,
    label: name,
    description: [pinText, kind].filter((part) => part !== '').join(' · '),
    spoken: spoken(l10n.t('Card {0}', name), pinText, kind),
    icon: isStrange ? { id: 'question' } : pinIcon(pin),
    context: context(place, card),
    tooltip: () => (isStrange ? unknownTooltip(place) : tooltip(place, name, card)),
    children: [...ways, ...childrenOf(owner, card, describe, today)],
    target,
    card,
    atr: place.atr,
  };
}

/** A token is known by its label, a card by its kind. */
function nameOf({ place, card }: PlacedCard): string {
  const label = place.kind === 'token' ? (card.label ?? '') : '';
  return label === '' ? capitalised(familyText(card.family)) : label;
}

/** What is missing is named and not what is there, which is the rule. */
function context({ kind }: CardPlace, card: CardSnapshot): string {
  const { family, serial, pin } = card;
  const lack = serial === null && !isStranger(card) ? ['no-serial'] : [];
  const name = family === 'unknown' && !isStranger(card) ? 'token' : family;
  return ['card', name, kind, ...lack, `pin-${pin.state}`].join(':');
}

/** Each state has a shape of its own, for those who cannot tell the colours apart. */
function pinIcon({ state }: PinStatus): NodeIcon {
  switch (state) {
    case 'ready':
      return { id: 'credit-card' };
    case 'wrong-entered':
      return { id: 'warning', color: 'list.warningForeground' };
    case 'last-try':
      return { id: 'flame', color: 'list.errorForeground' };
    case 'blocked':
      return { id: 'lock', color: 'list.errorForeground' };
    case 'unknown':
      return { id: 'chip' };
  }
}

function childrenOf(
  owner: string,
  { certificates, keys, problems }: CardSnapshot,
  describe: Describe,
  today: Today,
): readonly CardsNode[] {
  const rowOf = (certificate: CardCertificate): CardsNode => {
    const described = describe(certificate);
    return 'description' in described
      ? certificateNode(owner, certificate, described.description, today)
      : problemNode(`${owner}:${certificate.id}`, described.error);
  };
  return uniqueIds([
    ...problems.map((problem) => problemNode(owner, problem)),
    ...certificates.map(rowOf),
    ...keys.map((key) => keyNode(owner, key)),
  ]);
}

/** Two objects of a damaged card may carry one identifier; VS Code gives up the tree over that. */
function uniqueIds(nodes: readonly CardsNode[]): readonly CardsNode[] {
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    const count = (seen.get(node.id) ?? 0) + 1;
    seen.set(node.id, count);
    return count === 1 ? node : { ...node, id: `${node.id}:${String(count)}` };
  });
}

function tooltip({ atr }: CardPlace, heading: string, card: CardSnapshot): Tooltip {
  const { family, serial, label, pin, puk, pinRule } = card;
  const facts: [string, string][] = [];
  if (family !== 'unknown') facts.push([l10n.t('Kind'), familyText(family)]);
  if (serial !== null) facts.push([l10n.t('Serial number'), serial]);
  if (label !== null) facts.push([l10n.t('Label'), label]);
  facts.push([l10n.t('PIN'), pinStatusText(pin)], [l10n.t('PUK'), pinStatusText(puk)]);
  if (pinRule !== null) {
    facts.push([l10n.t('PIN length'), l10n.t('{0} to {1}', pinRule.min, pinRule.max)]);
  }
  if (atr !== null) facts.push([l10n.t('ATR'), toHex(atr)]);
  return { heading, facts };
}

function unknownTooltip({ atr }: CardPlace): Tooltip {
  return {
    heading: l10n.t('Unknown card'),
    facts: atr === null ? [] : [[l10n.t('ATR'), toHex(atr)]],
    note: l10n.t(
      'Mali Mühür knows AKİS cards: mali mühür, e-signature and identity cards. Nothing is sent to this one.',
    ),
  };
}
