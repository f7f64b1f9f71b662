import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../card/services.ts';
import type { VirtualCardInfo } from '../../card/virtual/library.ts';
import type { CommandId, InsertOptions } from '../../contributions.ts';
import type { CardsView } from '../explorer/cardsView.ts';
import type { LateServices } from '../lateServices.ts';
import type { PortalFeature } from '../portal/portalFeature.ts';
import { unusedName } from './cardName.ts';
import { createCard } from './createCard.ts';
import { createVirtualCard } from './createVirtualCard.ts';
import { insertCard } from './insertCard.ts';
import { pickVirtualCard } from './pickVirtualCard.ts';

/** Insert Virtual Card: into a reader of this window. Without any card it offers to create one. */
export async function insertVirtualCard(
  late: LateServices,
  view: CardsView,
  portal: PortalFeature,
  argument: unknown,
): Promise<void> {
  const services = await late.get();
  if (hasOption(argument, 'delivered')) {
    await insertDelivered(services, view, portal);
    return;
  }
  if (hasOption(argument, 'createIfNone')) {
    await insertAnyCard(services, view);
    return;
  }
  const cards = await services.virtualCards.list();
  const insertable = cards.filter(isInsertable);
  if (cards.length === 0) {
    await createVirtualCard(late, view);
  } else if (insertable.length === 0) {
    sayWhyNone(cards);
  } else {
    const title = l10n.t('Insert Virtual Card');
    const { name } = await pickVirtualCard(insertable, title, usedElsewhereText(cards));
    await insertCard(services, view, name);
  }
}

/** A card that is in no reader and whose state can be read. */
function isInsertable({ place, serial }: VirtualCardInfo): boolean {
  return place.kind === 'out' && serial !== null;
}

function sayWhyNone(cards: readonly VirtualCardInfo[]): void {
  const create: { title: string; command: CommandId } = {
    title: l10n.t('Create Virtual Card'),
    command: 'maliMuhur.virtualCard.create',
  };
  const why = cards.some(({ serial }) => serial === null)
    ? l10n.t('No virtual card can be inserted: those that are out are damaged.')
    : l10n.t('Every virtual card is inserted already. You can create another one.');
  void vscode.window
    .showInformationMessage(usedElsewhereText(cards) ?? why, create)
    .then((button) => button && vscode.commands.executeCommand(button.command));
}

/** Why some cards are not offered; undefined when no other window or program has any. */
function usedElsewhereText(cards: readonly VirtualCardInfo[]): string | undefined {
  const names = cards.filter(({ place }) => place.kind === 'elsewhere').map(({ name }) => name);
  if (names.length === 0) return undefined;
  return l10n.t(
    'In use in another window or program: {0}. Take a card out there to insert it here.',
    names.map((name) => `“${name}”`).join(', '),
  );
}

/** Whoever sets up a workspace, or shows the first steps, may ask for a card without a question. */
function hasOption(argument: unknown, option: keyof InsertOptions): boolean {
  return (
    typeof argument === 'object' && argument !== null && Reflect.get(argument, option) === true
  );
}

/** The simulator's own seal, or any other where it was deleted or another server is the portal. */
async function insertDelivered(
  services: CardServices,
  view: CardsView,
  portal: PortalFeature,
): Promise<void> {
  const serial = await (await portal.get()).deliveredSeal();
  const cards = await services.virtualCards.list();
  const seal = cards.find((card) => serial !== null && card.serial === serial);
  if (seal === undefined) await insertAnyCard(services, view);
  else await insertCard(services, view, seal.name);
}

/** Sees to it, without a question, that some virtual card is in a reader: a seal if there is one. */
async function insertAnyCard(services: CardServices, view: CardsView): Promise<void> {
  const cards = await services.virtualCards.list();
  if (cards.some(isInserted)) return;
  const sound = cards.filter(({ serial }) => serial !== null);
  const seals = sound.filter(({ profile }) => profile === 'mali-muhur');
  const wanted = [...seals, ...sound];
  const card = wanted.find(({ place }) => place.kind === 'out') ?? wanted[0];
  const used = cards.map(({ name }) => name);
  const name = card?.name ?? unusedName('mali-muhur', used);
  if (card === undefined) await createCard(services.virtualCards, name, 'mali-muhur');
  await insertCard(services, view, name);
}

function isInserted({ place }: VirtualCardInfo): boolean {
  return place.kind === 'in-process' || place.kind === 'vpcd';
}
