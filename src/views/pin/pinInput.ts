import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PinRule } from '../../card/card.ts';
import { DisposableStore } from '../../disposable.ts';
import { MuhurError } from '../../errors.ts';
import { checkPin } from './pinCheck.ts';

export interface PinQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly rule: PinRule | null;
  /** For a virtual card: shows the file where its PIN is written. */
  readonly showFile?: (() => Promise<void>) | undefined;
}

/**
 * Asks for a PIN. Rejects with `cancelled` when the user leaves.
 *
 * @returns the PIN in ASCII; the caller zeroes it. The string that VS Code hands us cannot be
 *   zeroed; no reference to it outlives this call.
 */
export function askPin({ title, prompt, rule, showFile }: PinQuestion): Promise<Uint8Array> {
  const box = vscode.window.createInputBox();
  const store = new DisposableStore();
  store.add(box);
  box.title = title;
  box.prompt = prompt;
  box.password = true;
  // Looking the PIN up in another window must not close the box.
  box.ignoreFocusOut = true;

  if (showFile !== undefined) {
    const tooltip = l10n.t('Show the File with the PIN of This Virtual Card');
    box.buttons = [{ iconPath: new vscode.ThemeIcon('go-to-file'), tooltip }];
  }

  return new Promise<Uint8Array>((resolve, reject) => {
    store.add(box.onDidTriggerButton(() => void showFile?.().catch(reject)));
    store.add(
      box.onDidChangeValue((value) => {
        box.validationMessage = value === '' ? undefined : complaintOf(value, rule, 'typing');
      }),
    );
    store.add(
      box.onDidAccept(() => {
        const complaint = complaintOf(box.value, rule, 'accepting');
        box.validationMessage = complaint;
        if (complaint !== undefined) return;
        resolve(new TextEncoder().encode(box.value));
        box.value = '';
        box.hide();
      }),
    );
    store.add(box.onDidHide(() => reject(new MuhurError('cancelled', {}))));
    box.show();
  }).finally(() => store.dispose());
}

/** What is unfinished is no mistake until the user says that it is finished. */
function complaintOf(
  value: string,
  rule: PinRule | null,
  when: 'typing' | 'accepting',
): vscode.InputBoxValidationMessage | undefined {
  const complaint = checkPin(value, rule);
  if (complaint === null) return undefined;
  const { Info, Error } = vscode.InputBoxValidationSeverity;
  const isHint = complaint.kind === 'unfinished' && when === 'typing';
  return { message: complaint.text, severity: isHint ? Info : Error };
}
