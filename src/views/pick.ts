import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../errors.ts';

export interface Choice<T> extends Pick<vscode.QuickPickItem, 'label' | 'description' | 'detail'> {
  readonly value: T;
}

/** Lets the user choose; a single choice is no question. Rejects with `cancelled` when they leave. */
export async function pick<T>(
  choices: readonly Choice<T>[],
  title: string,
  placeHolder = l10n.t('Choose one'),
): Promise<T> {
  const [only] = choices;
  if (only && choices.length === 1) return only.value;
  const chosen = await vscode.window.showQuickPick(choices.map(withoutIcons), {
    title,
    placeHolder,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined) throw new MuhurError('cancelled', {});
  return chosen.value;
}

/** Names come from cards: what would be drawn as an icon is text. */
function withoutIcons<T>({ label, description, detail, value }: Choice<T>): Choice<T> {
  return {
    label: escaped(label),
    ...(description !== undefined && { description: escaped(description) }),
    ...(detail !== undefined && { detail: escaped(detail) }),
    value,
  };
}

function escaped(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
