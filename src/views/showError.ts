import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import { isMuhurError, toMuhurError } from '../errors.ts';
import type { Log } from '../log.ts';
import { explain, explanationText } from '../text/errors.ts';
import type { Remedy } from '../text/explanation.ts';

interface RemedyButton {
  readonly title: string;
  readonly command: CommandId;
}

function remedyButton(remedy: Remedy): RemedyButton {
  switch (remedy) {
    case 'refresh':
      return { title: l10n.t('Refresh'), command: 'maliMuhur.cards.refresh' };
    case 'show-log':
      return { title: l10n.t('Show Log'), command: 'maliMuhur.card.showLog' };
    case 'create-virtual-card':
      return { title: l10n.t('Create Virtual Card'), command: 'maliMuhur.virtualCard.create' };
  }
}

/** Tells an error to the log and, in words, to the user. Returns before the user has read it. */
export function showError(thrown: unknown, log: Log): void {
  if (isMuhurError(thrown, 'cancelled')) return;
  const error = toMuhurError(thrown);
  log.error(error.message);
  // Our own defects are found by where they happened; expected failures by their code.
  if (error.code === 'internal' && error.cause instanceof Error)
    log.error(String(error.cause.stack));
  const explanation = explain(error);
  const buttons = explanation.remedy === undefined ? [] : [remedyButton(explanation.remedy)];
  void vscode.window
    .showErrorMessage(explanationText(explanation), ...buttons)
    .then((button) => button && vscode.commands.executeCommand(button.command));
}
