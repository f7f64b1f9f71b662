import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CHECKS } from '../../src/doctor/findings.ts';
import { runProgram } from '../interop/opensc.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The promised shape of `doctor --json`; absent is null, so no key may be missing. */
const report = z.strictObject({
  ready: z.boolean(),
  checks: z.array(
    z.strictObject({
      id: z.enum(CHECKS),
      status: z.enum(['ok', 'warning', 'error', 'skipped']),
      title: z.string().min(1),
      evidence: z.string().min(1),
      fix: z.string().min(1).nullable(),
      code: z.string().regex(/^[a-z0-9-]+\/[a-z-]+$/),
    }),
  ),
});

export type DoctorReport = z.infer<typeof report>;
export type DoctorCheck = DoctorReport['checks'][number];

/** What `doctor` prints, from the build, and how it ends. */
export function runDoctor(env: NodeJS.ProcessEnv, ...args: string[]) {
  const around: NodeJS.ProcessEnv = { ...env };
  delete around['SSH_CONNECTION'];
  return runProgram(process.execPath, [CLI, 'doctor', ...args], around);
}

/** The same as data; the shape and the exit code are verified. */
export async function askDoctor(env: NodeJS.ProcessEnv, ...args: string[]): Promise<DoctorReport> {
  const { code, stdout, text } = await runDoctor(env, '--json', ...args);
  if (code !== 0 && code !== 1) throw new Error(`doctor ended with ${String(code)}: ${text}`);
  const parsed = report.parse(JSON.parse(stdout.toString()));
  if (parsed.ready !== (code === 0)) throw new Error(`exit code ${String(code)}: ${text}`);
  return parsed;
}

/** One check of a report. */
export function checkOf({ checks }: DoctorReport, id: string): DoctorCheck {
  const found = checks.find((check) => check.id === id);
  assert.ok(found, id);
  return found;
}

/** Verifies that this is named as the cause, and that nothing else is claimed to be wrong. */
export function assertCause(report: DoctorReport, code: string): DoctorCheck {
  const errors = report.checks.filter(({ status }) => status === 'error');
  assert.deepEqual(
    errors.map((check) => check.code),
    [code],
    JSON.stringify(report, null, 1),
  );
  const [cause] = errors;
  assert.ok(cause?.fix, 'a cause has a fix');
  assert.equal(report.ready, false);
  return cause;
}
