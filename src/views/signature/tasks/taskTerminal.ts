import * as vscode from 'vscode';
import { isMuhurError, toMuhurError } from '../../../errors.ts';
import { failureText } from './problemLines.ts';

/** What runs in a task: writes lines, and ends with an exit code. */
export type TaskRun = (
  writeLine: (line: string) => void,
  token: vscode.CancellationToken,
) => Promise<number>;

/** Ended by the user, as a shell says it. */
const STOPPED = 130;
const FAILED = 2;

/** The terminal of a task: nothing can be typed there, and a PIN never is. */
export class TaskTerminal implements vscode.Pseudoterminal {
  readonly #run: TaskRun;
  readonly #writes = new vscode.EventEmitter<string>();
  readonly #closes = new vscode.EventEmitter<number>();
  readonly #calling = new vscode.CancellationTokenSource();

  constructor(run: TaskRun) {
    this.#run = run;
  }

  readonly onDidWrite = this.#writes.event;
  readonly onDidClose = this.#closes.event;

  open(): void {
    void this.#perform();
  }

  close(): void {
    this.#calling.cancel();
  }

  async #perform(): Promise<void> {
    const writeLine = (line: string): void => this.#writes.fire(`${line}\r\n`);
    this.#closes.fire(await this.#codeOf(writeLine));
    this.#calling.dispose();
  }

  async #codeOf(writeLine: (line: string) => void): Promise<number> {
    try {
      return await this.#run(writeLine, this.#calling.token);
    } catch (error) {
      if (isMuhurError(error, 'cancelled')) return STOPPED;
      writeLine(failureText(toMuhurError(error)));
      return FAILED;
    }
  }
}
