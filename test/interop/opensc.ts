import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { skip } from '../support.ts';

/** What a program wrote and how it ended. */
export interface Run {
  readonly code: number;
  readonly stdout: Buffer;
  /** Standard output and standard error, for messages. */
  readonly text: string;
}

/** OpenSC's drivers: the one for AKİS, and the generic one that knows ISO 7816-4 only. */
const CONFIGURATION = {
  akis: 'card_drivers = akis;',
  default: 'card_drivers = default; enable_default_driver = true;',
} as const;

/** OpenSC's programs with a home and a configuration of their own. */
export class OpenSc {
  readonly folder = mkdtempSync(join(tmpdir(), 'muhur-opensc-'));
  readonly env: NodeJS.ProcessEnv;

  constructor(driver: keyof typeof CONFIGURATION) {
    const conf = join(this.folder, 'opensc.conf');
    const caching = 'framework pkcs15 { use_file_caching = no; }';
    writeFileSync(conf, `app default { ${CONFIGURATION[driver]} ${caching} }\n`);
    this.env = { ...process.env, OPENSC_CONF: conf, HOME: this.folder, LC_ALL: 'C' };
    delete this.env['OPENSC_DRIVER'];
  }

  /** A file in this OpenSC's own folder. */
  file(name: string, content?: Uint8Array | string): string {
    const path = join(this.folder, name);
    if (content !== undefined) writeFileSync(path, content);
    return path;
  }

  run(program: string, ...args: string[]): Promise<Run> {
    return runProgram(program, args, this.env);
  }

  /** Waits until OpenSC sees a card in the first reader, or none. */
  async untilCard(present: boolean): Promise<void> {
    const line = new RegExp(`^0 +${present ? 'Yes' : 'No'} .*${READERS[0].name}`, 'm');
    await until(`OpenSC sees ${present ? 'a card' : 'no card'}`, async () =>
      line.test((await this.run('opensc-tool', '--list-readers')).text),
    );
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What has to be undone after a suite, last first; also when its `before` skipped half-way. */
export function undoAfter(): { add(undo: () => unknown): void } {
  const undoing: (() => unknown)[] = [];
  after(async () => {
    for (const undo of undoing.reverse()) await undo();
  });
  return { add: (undo) => undoing.push(undo) };
}

/** Runs a program; how it ends is the caller's matter. */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Run> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  let text = '';
  const note = (chunk: Buffer) => (text += chunk.toString());
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk);
    note(chunk);
  });
  child.stderr.on('data', note);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? -1));
  });
  return { code, stdout: Buffer.concat(stdout), text };
}

/** Leaves the suite out where OpenSC cannot be asked; call it in `before`. */
export function needsOpenSc(context: Mocha.Context): void {
  needsRig(context);
  for (const program of ['opensc-tool', 'pkcs15-tool', 'pkcs15-crypt', 'pkcs11-tool', 'openssl']) {
    const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
    if (error !== undefined) skip(context, `${program} is not installed`);
  }
  const env = { ...process.env, OPENSC_DRIVER: 'akis' };
  const { stdout } = spawnSync('opensc-tool', ['--list-drivers'], { encoding: 'utf8', env });
  if (!/^\s+akis\b/m.test(stdout)) skip(context, 'this OpenSC has no AKİS driver');
}

const OPENSC_MODULES = [
  '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so',
  '/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so',
  '/usr/lib64/opensc-pkcs11.so',
];

/** Path of OpenSC's PKCS#11 module. */
export function openScModule(): string {
  return OPENSC_MODULES.find((path) => existsSync(path)) ?? '';
}

/** Processes of modules take these from this process. */
export function useEnvironment(env: NodeJS.ProcessEnv, names: readonly string[]): () => void {
  const before = new Map(names.map((name) => [name, process.env[name]]));
  for (const name of names) process.env[name] = env[name];
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
