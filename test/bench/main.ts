import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Row } from './row.ts';

/**
 * Runs every measurement of this folder, the modules that export `run`, one after the other.
 * `--json`: one array; words: only modules whose name contains one of them.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});

const rows: Row[] = [];
for (const file of (await readdir(import.meta.dirname)).sort()) {
  if (!file.endsWith('.ts') || file === 'main.ts') continue;
  if (positionals.length > 0 && !positionals.some((word) => file.includes(word))) continue;
  const module = (await import(`./${file}`)) as { run?: () => Promise<Row[]> };
  if (module.run) rows.push(...(await module.run()));
}
console.log(values.json ? JSON.stringify(rows, null, 2) : rows.map(line).join('\n'));

function line({ name, ours, theirs, ratio, unit, note }: Row): string {
  const amount = (value: number): string => `${Number(value.toPrecision(3)).toString()} ${unit}`;
  const comparison =
    theirs === null || ratio === null ? '' : `against ${amount(theirs)}, ratio ${ratio.toFixed(2)}`;
  return [name.padEnd(16), amount(ours).padEnd(12), comparison.padEnd(34), note]
    .join(' ')
    .trimEnd();
}
