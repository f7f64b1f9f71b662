import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Mocha from 'mocha';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { silentLog } from '../../src/log.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { insertRawCard } from '../rig/rawCard.ts';
import type { RawCard } from '../rig/rawCard.ts';
import { skip } from '../support.ts';

const WITNESS = fileURLToPath(new URL('./witness.cjs', import.meta.url));
const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
const ATR = '3BBA11008131FE4D55454B41452056312E30AE';
const COMMANDS = ['00A4080C023F00', '00B0000010', '0084000008'];
const [FIRST] = READERS;

const answer = (command: Buffer): string => `${toHex(command.subarray(1))}9000`;

/** Two bindings, one card: what `smartcard` tells us, `pcsclite` must tell as well. */
describe('the PC/SC binding and its witness', () => {
  let card: RawCard | undefined;

  before(function () {
    needsRig(this);
    try {
      createRequire(import.meta.url)('pcsclite');
    } catch {
      skip(this, 'pcsclite is not built here');
    }
  });

  beforeEach(async () => {
    card = await insertRawCard(FIRST.port, { atr: ATR, answer });
  });

  afterEach(() => card?.pull());

  it('agree on readers, ATR and the bytes of every answer', async () => {
    const source = new PcscSource(HOST, silentLog);
    try {
      await until('the card is present', async () =>
        (await source.list()).readers.some(({ state }) => state === 'present'),
      );
      const { readers } = await source.list();
      const connection = await source.connect(FIRST.name, 'shared');
      const answers: string[] = [];
      for (const command of COMMANDS) {
        answers.push(toHex(await connection.transmit(fromHex(command))));
      }
      await connection.disconnect('leave');
      const ours = {
        readers: readers.map(({ name }) => name).sort(),
        atr: toHex(connection.atr),
        answers,
      };
      const args = [WITNESS, 'ask', FIRST.name, ...COMMANDS];
      const witness = promisify(execFile)(process.execPath, args, { timeout: 15_000 });
      const printed = await witness.catch((error: unknown) => error as { stdout: string });
      assert.deepEqual(JSON.parse(printed.stdout), ours);
    } finally {
      source.dispose();
    }
  });

  it('report whether stopping inside the card-removed event still hangs the witness', async () => {
    const child = spawn(process.execPath, [WITNESS, 'stop-on-removal']);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await until('the witness sees the card', () => output.includes('present'));
    card?.pull();
    await Promise.race([
      until('it stops', () => output.includes('stopped'), 4).catch(() => undefined),
      delay(4000),
    ]);
    child.kill('SIGKILL');
    const hangs = !output.includes('stopped');
    Mocha.reporters.Base.consoleLog(
      `    pcsclite ${hangs ? 'still hangs' : 'no longer hangs'} there`,
    );
  });
});
