import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { LateServices } from './lateServices.ts';
import { onSettingChange } from './settings.ts';

/** The folder of the virtual cards is settled when the first card is asked for; then it is late. */
export function offerReload(late: LateServices): vscode.Disposable {
  return onSettingChange(['maliMuhur.cards.directory'], () => {
    if (!late.asked) return;
    const reload = l10n.t('Reload Window');
    void vscode.window
      .showInformationMessage(
        l10n.t('The folder of the virtual cards changes when the window is reloaded.'),
        reload,
      )
      .then((button) => button && vscode.commands.executeCommand('workbench.action.reloadWindow'));
  });
}
