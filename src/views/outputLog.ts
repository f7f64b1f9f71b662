import * as vscode from 'vscode';
import type { Disposable } from '../disposable.ts';
import type { Log } from '../log.ts';

/**
 * The output channel "Mali Mühür". It comes into being with its first line, so that activation does
 * not pay for it; its level is the user's choice (Developer: Set Log Level).
 */
export class OutputLog implements Disposable {
  #channel: vscode.LogOutputChannel | undefined;

  show(): void {
    this.#open().show(true);
  }

  /** Where one component writes; its name stands before each line. */
  component(name: string): Log {
    const line = (message: string): string => `[${name}] ${message}`;
    return {
      trace: (message) => this.#open().trace(line(message)),
      info: (message) => this.#open().info(line(message)),
      warn: (message) => this.#open().warn(line(message)),
      error: (message) => this.#open().error(line(message)),
    };
  }

  dispose(): void {
    this.#channel?.dispose();
    this.#channel = undefined;
  }

  #open(): vscode.LogOutputChannel {
    this.#channel ??= vscode.window.createOutputChannel('Mali Mühür', { log: true });
    return this.#channel;
  }
}
