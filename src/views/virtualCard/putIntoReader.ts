import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../errors.ts';
import type { LateServices } from '../lateServices.ts';
import { type Choice, pick } from '../pick.ts';
import { setting } from '../settings.ts';
import { parseAddress, type ReaderAddress } from '../../card/virtual/readerAddress.ts';
import { pickVirtualCard } from './pickVirtualCard.ts';
import { virtualCardOfRow } from './virtualCardIn.ts';

/**
 * Put Virtual Card into a PC/SC Reader: into one of vpcd's readers, where every program of this
 * computer sees it as a real card.
 */
export async function putIntoReader(late: LateServices, argument: unknown): Promise<void> {
  const title = l10n.t('Put Virtual Card into a PC/SC Reader');
  const { cards, virtualCards } = await late.get();
  const known = await virtualCards.list();
  if (known.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('There are no virtual cards. Create one first.'),
    );
    return;
  }
  const card = virtualCardOfRow(known, argument) ?? (await pickVirtualCard(known, title));
  const { host, port } = await pickReader(title);
  cards.start();
  try {
    await virtualCards.putIntoReader(card.name, host, port);
  } catch (error) {
    // It was taken out for this; nobody asked to have it lie around.
    if (card.place.kind === 'in-process') await virtualCards.insert(card.name);
    throw error;
  }
  void vscode.window.showInformationMessage(
    l10n.t('The virtual card “{0}” is in a PC/SC reader now, for every program to see.', card.name),
  );
}

async function pickReader(title: string): Promise<ReaderAddress> {
  const other = 'other';
  const choices = offeredAddresses().map((address): Choice<ReaderAddress | typeof other> => ({
    label: l10n.t('Virtual reader (vpcd) at {0}:{1}', address.host, address.port),
    value: address,
  }));
  const chosen = await pick([...choices, { label: l10n.t('Other Address…'), value: other }], title);
  return chosen === other ? askAddress(title) : chosen;
}

/** The address that is set, and the next port, where vpcd has its second reader. */
function offeredAddresses(): readonly ReaderAddress[] {
  const first = parseAddress(setting('maliMuhur.virtualReader.address'));
  return first === undefined ? [] : [first, { host: first.host, port: first.port + 1 }];
}

async function askAddress(title: string): Promise<ReaderAddress> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: l10n.t('Host and port of a vpcd reader, such as 127.0.0.1:35963'),
    validateInput: (value) =>
      parseAddress(value) ? undefined : l10n.t('Enter a host and a port with a colon between.'),
    ignoreFocusOut: true,
  });
  const address = text === undefined ? undefined : parseAddress(text);
  if (address === undefined) throw new MuhurError('cancelled', {});
  return address;
}
