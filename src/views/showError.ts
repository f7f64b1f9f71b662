import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import { isMuhurError, toMuhurError } from '../errors.ts';
import type { Log } from '../log.ts';
import { explain, explanationText } from '../text/errors.ts';
import type { Remedy } from '../text/explanation.ts';

/** A command, and what it was given: a row, options, nothing. */
export interface CommandCall {
  readonly command: CommandId;
  readonly argument?: unknown;
}

/** What an error ended, if a command did. */
export interface FailedCommand extends CommandCall {
  /** The portal knows the card that it was about, and can unlock it too. */
  readonly isPortalCard: boolean;
}

interface RemedyButton extends CommandCall {
  readonly title: string;
}

function remedyButtons(remedy: Remedy, failed: FailedCommand | undefined): RemedyButton[] {
  switch (remedy) {
    case 'refresh':
      return [{ title: l10n.t('Refresh'), command: 'maliMuhur.cards.refresh' }];
    case 'retry':
      return failed ? [{ title: l10n.t('Retry'), ...failed }] : [];
    case 'unlock':
      return unlockButtons(failed);
    case 'show-log':
      return [{ title: l10n.t('Show Log'), command: 'maliMuhur.card.showLog' }];
    case 'create-virtual-card':
      return [{ title: l10n.t('Create Virtual Card'), command: 'maliMuhur.virtualCard.create' }];
  }
}

/** With the PUK here, or by Kilit Çözme there. */
function unlockButtons(failed: FailedCommand | undefined): RemedyButton[] {
  const argument = failed?.argument;
  const here = l10n.t('Unlock Card with PUK');
  const there = l10n.t('Unlock through Portal');
  return [
    { title: here, command: 'maliMuhur.pin.unblock', argument },
    ...(failed?.isPortalCard
      ? [{ title: there, command: 'maliMuhur.portal.unlock', argument } as const]
      : []),
  ];
}

/** Tells an error to the log and, in words, to the user. Returns before the user has read it. */
export function showError(thrown: unknown, log: Log, failed?: FailedCommand): void {
  if (isMuhurError(thrown, 'cancelled')) return;
  const error = toMuhurError(thrown);
  log.error(error.message);
  // Our own defects are found by where they happened; expected failures by their code.
  if (error.code === 'internal' && error.cause instanceof Error)
    log.error(String(error.cause.stack));
  const explanation = explain(error);
  const buttons = explanation.remedy ? remedyButtons(explanation.remedy, failed) : [];
  void vscode.window
    .showErrorMessage(explanationText(explanation), ...buttons)
    .then(
      (pressed) => pressed && vscode.commands.executeCommand(pressed.command, pressed.argument),
    );
}
