import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readState } from '../../src/card/virtual/stateFile.ts';
import { skip } from '../support.ts';
import type { CardKind } from './virtualCardInVpcd.ts';
import { certificatesOf, newVirtualCard } from './virtualCardInVpcd.ts';

/** Where Debian and others put it. */
const MODULES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
];

export const SOFT_HSM = MODULES.find((path) => existsSync(path)) ?? '';
export const TOKEN = { label: 'Anka', pin: '482915', soPin: '73518264' } as const;

/** Leaves the suite out where there is no SoftHSM; call it in `before`. */
export function needsSoftHsm(context: Mocha.Context): void {
  if (SOFT_HSM === '') skip(context, 'SoftHSM is not installed');
  for (const program of ['softhsm2-util', 'pkcs11-tool']) {
    const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
    if (error !== undefined) skip(context, `${program} is not installed`);
  }
}

/** A token store of SoftHSM in a folder of its own. `SOFTHSM2_CONF` names it to the module. */
export class SoftHsm {
  readonly folder = mkdtempSync(join(tmpdir(), 'muhur-softhsm-'));
  readonly env: NodeJS.ProcessEnv;

  constructor() {
    const conf = join(this.folder, 'softhsm2.conf');
    mkdirSync(this.#tokens);
    writeFileSync(conf, `directories.tokendir = ${this.#tokens}\nlog.level = ERROR\n`);
    this.env = { ...process.env, SOFTHSM2_CONF: conf };
  }

  get #tokens(): string {
    return join(this.folder, 'tokens');
  }

  /** A token with a PIN and nothing else. */
  initialise(pin: string = TOKEN.pin): void {
    const { label, soPin } = TOKEN;
    const numbers = ['--pin', pin, '--so-pin', soPin];
    this.#run('softhsm2-util', '--init-token', '--free', '--label', label, ...numbers);
  }

  /** A token with the keys and certificates of a virtual card of that kind. */
  async fill(kind: CardKind): Promise<void> {
    this.initialise();
    const { card, dispose } = await newVirtualCard(kind);
    try {
      const keys = (await readState(card.directory))?.contents.keys ?? [];
      for (const [i, certificate] of (await certificatesOf(card)).entries()) {
        this.addKey(certificate, keys[i]?.pkcs8 ?? new Uint8Array());
        this.addCertificate(certificate);
      }
    } finally {
      await dispose();
    }
  }

  initialiseWithoutPin(): void {
    const what = ['--init-token', '--label', TOKEN.label, '--so-pin', TOKEN.soPin];
    this.#run('pkcs11-tool', '--module', SOFT_HSM, ...what);
  }

  addKey({ id, label }: { id: string; label: string }, pkcs8: Uint8Array): void {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const file = join(this.folder, 'key.pem');
    writeFileSync(file, key.export({ format: 'pem', type: 'pkcs8' }));
    const what = ['--token', TOKEN.label, '--pin', TOKEN.pin, '--label', label, '--id', id];
    this.#run('softhsm2-util', '--import', file, ...what);
    rmSync(file);
  }

  addCertificate({ id, label, der }: { id: string; label: string; der: Uint8Array }): void {
    const file = join(this.folder, 'certificate.der');
    writeFileSync(file, der);
    const what = ['--write-object', file, '--type', 'cert', '--id', id, '--label', label];
    const login = ['--token-label', TOKEN.label, '--login', '--pin', TOKEN.pin];
    this.#run('pkcs11-tool', '--module', SOFT_HSM, ...login, ...what);
  }

  /** The only object of the only token, `count` times more: an object is a file. */
  multiplyObject(count: number): void {
    const [token = ''] = readdirSync(this.#tokens);
    const folder = join(this.#tokens, token);
    const object = readdirSync(folder).find((name) => /^[0-9a-f-]{36}\.object$/.test(name)) ?? '';
    for (let i = 0; i < count; i++) {
      copyFileSync(join(folder, object), join(folder, `${randomUUID()}.object`));
    }
  }

  /** A store with the same tokens as that one. */
  async copyOf(other: SoftHsm): Promise<this> {
    await cp(join(other.folder, 'tokens'), this.#tokens, { recursive: true });
    return this;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(program: string, ...args: string[]): void {
    execFileSync(program, args, { env: this.env, stdio: 'pipe' });
  }
}
