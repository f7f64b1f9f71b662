import type { CommandId } from '../../contributions.ts';
import type { CardsView } from '../explorer/cardsView.ts';
import { cardAbove } from '../explorer/cardAbove.ts';
import { isCardsNode } from '../explorer/node.ts';
import type { CardsTree } from '../explorer/cardsTree.ts';
import type { CommandHandler } from '../registerCommands.ts';
import type { PortalFeature } from './portalFeature.ts';
import { keptPoint } from './restorePoint.ts';

type PortalCommand = Extract<
  CommandId,
  `maliMuhur.portal.${string}` | `maliMuhur.simulator.${string}`
>;

/** Which function runs which command of the portal and its simulator; all of it loads late. */
export function portalCommands(
  portal: PortalFeature,
  { tree }: CardsView,
): Readonly<Record<PortalCommand, CommandHandler>> {
  return {
    'maliMuhur.portal.open': async (point) => (await portal.get()).open(keptPoint(point)),
    'maliMuhur.portal.openForCard': async (row) => openFor(await portal.get(), tree, row),
    'maliMuhur.portal.unlock': async (row) => unlockFor(await portal.get(), row),
    'maliMuhur.portal.activate': async (row) => activateFor(await portal.get(), row),
    'maliMuhur.portal.signOut': async () => (await portal.get()).signOut(),
    'maliMuhur.simulator.showPhone': async () => (await portal.get()).showPhone(),
    'maliMuhur.simulator.start': async () => (await portal.get()).startSimulator(),
    'maliMuhur.simulator.stop': async () => (await portal.get()).stopSimulator(),
    'maliMuhur.simulator.reset': async () => (await portal.get()).resetSimulator(),
    'maliMuhur.simulator.moveClock': async () => (await portal.get()).moveClock(),
    'maliMuhur.simulator.newOrganisation': async () => (await portal.get()).newOrganisation(),
    'maliMuhur.simulator.loadScenario': async () => (await portal.get()).loadScenario(),
    'maliMuhur.simulator.exportTrustPack': async () => (await portal.get()).exportTrustPack(),
    'maliMuhur.simulator.copyAddress': async () => (await portal.get()).copyAddress(),
  };
}

type Host = Awaited<ReturnType<PortalFeature['get']>>;

/** Open Portal for This Card: for the row of a card or a certificate, or a card that is picked. */
async function openFor(host: Host, tree: CardsTree, row: unknown): Promise<void> {
  if (!isCardsNode(row)) return host.openForPickedCard('open');
  if (row.kind === 'card') return host.openForCard(row.target, row.card, 'open');
  if (row.kind !== 'certificate') return host.open(null);
  const owner = cardAbove(tree, row);
  if (owner === undefined || owner.card.family === 'virtual') {
    return host.openAt('menu', row.details.serialNumber);
  }
  return host.openForCard(owner.target, owner.card, 'open');
}

async function unlockFor(host: Host, row: unknown): Promise<void> {
  if (isCardsNode(row) && row.kind === 'card') {
    return host.openForCard(row.target, row.card, 'unlock');
  }
  return host.openForPickedCard('unlock');
}

async function activateFor(host: Host, row: unknown): Promise<void> {
  if (isCardsNode(row) && row.kind === 'certificate') {
    return host.activate(row.details.serialNumber);
  }
  return host.openAt('menu', null);
}
