import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../card/services.ts';
import type { VirtualCardInfo } from '../../card/virtual/library.ts';
import type { InsertOptions } from '../../contributions.ts';
import type { CardsView } from '../explorer/cardsView.ts';
import type { LateServices } from '../lateServices.ts';
import { unusedName } from './cardName.ts';
import { createCard } from './createCard.ts';
import { createVirtualCard } from './createVirtualCard.ts';
import { insertCard } from './insertCard.ts';
import { pickVirtualCard } from './pickVirtualCard.ts';

/** Insert Virtual Card: into a reader of this window. Without any card it offers to create one. */
export async function insertVirtualCard(
  late: LateServices,
  view: CardsView,
  argument: unknown,
): Promise<void> {
  const services = await late.get();
  if (asksForAnyCard(argument)) {
    await insertAnyCard(services, view);
    return;
  }
  const cards = await services.virtualCards.list();
  const waiting = cards.filter(({ place }) => place.kind === 'out');
  if (cards.length === 0) {
    await createVirtualCard(late, view);
  } else if (waiting.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('Every virtual card is inserted already. You can create another one.'),
    );
  } else {
    const { name } = await pickVirtualCard(waiting, l10n.t('Insert Virtual Card'));
    await insertCard(services, view, name);
  }
}

/** Whoever sets up a workspace may ask for a card to work with, whichever it is. */
function asksForAnyCard(argument: unknown): boolean {
  const option: keyof InsertOptions = 'createIfNone';
  return (
    typeof argument === 'object' && argument !== null && Reflect.get(argument, option) === true
  );
}

/** Sees to it, without a question, that some virtual card is in a reader. */
async function insertAnyCard(services: CardServices, view: CardsView): Promise<void> {
  const cards = await services.virtualCards.list();
  if (cards.some(isInserted)) return;
  const sound = cards.filter(({ serial }) => serial !== null);
  const [first] = sound;
  const card = sound.find(({ place }) => place.kind === 'out') ?? first;
  const used = cards.map(({ name }) => name);
  const name = card?.name ?? unusedName('mali-muhur', used);
  if (card === undefined) await createCard(services.virtualCards, name, 'mali-muhur');
  await insertCard(services, view, name);
}

function isInserted({ place }: VirtualCardInfo): boolean {
  return place.kind === 'in-process' || place.kind === 'vpcd';
}
