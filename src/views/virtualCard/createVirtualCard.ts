import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { VirtualCardProfile } from '../../card/virtual/library.ts';
import { MuhurError } from '../../errors.ts';
import { profileDescription, profileText } from '../../text/virtualCardWords.ts';
import type { CardsView } from '../explorer/cardsView.ts';
import type { LateServices } from '../lateServices.ts';
import { type Choice, pick } from '../pick.ts';
import { complainAboutName, unusedName } from './cardName.ts';
import { createCard } from './createCard.ts';
import { insertCard } from './insertCard.ts';

/** Create Virtual Card: asks what it stands in for and its name, and inserts it. */
export async function createVirtualCard(late: LateServices, view: CardsView): Promise<void> {
  const services = await late.get();
  const profile = await askProfile();
  const used = (await services.virtualCards.list()).map(({ name }) => name);
  const name = await askName(profile, used);
  await createCard(services.virtualCards, name, profile);
  await insertCard(services, view, name);
}

function askProfile(): Promise<VirtualCardProfile> {
  const choice = (value: VirtualCardProfile): Choice<VirtualCardProfile> => ({
    label: profileText(value),
    description: profileDescription(value),
    value,
  });
  return pick([choice('mali-muhur'), choice('e-imza')], l10n.t('Create Virtual Card (1/2)'));
}

async function askName(profile: VirtualCardProfile, used: readonly string[]): Promise<string> {
  const name = await vscode.window.showInputBox({
    title: l10n.t('Create Virtual Card (2/2)'),
    prompt: l10n.t('The name of the card; its keys and certificates are kept under it.'),
    value: unusedName(profile, used),
    validateInput: (value) => complainAboutName(value, used),
    ignoreFocusOut: true,
  });
  if (name === undefined) throw new MuhurError('cancelled', {});
  return name.trim();
}
