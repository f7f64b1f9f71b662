import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../../src/contributions.ts';

/** Settings of the machine that VS Code runs on, which those of a user in a browser are not. */
export function setOnMachine(state: string, settings: Partial<Settings>): void {
  const machine = join(state, 'user-data', 'Machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, 'settings.json'), JSON.stringify(settings));
}
