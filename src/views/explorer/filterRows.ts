import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { KeptArrangement } from './keptArrangement.ts';

/** Filter…: asks for a text; rows that do not say it disappear while it is typed. */
export async function filterRows(arrangement: KeptArrangement): Promise<void> {
  const before = arrangement.value.filter;
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Filter the Rows'),
    prompt: l10n.t('Part of a reader’s name, an owner, a VKN or TCKN, a state. Empty shows all.'),
    value: before,
    validateInput: (text) => {
      void arrangement.change({ filter: text.trim() });
      return undefined;
    },
  });
  await arrangement.change({ filter: typed?.trim() ?? before });
}
