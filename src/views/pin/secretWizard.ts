import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore } from '../../disposable.ts';
import type { PinInput } from '../../card/card.ts';
import { MuhurError } from '../../errors.ts';
import type { PinComplaint } from './pinCheck.ts';

export interface SecretStep {
  readonly prompt: string;
  /** Null when `text` can be used; `earlier` is what the steps before were answered. */
  readonly check: (text: string, earlier: readonly Uint8Array[]) => PinComplaint | null;
}

export interface SecretWizard<Steps extends readonly SecretStep[] = readonly SecretStep[]> {
  readonly title: string;
  readonly steps: Steps;
  /** Stands below the box while the card works. */
  readonly working: string;
  /** The PINs are typed on the reader, and nothing is asked here. */
  readonly hasPinPad?: true | undefined;
  /** For a virtual card: shows the file where its PIN and PUK are written. */
  readonly showFile?: (() => Promise<void>) | undefined;
}

/** One PIN or PUK for each step. */
export type Secrets<Steps> = { readonly [Step in keyof Steps]: PinInput };

/**
 * Asks for one PIN or PUK a step, then hands all of them to `use`. The box stays, busy, until
 * `use` has ended; leaving it then fires the signal. Rejects with `cancelled` when the user leaves
 * before that.
 *
 * The bytes are zeroed before this returns, on every way out. The strings that VS Code hands us
 * cannot be zeroed; no reference to one outlives its step.
 */
export async function withSecrets<const Steps extends readonly SecretStep[], T>(
  wizard: SecretWizard<Steps>,
  use: (secrets: Secrets<Steps>, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { title, steps } = wizard;
  if (wizard.hasPinPad === true) return onPinPad(wizard, use);
  const secrets: Uint8Array[] = [];
  const box = vscode.window.createInputBox();
  box.title = title;
  box.password = true;
  // Looking the PIN up in another window must not close the box.
  box.ignoreFocusOut = true;
  if (steps.length > 1) box.totalSteps = steps.length;
  try {
    for (let step = steps[0]; step !== undefined; step = steps[secrets.length]) {
      const answer = await askStep(box, step, wizard, secrets);
      if (answer === 'back') secrets.pop()?.fill(0);
      else secrets.push(answer);
    }
    const all = secrets as readonly Uint8Array[] as Secrets<Steps>;
    return await whileBusy(box, wizard.working, (signal) => use(all, signal));
  } finally {
    for (const secret of secrets) secret.fill(0);
    box.dispose();
  }
}

/** A message that stays as long as the reader waits for keys. */
function onPinPad<const Steps extends readonly SecretStep[], T>(
  { title, steps }: SecretWizard<Steps>,
  use: (secrets: Secrets<Steps>, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  const none = steps.map(() => null) as readonly PinInput[] as Secrets<Steps>;
  return Promise.resolve(
    vscode.window.withProgress({ location, title }, (progress) => {
      progress.report({
        message: l10n.t('Type it on the keys of the reader; this computer does not see it.'),
      });
      return use(none, new AbortController().signal);
    }),
  );
}

async function askStep(
  box: vscode.InputBox,
  { prompt, check }: SecretStep,
  { steps, showFile }: SecretWizard,
  earlier: readonly Uint8Array[],
): Promise<Uint8Array | 'back'> {
  const store = new DisposableStore();
  const file = { iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: showFileText() };
  box.prompt = prompt;
  if (steps.length > 1) box.step = earlier.length + 1;
  box.buttons = [
    ...(earlier.length > 0 ? [vscode.QuickInputButtons.Back] : []),
    ...(showFile === undefined ? [] : [file]),
  ];
  return new Promise<Uint8Array | 'back'>((resolve, reject) => {
    store.add(
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve('back');
        else void showFile?.().catch(reject);
      }),
    );
    store.add(
      box.onDidChangeValue((value) => {
        box.validationMessage = value === '' ? undefined : hint(check(value, earlier));
      }),
    );
    store.add(
      box.onDidAccept(() => {
        const complaint = check(box.value, earlier);
        if (complaint === null) resolve(new TextEncoder().encode(box.value));
        else box.validationMessage = asError(complaint);
      }),
    );
    store.add(box.onDidHide(() => reject(new MuhurError('cancelled', {}))));
    box.show();
  }).finally(() => {
    store.dispose();
    box.value = '';
    box.validationMessage = undefined;
  });
}

function showFileText(): string {
  return l10n.t('Show the File with the PIN and PUK of This Virtual Card');
}

/** What is said while the user types. */
function hint(complaint: PinComplaint | null): vscode.InputBoxValidationMessage | undefined {
  if (complaint === null || complaint.kind === 'pending') return undefined;
  if (complaint.kind === 'wrong') return asError(complaint);
  return { message: complaint.text, severity: vscode.InputBoxValidationSeverity.Info };
}

function asError({ text }: PinComplaint): vscode.InputBoxValidationMessage {
  return { message: text, severity: vscode.InputBoxValidationSeverity.Error };
}

/** Shows that the card works; whoever leaves the box wants the card released. */
async function whileBusy<T>(
  box: vscode.InputBox,
  working: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const leaving = new AbortController();
  const listening = box.onDidHide(() => leaving.abort());
  box.prompt = working;
  box.buttons = [];
  box.enabled = false;
  box.busy = true;
  try {
    return await work(leaving.signal);
  } finally {
    listening.dispose();
  }
}
