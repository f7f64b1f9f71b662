import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../card/services.ts';
import { MuhurError } from '../../errors.ts';
import { confirm } from '../confirm.ts';
import { describingOnce } from '../explorer/describeCertificates.ts';
import { type CardsNode, isCardsNode } from '../explorer/node.ts';
import { offerVirtualCard } from '../explorer/pickCard.ts';
import { readerNode } from '../explorer/readerNode.ts';
import { rowsBelow } from '../explorer/rowsBelow.ts';
import type { LateServices } from '../lateServices.ts';
import { type Choice, pick } from '../pick.ts';
import { setting } from '../settings.ts';
import { settled } from '../settled.ts';
import { type Copyable, type CopyableName, copyables } from './copyable.ts';

/** Copy: one value of a row, or of one that the user picks, to the clipboard. */
export async function copyValue(
  late: LateServices,
  what: CopyableName,
  argument: unknown,
): Promise<void> {
  const copyable: Copyable = copyables[what];
  const ofRow = isCardsNode(argument) ? copyable.of(argument) : null;
  const value = ofRow ?? (await pickValue(await late.get(), copyable));
  await vscode.env.clipboard.writeText(value);
  confirm(l10n.t('Copied: {0}', copyable.name()));
}

async function pickValue(
  { cards, describeCertificate }: CardServices,
  copyable: Copyable,
): Promise<string> {
  cards.start();
  const { readers } = await settled(cards);
  const describe = describingOnce(describeCertificate);
  const today = { now: new Date(), warnDays: setting('maliMuhur.certificates.warnDays') };
  const choices = readers
    .map((record) => readerNode(record, describe, today))
    .flatMap((reader) => choicesIn(reader, copyable));
  if (choices.length === 0) {
    offerVirtualCard();
    throw new MuhurError('cancelled', {});
  }
  return pick(choices, l10n.t('Copy: {0}', copyable.name()));
}

function choicesIn(reader: CardsNode, { kind, of }: Copyable): readonly Choice<string>[] {
  return rowsBelow([reader]).flatMap((node) => {
    const value = node.kind === kind ? of(node) : null;
    if (value === null) return [];
    const { label, description } = node;
    const detail = value.includes('\n') ? reader.label : `${reader.label} · ${value}`;
    return [{ label, description, detail, value }];
  });
}
