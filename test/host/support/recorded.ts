import * as vscode from 'vscode';

/**
 * Everything that was written to an output channel, at every level, whatever level the user has
 * chosen. Import it before the extension writes its first line.
 */
export const linesWritten: string[] = [];

/** Every byte array that was made of a text, which is how a PIN becomes bytes. */
export const bytesOfTexts: { readonly text: string; readonly bytes: Uint8Array }[] = [];

/** Every context key that the extension has set, with its value. */
export const keysSet: { readonly id: string; readonly value: unknown }[] = [];

const WRITES = ['trace', 'debug', 'info', 'warn', 'error', 'append', 'appendLine', 'replace'];

function recording<T extends object>(channel: T): T {
  return new Proxy(channel, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (WRITES.includes(String(name))) linesWritten.push(args.map(String).join(' '));
        return Reflect.apply(value, target, args);
      };
    },
  });
}

const createOutputChannel = vscode.window.createOutputChannel.bind(vscode.window) as (
  ...args: unknown[]
) => vscode.OutputChannel;
Object.assign(vscode.window, {
  createOutputChannel: (...args: unknown[]) => recording(createOutputChannel(...args)),
});

const executeCommand = vscode.commands.executeCommand.bind(vscode.commands);
Object.assign(vscode.commands, {
  executeCommand: (command: string, ...args: readonly unknown[]) => {
    if (command === 'setContext') keysSet.push({ id: String(args[0]), value: args[1] });
    return executeCommand(command, ...args);
  },
});

const encoder = new TextEncoder();
const encode = encoder.encode.bind(encoder);
TextEncoder.prototype.encode = (text = '') => {
  const bytes = encode(text);
  bytesOfTexts.push({ text, bytes });
  return bytes;
};
