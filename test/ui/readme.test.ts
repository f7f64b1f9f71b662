import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../../scripts/lib/browser.mjs';
import { openssl } from '../interop/openssl.ts';
import { needsRig } from '../rig/pcscd.ts';
import { newTestAuthority } from '../rig/testAuthority.ts';
import { until } from '../rig/until.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The commands of the README's shell blocks, in their order. */
async function readmeCommands(): Promise<string[]> {
  const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return blocks.flatMap((block) => block.trim().split('\n'));
}

/** How each of them is tried here. A command that is not in this list fails the first test. */
const tried: Readonly<
  Record<
    string,
    | 'opens VS Code'
    | 'runs this'
    | 'holds a card'
    | 'runs the simulator'
    | 'finds no signature'
    | 'signs by PFX'
    | 'signs by card'
    | 'ends well'
  >
> = {
  'npm start': 'opens VS Code',
  'npm test': 'runs this',
  'node dist/cli.js readers': 'ends well',
  'node dist/cli.js card --json': 'ends well',
  'node dist/cli.js doctor': 'ends well',
  'node dist/cli.js sign demo/temel-fatura.xml --out imzali.xml --pfx muhur.pfx --password-env PFX_PASSWORD':
    'signs by PFX',
  'node dist/cli.js sign demo/temel-fatura.xml --out imzali.xml --reader "Virtual PCD 00 00" --pin-stdin < pin.txt':
    'signs by card',
  'node dist/cli.js validate demo/temel-fatura.xml': 'finds no signature',
  'node dist/cli.js validate demo/*.xml --offline --sarif > findings.sarif': 'finds no signature',
  'node dist/cli.js simulator > ready.json &': 'runs the simulator',
  'curl -s "$(jq -r .portalUrl ready.json)/openapi.json"': 'ends well',
  'node dist/cli.js virtual-card --state ./my-card': 'holds a card',
  'OPENSC_DRIVER=akis pkcs15-tool --list-certificates': 'ends well',
};

const inTerminal = (command: string) => `node dist/cli.js ${command}`;

describe('the commands of the README', function () {
  this.timeout(180_000);
  let folder: string;
  const running: ChildProcess[] = [];
  const env = (): NodeJS.ProcessEnv => ({
    ...process.env,
    XDG_DATA_HOME: folder,
    VSCODE_EXECUTABLE_PATH: '',
    PFX_PASSWORD: 'gizli',
  });
  const commandThat = (how: string): string =>
    Object.keys(tried).find((command) => tried[command] === how) ?? '';

  /** Starts a command as a shell would, in the folder of the project. */
  function start(command: string): { child: ChildProcess; output: () => string } {
    const here = command
      .replace('./my-card', join(folder, 'my-card'))
      .replace('ready.json', join(folder, 'ready.json'))
      .replace(/(imzali\.xml|muhur\.pfx|pin\.txt)/g, (file) => join(folder, file))
      .replace('findings.sarif', join(folder, 'findings.sarif'));
    const child = spawn(here, {
      cwd: PROJECT,
      shell: true,
      detached: true,
      env: env(),
    });
    running.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    return { child, output: () => text };
  }

  before(async function () {
    needsRig(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-readme-'));
  });

  after(async () => {
    for (const { pid, exitCode } of running) {
      if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGTERM');
    }
    await rm(folder, { recursive: true, force: true });
  });

  it('are all tried here', async () => {
    for (const command of await readmeCommands()) {
      assert.ok(Object.hasOwn(tried, command), `not tried: ${command}`);
    }
  });

  it('npm start prints an address that shows the demo, the explorer and a virtual card', async () => {
    const { output } = start('npm start');
    const address = () => /http:\/\/127\.0\.0\.1:\d+\S*/.exec(output())?.[0];
    await until('the address is printed', () => address() !== undefined, 60);
    const { page, strangers, close } = await openBrowser();
    try {
      await page.goto(address() ?? '');
      await page.locator('.monaco-list-row:has-text("AKİS 1.0")').waitFor({ timeout: 60_000 });
      await page.locator('.monaco-list-row:has-text("signing")').first().waitFor();
    } finally {
      await close();
    }
    assert.deepEqual(strangers, []);
  });

  it('virtual-card puts a card into the reader, and the commands after it see the card', async () => {
    const card = start('node dist/cli.js virtual-card --state ./my-card');
    await until('the ready line is printed', () => card.output().includes('"serial"'), 20);
    for (const command of ['readers', 'card --json', 'doctor'].map(inTerminal)) {
      const { child, output } = start(command);
      await once(child, 'close');
      assert.equal(child.exitCode, 0, output());
    }
    const { child, output } = start('OPENSC_DRIVER=akis pkcs15-tool --list-certificates');
    await once(child, 'close');
    assert.equal(child.exitCode, 0, output());
    assert.match(output(), /\d{10}SIGN0/);
    const { pin } = JSON.parse(/^\{.*\}$/m.exec(card.output())?.[0] ?? '') as { pin: string };
    await writeFile(join(folder, 'pin.txt'), pin);
    await signsBy('signs by card');
  });

  it('sign signs with the key of a PFX file', async () => {
    const leaf = await (await newTestAuthority()).issue('seal');
    const key = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFile(join(folder, 'seal.pem'), `${key.toString()}${leaf.certificate.toString()}`);
    const out = ['-out', 'muhur.pfx', '-passout', 'pass:gizli'];
    const made = await openssl(folder, 'pkcs12', '-export', '-in', 'seal.pem', ...out);
    assert.equal(made.code, 0, made.text);
    await signsBy('signs by PFX');
  });

  async function signsBy(how: string): Promise<void> {
    const signed = join(folder, 'imzali.xml');
    await rm(signed, { force: true });
    const { child, output } = start(commandThat(how));
    await once(child, 'close');
    assert.equal(child.exitCode, 0, output());
    assert.match(await readFile(signed, 'utf8'), /<ds:SignatureValue/);
  }

  it('simulator says where it answers, and serves its description there', async () => {
    const simulator = start('exec node dist/cli.js simulator > ready.json');
    const ready = join(folder, 'ready.json');
    await until(
      'the ready line is written',
      () => existsSync(ready) && statSync(ready).size > 0,
      30,
    );
    const { child, output } = start('curl -s "$(jq -r .portalUrl ready.json)/openapi.json"');
    await once(child, 'close');
    assert.equal(child.exitCode, 0, output());
    assert.match(output(), /^\{"openapi":"3\.1/);
    assert.equal(simulator.output(), '');
  });

  it('validate says of the demo’s documents that they are unsigned, as text and as SARIF', async () => {
    const commands = Object.keys(tried).filter((each) => tried[each] === 'finds no signature');
    assert.equal(commands.length, 2);
    for (const command of commands) {
      const { child, output } = start(command);
      await once(child, 'close');
      assert.equal(child.exitCode, 1, output());
      const written = join(folder, 'findings.sarif');
      const text = command.includes('--sarif') ? await readFile(written, 'utf8') : output();
      assert.match(text, /SIG-NONE/);
    }
  });
});
