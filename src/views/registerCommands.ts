import * as vscode from 'vscode';
import { type CommandId, commandIds } from '../contributions.ts';
import type { Log } from '../log.ts';
import { showError } from './showError.ts';

/**
 * What runs a command. The argument is whatever the caller gave: a row, options, nothing. It is
 * for the handler to find out. From a list of files it comes with all that are selected.
 */
export type CommandHandler = (argument: unknown, selected?: unknown) => Promise<void> | void;

/** A handler for each command; a forgotten one does not compile. */
export type CommandHandlers = Readonly<Record<CommandId, CommandHandler>>;

/**
 * Registers all commands, each so that its failure is logged and shown in words.
 * @param isPortalCard does the portal know the card of that row, or of those there are?
 */
export function registerCommands(
  handlers: CommandHandlers,
  log: Log,
  isPortalCard: (argument: unknown) => boolean,
): vscode.Disposable {
  const registrations = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (argument: unknown, selected: unknown) => {
      log.trace(id);
      try {
        await handlers[id](argument, selected);
      } catch (error) {
        showError(error, log, { command: id, argument, isPortalCard: isPortalCard(argument) });
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}
