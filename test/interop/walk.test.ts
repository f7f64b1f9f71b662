import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { skip } from '../support.ts';
import { runProgram } from './opensc.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const MANUAL = readFileSync(join(PROJECT, 'docs', 'simulator.md'), 'utf8');

/** JUnit 5 with its console, as Debian installs it. */
const JUNIT = '/usr/share/java/junit-platform-console-standalone.jar';

/** Blocks of that language whose first line is that mark. */
function blocks(language: string, mark: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n${mark}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...MANUAL.matchAll(pattern)].map(([, text = '']) => text);
}

describe('The manual of the simulator', function () {
  this.timeout(120_000);
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-walk-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function needs(context: Mocha.Context, ...programs: string[]): Promise<void> {
    for (const program of programs) {
      const { code } = await runProgram('which', [program]);
      if (code !== 0) skip(context, `there is no ${program}`);
    }
  }

  async function run(program: string, args: string[]) {
    // As a reader of the manual would: in the folder of the project.
    const command = ['--chdir', PROJECT, program, ...args];
    const { code, text } = await runProgram('env', command, {
      ...process.env,
      DATA: join(folder, 'data'),
      PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`,
    });
    assert.equal(code, 0, text);
    return text;
  }

  it('walks the whole guide with curl', async function () {
    await needs(this, 'bash', 'curl', 'jq', 'openssl');
    const script = join(folder, 'walk.sh');
    const steps = blocks('sh', '# walk');
    assert.ok(steps.length >= 10);
    writeFileSync(
      script,
      ["trap 'kill %1' EXIT", 'set -euo pipefail', 'TOKEN=', ...steps].join('\n'),
    );
    const text = await run('bash', [script]);
    for (const expected of [
      'active',
      'on-hold',
      'revoked',
      '+905320000001',
      'portal/secrets-deleted',
      'portal/session-ended',
      '10000000146',
    ]) {
      assert.ok(text.includes(expected), `${expected} is missing in ${text}`);
    }
    assert.equal(readFileSync(join(folder, 'data.pdf')).subarray(0, 5).toString(), '%PDF-');
  });

  it('gives a fixture for mocha that works', async () => {
    const [fixture = ''] = blocks('js', '// fixture');
    const path = join(folder, 'fixture.cjs');
    writeFileSync(path, fixture);
    const mocha = join(PROJECT, 'node_modules', 'mocha', 'bin', 'mocha.js');
    assert.match(await run(process.execPath, [mocha, '--timeout', '30000', path]), /1 passing/);
  });

  it('gives a fixture for JUnit that works', async function () {
    await needs(this, 'java', 'javac');
    if (!existsSync(JUNIT)) skip(this, 'JUnit 5 is not installed');
    const [fixture = ''] = blocks('java', '// fixture');
    const path = join(folder, 'SealTest.java');
    writeFileSync(path, fixture);
    await run('javac', ['-cp', JUNIT, '-d', folder, path]);
    const launch = ['-jar', JUNIT, '-cp', folder, '--select-class', 'SealTest'];
    assert.match(await run('java', launch), /\b1 tests successful/);
  });
});
