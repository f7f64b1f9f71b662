/**
 * Runs the tests: `node scripts/test.mjs [STAGE]… [--grep TEXT]`; without a stage, every one.
 *
 * Every stage runs, whatever happened to the ones before it.
 */
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './setup.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: 'string' } },
});

const bin = (name) => join('node_modules', name);
const mocha = (folder, ...more) => [
  bin('mocha/bin/mocha.js'),
  '--reporter',
  'scripts/lib/reporter.cjs',
  ...(values.grep ? ['--grep', values.grep] : []),
  ...more,
  `test/${folder}/**/*.test.ts`,
];

/** What Node runs in each stage; `rig`: with a PC/SC service of its own. */
const stages = {
  check: {
    commands: [
      [bin('typescript/bin/tsc')],
      // Pages run in a browser and know nothing of Node.
      [bin('typescript/bin/tsc'), '-p', 'src/views/portal/ui'],
      [bin('typescript/bin/tsc'), '-p', 'src/views/signature/ui'],
      [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.'],
      [bin('prettier/bin/prettier.cjs'), '--check', '.'],
    ],
  },
  // Two seconds, as mocha has it, are short where others use the machine, too.
  unit: { commands: [mocha('unit', '--timeout', '10000')] },
  build: { commands: [['esbuild.js']] },
  interop: { commands: [mocha('interop', '--timeout', '60000')], rig: true },
  host: { commands: [['scripts/test-host.mjs']], rig: true },
  ui: { commands: [mocha('ui', '--timeout', '120000')], rig: true },
  package: {
    commands: [
      ['scripts/package.mjs'],
      ['scripts/package.mjs', '--target', 'universal'],
      mocha('package', '--timeout', '120000'),
    ],
    rig: true,
  },
  desktop: { commands: [['scripts/test-desktop.mjs']] },
};
/** The only stages that ask nothing of the machine but Node. */
const light = ['check', 'unit'];

const chosen = positionals.length > 0 ? positionals : Object.keys(stages);
const unknown = chosen.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(
    `No such stage: ${unknown.join(', ')}. There are ${Object.keys(stages).join(', ')}.`,
  );
  process.exit(2);
}
if (chosen.some((name) => !light.includes(name)) && !chosen.includes('build')) {
  chosen.unshift('build');
}

const { node, env } = await setUp({
  everything: chosen.some((name) => !light.includes(name)),
  more: chosen.includes('package') ? ['mingw', 'wine'] : [],
});
const scratch = mkdtempSync(join(tmpdir(), 'muhur-test-'));
const total = { passes: 0, failures: 0, pending: 0 };
const failedStages = [];
for (const name of chosen) {
  const started = Date.now();
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const { ok, counts } = await runStage(name);
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (!ok) failedStages.push(name);
  console.log(
    `── ${name} ${ok ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}
rmSync(scratch, { recursive: true, force: true });

console.log(failedStages.length > 0 ? `\nFailed: ${failedStages.join(', ')}` : '');
console.log(`${total.passes} passed, ${total.failures} failed, ${total.pending} skipped`);
process.exitCode = failedStages.length > 0 ? 1 : 0;

async function runStage(name) {
  const { commands, rig } = stages[name];
  const summary = join(scratch, name);
  const stageEnv = { ...env, MUHUR_SUMMARY: summary, MUHUR_GREP: values.grep ?? '' };
  let ok = true;
  for (const args of commands) {
    const command = rig ? ['test/rig/rig.sh', node, ...args] : [node, ...args];
    const code = await run(command[0], command.slice(1), { cwd: root, env: stageEnv });
    ok &&= code === 0;
  }
  const counts = read(summary);
  // A stage can fail without a failing test: it does not compile, the host does not start.
  if (!ok && counts.failures === 0) counts.failures = 1;
  return { ok, counts };
}

/** Sums what the reporter noted about each mocha run of a stage. */
function read(file) {
  const sum = { passes: 0, failures: 0, pending: 0 };
  if (!existsSync(file)) return sum;
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const run = JSON.parse(line);
    for (const key of Object.keys(sum)) sum[key] += run[key];
  }
  return sum;
}
