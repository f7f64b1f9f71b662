import * as l10n from '@vscode/l10n';
import type { CliCommand } from './command.ts';

/** What `mali-muhur help` prints. */
export function usageText(commands: Readonly<Record<string, CliCommand>>): string {
  const lines = Object.values(commands).flatMap(({ synopsis, summary }) => [
    `  mali-muhur ${synopsis}`,
    `      ${summary()}`,
  ]);
  return [l10n.t('Cards and signatures of the Turkish mali mühür.'), '', ...lines].join('\n');
}
