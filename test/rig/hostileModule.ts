import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Card, SignInput } from '../../src/card/card.ts';
import { Pkcs11Modules } from '../../src/card/pkcs11/modules.ts';
import type { ModuleRecord, TokenRecord } from '../../src/card/tokenSource.ts';
import type { Log } from '../../src/log.ts';
import { silentLog } from '../../src/log.ts';
import { skip } from '../support.ts';
import { certificatesOf, newVirtualCard } from './virtualCardInVpcd.ts';

const SOURCE = fileURLToPath(new URL('../fixtures/pkcs11/hostile.c', import.meta.url));

/** Entry point of a module's process, from the sources. */
export const HOST = fileURLToPath(new URL('../../src/card/pkcs11/host.ts', import.meta.url));

export const HOSTILE = { pin: '482915', soPin: '73518264', key: '01' } as const;
export const SOME_INPUT: SignInput = {
  kind: 'digest-info',
  digestInfo: new Uint8Array(51).fill(1),
};

/** Leaves the suite out where nothing can be compiled; call it in `before`. */
export function needsCompiler(context: Mocha.Context): void {
  const { error } = spawnSync('cc', ['--version'], { stdio: 'ignore' });
  if (error !== undefined) skip(context, 'there is no C compiler');
}

/** Compiles a shared library. */
export function compileLibrary(source: string, library: string, ...more: readonly string[]): void {
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, source, ...more], { stdio: 'pipe' });
}

/** A call as the module saw it; what the numbers are, the C source tells. */
export interface SeenCall {
  readonly name: string;
  readonly numbers: readonly [number, number];
}

/** Calls that take a PIN to the token. */
const PIN_CALLS = ['C_Login', 'C_SetPIN', 'C_InitPIN'];

/** A PKCS#11 module that does what a test tells it, also while it runs. */
export class HostileModule {
  readonly folder = mkdtempSync(join(tmpdir(), 'muhur-hostile-'));
  readonly path = join(this.folder, 'libhostile.so');
  readonly #control = join(this.folder, 'control');
  readonly #before = process.env['MUHUR_HOSTILE'];

  /** @param certificates of the tokens in its slots. */
  constructor(certificates: readonly Uint8Array[]) {
    compileLibrary(SOURCE, this.path);
    mkdirSync(this.#control);
    for (const [i, der] of certificates.entries()) {
      writeFileSync(join(this.#control, `certificate-${String(i + 1)}.der`), der);
    }
    process.env['MUHUR_HOSTILE'] = this.#control;
    this.behave();
  }

  /** From now on so, and in nothing else. */
  behave(does: Readonly<Record<string, string | number>> = {}): void {
    const lines = Object.entries(does).map(([word, value]) => `${word} ${String(value)}\n`);
    writeFileSync(join(this.#control, 'does'), lines.join(''));
  }

  /** What was called since the last time this was asked. */
  calls(): readonly SeenCall[] {
    const file = join(this.#control, 'calls');
    const lines = readFileSync(file, { encoding: 'utf8', flag: 'a+' }).trim().split('\n');
    rmSync(file, { force: true });
    return lines.map((line) => {
      const [name = '', a, b] = line.split(' ');
      return { name, numbers: [Number(a), Number(b)] };
    });
  }

  /** The calls with a PIN since the last time that anything was asked. */
  pinCalls(): readonly SeenCall[] {
    return this.calls().filter(({ name }) => PIN_CALLS.includes(name));
  }

  dispose(): void {
    if (this.#before === undefined) delete process.env['MUHUR_HOSTILE'];
    else process.env['MUHUR_HOSTILE'] = this.#before;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Sessions with the tokens of a hostile module. */
export class HostileTokens {
  readonly module: HostileModule;
  readonly modules: Pkcs11Modules;
  /** In seconds; tests shorten them for what hangs, when the process runs. */
  readonly limits = { list: 20, pin: 20, key: 20 };

  private constructor(module: HostileModule, log: Log) {
    this.module = module;
    this.modules = new Pkcs11Modules(HOST, log, this.limits);
    this.modules.use([module.path]);
  }

  static async start(log: Log = silentLog): Promise<HostileTokens> {
    const { card, dispose } = await newVirtualCard();
    const certificates = await certificatesOf(card);
    await dispose();
    return new HostileTokens(new HostileModule(certificates.map(({ der }) => der)), log);
  }

  async record(): Promise<ModuleRecord> {
    const [record] = await this.modules.list();
    if (record === undefined) throw new Error('no module');
    return record;
  }

  /** @throws what the listing tells as its problem. */
  async list(): Promise<readonly TokenRecord[]> {
    const { tokens, problem } = await this.record();
    if (problem !== null) throw problem;
    return tokens;
  }

  /** The token in the first slot, or in another. */
  async token(index = 0): Promise<TokenRecord> {
    const token = (await this.list())[index];
    if (token === undefined) throw new Error('the module shows no such token');
    return token;
  }

  session<T>(token: TokenRecord, action: (card: Card) => Promise<T>): Promise<T> {
    return this.modules.withToken(token, action);
  }

  sign(token: TokenRecord): Promise<Uint8Array> {
    return this.session(token, async (card) => {
      await card.verifyPin(new TextEncoder().encode(HOSTILE.pin));
      return card.sign(HOSTILE.key, SOME_INPUT);
    });
  }

  /** The next use begins with a process that has not loaded the module yet. */
  loadAfresh(): void {
    this.modules.use([]);
    this.modules.use([this.module.path]);
  }

  dispose(): void {
    this.modules.dispose();
    this.module.dispose();
  }
}
