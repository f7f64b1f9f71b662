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

interface RemedyButton extends CommandCall {
  readonly title: string;
}

/** `failed`: what the error ended, if a command did. */
function remedyButton(remedy: Remedy, failed: CommandCall | undefined): RemedyButton | undefined {
  switch (remedy) {
    case 'refresh':
      return { title: l10n.t('Refresh'), command: 'maliMuhur.cards.refresh' };
    case 'retry':
      return failed && { title: l10n.t('Retry'), ...failed };
    case 'unlock': {
      const title = l10n.t('Unlock Card with PUK');
      return { title, command: 'maliMuhur.pin.unblock', argument: failed?.argument };
    }
    case 'show-log':
      return { title: l10n.t('Show Log'), command: 'maliMuhur.card.showLog' };
    case 'create-virtual-card':
      return { title: l10n.t('Create Virtual Card'), command: 'maliMuhur.virtualCard.create' };
  }
}

/** Tells an error to the log and, in words, to the user. Returns before the user has read it. */
export function showError(thrown: unknown, log: Log, failed?: CommandCall): void {
  if (isMuhurError(thrown, 'cancelled')) return;
  const error = toMuhurError(thrown);
  log.error(error.message);
  // Our own defects are found by where they happened; expected failures by their code.
  if (error.code === 'internal' && error.cause instanceof Error)
    log.error(String(error.cause.stack));
  const explanation = explain(error);
  const button = explanation.remedy && remedyButton(explanation.remedy, failed);
  void vscode.window
    .showErrorMessage(explanationText(explanation), ...(button ? [button] : []))
    .then(
      (pressed) => pressed && vscode.commands.executeCommand(pressed.command, pressed.argument),
    );
}
