import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readState } from '../../src/card/virtual/stateFile.ts';
import { PortalClient } from '../../src/portal/client.ts';
import { listOrganisations } from '../../src/portal/contract/organisations.ts';
import { readHealth } from '../../src/portal/contract/testSuite.ts';
import { joinRunning } from '../../src/portal/simulator/process/joinOrStart.ts';
import { readRunning } from '../../src/portal/simulator/process/runningFile.ts';
import type { ReadyLine } from '../../src/portal/simulator/start.ts';
import { startSimulatorProcess } from '../rig/simulatorProcess.ts';
import { until } from '../rig/until.ts';
import { skip } from '../support.ts';
import { runProgram } from './opensc.ts';

const dist = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
const WINDOW = fileURLToPath(new URL('./windowProcess.ts', import.meta.url));

describe('The simulator as a process', function () {
  this.timeout(120_000);
  let folder = '';
  const started: { kill: () => void }[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-process-'));
  });

  afterEach(() => {
    for (const one of started.splice(0)) one.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const data = () => join(folder, 'data');
  const running = async () => {
    const simulator = await startSimulatorProcess(data());
    started.push({ kill: () => simulator.child.kill('SIGKILL') });
    return simulator;
  };
  const cli = (...args: string[]) =>
    runProgram(process.execPath, [dist('cli.js'), ...args], { ...process.env, LC_ALL: 'C' });
  const isAnswering = async ({ baseUrl }: { baseUrl: string }) => {
    const client = new PortalClient({ baseUrl, timeoutSeconds: 5 });
    try {
      await client.call(readHealth, {});
      return true;
    } catch {
      return false;
    } finally {
      await client.close();
    }
  };

  describe('in the terminal', () => {
    it('says in one line where it answers, and ends cleanly on both signals', async () => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const simulator = await running();
        const { ready, complaints } = simulator;
        assert.ok(await isAnswering(ready));
        assert.equal(statSync(join(data(), 'running.json')).mode & 0o777, 0o600);
        assert.equal(await simulator.stop(signal), 0);
        assert.equal(complaints(), '');
        assert.ok(!existsSync(join(data(), 'running.json')));
      }
    });

    it('a second one on the same data is told which process has it', async () => {
      const first = await running();
      const { code, text } = await cli('simulator', '--data', data());
      assert.equal(code, 1);
      assert.ok(text.includes(String(first.child.pid)), text);
      assert.ok(await isAnswering(first.ready));
      await first.stop();
    });

    it('another port than the one of the data, or none at all, is refused', async () => {
      await (await running()).stop();
      assert.equal((await cli('simulator', '--data', data(), '--port', '19999')).code, 1);
      for (const port of ['0', '65536', 'x', '-1', '1.5', '']) {
        assert.equal((await cli('simulator', '--data', data(), `--port=${port}`)).code, 2, port);
      }
      assert.equal((await cli('simulator', '--colour', 'red')).code, 2);
    });

    it('a folder that cannot be written is named', async function () {
      const mounted = await mountSmall(join(folder, 'small'), 'ro');
      if (mounted === null) skip(this, 'no file system can be mounted here');
      try {
        const { code, text } = await cli('simulator', '--data', join(mounted.path, 'data'));
        assert.equal(code, 1);
        assert.ok(text.includes(mounted.path), text);
      } finally {
        await mounted.unmount();
      }
    });

    it('a full disk is said to be one, and what was answered before stays', async function () {
      const mounted = await mountSmall(join(folder, 'small'), 'size=3m');
      if (mounted === null) skip(this, 'no file system can be mounted here');
      try {
        const simulator = await startSimulatorProcess(join(mounted.path, 'data'));
        started.push({ kill: () => simulator.child.kill('SIGKILL') });
        const made = await createUntilFull(simulator.ready);
        assert.ok(made.length > 0);
        assert.ok(await isAnswering(simulator.ready));
        assert.deepEqual(await missing(simulator.ready, made), []);
        await simulator.stop();
      } finally {
        await mounted.unmount();
      }
    });
  });

  describe('shared by windows of VS Code', () => {
    const window = async (program = dist('simulatorProcess.js')) => {
      const child = spawn(process.execPath, [WINDOW, data(), program], {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, MUHUR_SECRET: 'do not pass on' },
      });
      started.push({ kill: () => child.kill('SIGKILL') });
      const line = JSON.parse(await firstLine(child)) as ReadyLine & { started: boolean };
      return { child, ...line };
    };

    it('the second joins the first; killed or closed, the last one takes it along', async () => {
      const first = await window();
      const second = await window();
      assert.deepEqual([first.started, second.started], [true, false]);
      assert.equal(second.testToken, first.testToken);
      // The one that started it is killed, and it goes on for the other.
      first.child.kill('SIGKILL');
      await once(first.child, 'exit');
      const third = await window();
      assert.equal(third.started, false);
      third.child.stdin.end();
      second.child.kill('SIGKILL');
      await until('nobody answers', async () => !(await isAnswering(first)), 30);
      assert.equal(readRunning(data()), null);
    });

    it('two that start at once share one', async () => {
      const windows = await Promise.all([window(), window(), window()]);
      assert.equal(new Set(windows.map(({ testToken }) => testToken)).size, 1);
      assert.equal(windows.filter((one) => one.started).length, 1);
    });

    it('one that was killed is started again by the next', async () => {
      const first = await window();
      const pid = readRunning(data())?.pid ?? 0;
      assert.ok(pid > 1);
      process.kill(pid, 'SIGKILL');
      const second = await window();
      assert.equal(second.started, true);
      assert.equal(second.baseUrl, first.baseUrl);
      assert.notEqual(second.testToken, first.testToken);
    });

    it('it joins one that was started in a terminal, and does not end it', async () => {
      const terminal = await running();
      const joined = await window();
      assert.equal(joined.started, false);
      joined.child.kill('SIGKILL');
      await once(joined.child, 'exit');
      assert.ok(await isAnswering(terminal.ready));
      await terminal.stop();
    });

    it('it notices when one that was started in a terminal is killed', async () => {
      const terminal = await running();
      const joined = await joinRunning(data());
      assert.ok(joined);
      terminal.child.kill('SIGKILL');
      await joined.ended;
      assert.equal(await joinRunning(data()), null);
    });

    it('it gets nothing of the window’s variables', async function () {
      if (process.platform !== 'linux') skip(this, 'no /proc');
      await window();
      const pid = readRunning(data())?.pid ?? 0;
      const variables = readFileSync(`/proc/${String(pid)}/environ`, 'utf8');
      assert.ok(variables.includes('ELECTRON_RUN_AS_NODE=1'));
      assert.ok(!variables.includes('do not pass on'));
    });
  });

  describe('makes cards for virtual-card --ca', () => {
    const chainOf = async (state: string) => {
      const card = await readState(state);
      const pem = readFileSync(join(state, 'issuers.pem'), 'utf8');
      return { card, issuers: pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [] };
    };

    it('while it runs, and while it does not', async () => {
      const simulator = await running();
      const root = new X509Certificate(
        Buffer.from(await (await fetch(simulator.ready.rootUrl)).arrayBuffer()),
      ).fingerprint256;
      const order = async (name: string, profile: string) => {
        const state = join(folder, name);
        // Nobody listens at that address: the card is made, and cannot be put into a reader.
        const where = ['--vpcd', '127.0.0.1:9', '--profile', profile];
        const { code } = await cli('virtual-card', '--ca', data(), '--state', state, ...where);
        assert.equal(code, 1);
        const { card, issuers } = await chainOf(state);
        assert.ok(card);
        assert.equal(card.profile, profile);
        assert.equal(new X509Certificate(issuers.at(-1) ?? '').fingerprint256, root);
        return card;
      };
      const seal = await order('seal', 'mali-muhur');
      await simulator.stop();
      const eSignature = await order('e-imza', 'e-imza');
      const again = await running();
      const client = new PortalClient({ baseUrl: again.ready.baseUrl });
      const { organisations } = await client.call(
        listOrganisations,
        {},
        {
          token: again.ready.testToken,
        },
      );
      await client.close();
      assert.ok(organisations.some(({ vkn }) => vkn === seal.vkn));
      assert.ok(organisations.some(({ signatory }) => signatory.tckn === eSignature.tckn));
      await again.stop();
    });
  });

  /** A file system of its own, which only root can mount. */
  async function mountSmall(path: string, option: string) {
    mkdirSync(path);
    const mount = await runProgram('mount', ['-t', 'tmpfs', '-o', option, 'tmpfs', path]);
    if (mount.code !== 0) return null;
    return { path, unmount: () => runProgram('umount', ['-l', path]) };
  }
});

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.split('\n', 1)[0] ?? '';
}

/** Organisations that were answered for before the disk was full. */
async function createUntilFull({ baseUrl, testToken }: ReadyLine): Promise<string[]> {
  const made: string[] = [];
  for (let i = 0; i < 200; i++) {
    const response = await fetch(`${baseUrl}/test/v1/organisations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${testToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ keyAlgorithm: 'EC-P384' }),
    });
    const answer = (await response.json()) as { vkn: string; code?: string };
    if (!response.ok) {
      assert.equal(response.status, 500);
      assert.equal(answer.code, 'simulator/storage');
      return made;
    }
    made.push(answer.vkn);
  }
  assert.fail('the disk was never full');
}

async function missing({ baseUrl, testToken }: ReadyLine, vkns: string[]): Promise<string[]> {
  const client = new PortalClient({ baseUrl });
  const { organisations } = await client.call(listOrganisations, {}, { token: testToken });
  await client.close();
  const known = new Set(organisations.map(({ vkn }) => vkn));
  return vkns.filter((vkn) => !known.has(vkn));
}
