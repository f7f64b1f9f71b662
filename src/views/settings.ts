import * as vscode from 'vscode';
import type { SettingId, Settings } from '../contributions.ts';
import { checkedValue } from './settingValues.ts';

/** What a setting says now. */
export function setting<K extends SettingId>(id: K): Settings[K] {
  return checkedValue(id, vscode.workspace.getConfiguration().get(id));
}

/** Calls the listener whenever one of the settings may have changed. */
export function onSettingChange(
  ids: readonly SettingId[],
  listener: () => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (ids.some((id) => change.affectsConfiguration(id))) listener();
  });
}
