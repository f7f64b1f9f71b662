import * as l10n from '@vscode/l10n';
import { cardCommand } from './cli/cardCommand.ts';
import type { CliCommand } from './cli/command.ts';
import { doctorCommand } from './cli/doctorCommand.ts';
import { readersCommand } from './cli/readersCommand.ts';
import { signCommand } from './cli/signCommand.ts';
import { simulatorCommand } from './cli/simulatorCommand.ts';
import { usageText } from './cli/usage.ts';
import { validateCommand } from './cli/validateCommand.ts';
import { virtualCardCommand } from './cli/virtualCardCommand.ts';
import { MuhurError, isMuhurError, toMuhurError } from './errors.ts';
import { explain } from './text/errors.ts';
import { useTerminalLanguage } from './text/terminalLanguage.ts';

const commands: Readonly<Record<string, CliCommand>> = {
  readers: readersCommand,
  card: cardCommand,
  'virtual-card': virtualCardCommand,
  simulator: simulatorCommand,
  sign: signCommand,
  validate: validateCommand,
  doctor: doctorCommand,
};

/** Runs one command of the terminal program; the result is its exit code. */
async function main(args: readonly string[]): Promise<number> {
  await useTerminalLanguage(process.env);
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(usageText(commands));
    return name === undefined ? 2 : 0;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw unknownCommand(name);
    return (await command.run(rest)) ?? 0;
  } catch (error) {
    return failure(toMuhurError(error));
  }
}

function unknownCommand(name: string): MuhurError {
  return new MuhurError('usage/invalid', {
    reason: l10n.t('There is no command “{0}”.', name),
    hint: l10n.t('Commands: {0}.', Object.keys(commands).join(', ')),
  });
}

/** Explains on standard error; 2 means that the command line was wrong. */
function failure(error: MuhurError): number {
  const { what, meaning, advice, detail } = explain(error);
  console.error(what);
  console.error(meaning);
  console.error(advice);
  if (detail !== undefined) console.error(`(${detail})`);
  return isMuhurError(error, 'usage/invalid') ? 2 : 1;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
