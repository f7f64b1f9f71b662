import * as l10n from '@vscode/l10n';
import { wrongUsage } from '../command.ts';

/** Where a secret comes from: one of the two. */
export interface SecretOption {
  /** Name of a variable. */
  readonly env: string | undefined;
  readonly stdin: boolean | undefined;
  /** How the options are called, for what is said of them. */
  readonly names: readonly [env: string, stdin: string];
  readonly synopsis: string;
}

/** Longer than any PIN or password. */
const LONGEST = 4096;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * The secret, as bytes that the caller zeroes. A variable is taken out of the environment, so that
 * no program that is started afterwards gets it, least of all a vendor's module.
 * @throws `usage/invalid` when there is none.
 */
export async function readSecret(option: SecretOption): Promise<Uint8Array> {
  const { env, stdin = false, names, synopsis } = option;
  if ((env === undefined) !== stdin) {
    throw wrongUsage(l10n.t('Choose one of “{0}” and “{1}”.', ...names), synopsis);
  }
  return env === undefined ? fromStandardInput(option) : fromVariable(env, synopsis);
}

function fromVariable(name: string, synopsis: string): Uint8Array {
  const text = process.env[name] ?? '';
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- that is what it is named for
  delete process.env[name];
  if (text !== '') return Buffer.from(text, 'utf8');
  throw wrongUsage(l10n.t('The variable “{0}” is not set, or empty.', name), synopsis);
}

/** The first line; the rest is not read. */
async function fromStandardInput({ names, synopsis }: SecretOption): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    const reason = l10n.t('“{0}” would show on the screen what is typed.', names[1]);
    throw wrongUsage(reason, synopsis);
  }
  const line = Buffer.alloc(LONGEST);
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    const end = piece.indexOf(NEWLINE);
    const part = end < 0 ? piece : piece.subarray(0, end);
    length += part.copy(line, length);
    piece.fill(0);
    if (end >= 0) break;
  }
  if (line[length - 1] === RETURN) length--;
  if (length === 0 || length === LONGEST) {
    line.fill(0);
    throw wrongUsage(l10n.t('There is no PIN or password on the standard input.'), synopsis);
  }
  const secret = Uint8Array.from(line.subarray(0, length));
  line.fill(0);
  return secret;
}
