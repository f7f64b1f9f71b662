import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run } from './opensc.ts';
import { OpenSc, needsOpenSc, runProgram, undoAfter } from './opensc.ts';
import { startCardProcess } from '../rig/cardProcess.ts';
import { READERS, killPcscd, startPcscd } from '../rig/pcscd.ts';
import { copyCardTo } from '../rig/virtualCardInVpcd.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const [{ name: READER, port: PORT }] = READERS;

describe('virtual-card in the terminal', () => {
  const undo = undoAfter();
  let opensc: OpenSc;
  let folder: string;

  before(function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    undo.add(() => opensc.dispose());
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-cli-'));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await opensc.untilCard(false);
  });

  const state = () => join(folder, 'card');
  const refused = (...args: string[]): Promise<Run> =>
    runProgram(process.execPath, [CLI, 'virtual-card', ...args], { ...process.env, LC_ALL: 'C' });
  const serialByOpenSc = async () =>
    /^((?:[0-9A-F]{2} ){12})/m
      .exec((await opensc.run('opensc-tool', '--serial')).text)?.[1]
      ?.replaceAll(' ', '');

  it('makes a card, says in one line what it is, and ends cleanly', async () => {
    const card = await startCardProcess(state(), PORT);
    const { reader, atr, serial, vkn, tckn, pin, puk } = card;
    assert.equal(reader, READER);
    assert.equal(atr, '3BBA11008131FE4D55454B41452056312E30AE');
    assert.match(vkn ?? '', /^12345\d{5}$/);
    assert.equal(tckn, null);
    assert.match(pin, /^\d{6}$/);
    assert.match(puk, /^\d{8}$/);
    assert.equal(await serialByOpenSc(), serial);
    await card.stop();
    assert.equal(card.child.exitCode, 0);
    assert.equal(card.child.signalCode, null);
  });

  it('is the same card the next time, with what was spent and changed', async () => {
    let card = await startCardProcess(state(), PORT);
    const { serial, pin } = card;
    const change = ['--change-pin', '--auth-id', '01', '--pin', pin, '--new-pin', '4444'];
    assert.equal((await opensc.run('pkcs15-tool', ...change)).code, 0);
    await opensc.run('pkcs15-tool', '--verify-pin', '--auth-id', '01', '--pin', '9999');
    await card.stop();
    await opensc.untilCard(false);
    card = await startCardProcess(state(), PORT);
    assert.equal(card.serial, serial);
    assert.equal(card.pin, '4444');
    const { text } = await opensc.run('opensc-tool', '-s', '00200080');
    assert.match(text, /SW1=0x63, SW2=0xC2/);
    await card.stop('SIGINT');
    assert.equal(card.child.exitCode, 0);
  });

  it('comes back when the PC/SC service is killed and started again', async () => {
    await copyCardTo(state());
    const card = await startCardProcess(state(), PORT);
    await killPcscd();
    await startPcscd();
    await opensc.untilCard(true);
    assert.equal(await serialByOpenSc(), card.serial);
    await card.stop();
    assert.equal(card.child.exitCode, 0);
  });

  it('a second process is told who has the card', async () => {
    await copyCardTo(state());
    const card = await startCardProcess(state(), PORT);
    const { code, text } = await refused('--state', state());
    assert.equal(code, 1);
    assert.ok(text.includes(String(card.child.pid)), text);
    await card.stop();
  });

  it('a reader that is taken, and a port where nobody listens, are told apart', async () => {
    await copyCardTo(state());
    const card = await startCardProcess(state(), PORT);
    await copyCardTo(join(folder, 'other'));
    const other = ['--state', join(folder, 'other'), '--vpcd'];
    const taken = await refused(...other, `127.0.0.1:${PORT}`);
    const nobody = await refused(...other, '127.0.0.1:9');
    assert.deepEqual([taken.code, nobody.code], [1, 1]);
    assert.notEqual(taken.text.split('\n')[0], nobody.text.split('\n')[0]);
    await card.stop();
  });

  it('a damaged state is kept aside and never replaced', async () => {
    await copyCardTo(state());
    const path = join(state(), 'card.json');
    writeFileSync(path, '{ damaged');
    for (let i = 0; i < 2; i++) {
      const { code, text } = await refused('--state', state());
      assert.equal(code, 1);
      const kept = /[^\s“]+card\.json\.damaged-[^\s”]+/.exec(text)?.[0] ?? '';
      assert.equal(readFileSync(kept, 'utf8'), '{ damaged');
      assert.ok(!existsSync(path));
    }
  });

  it('wrong options end with code 2 and make no card', async () => {
    for (const args of [
      ['--profile', 'gold'],
      ['--vpcd', 'nowhere'],
      ['--ca', join(folder, 'simulator')],
      ['--colour', 'red'],
    ]) {
      const { code, text } = await refused('--state', state(), ...args);
      assert.equal(code, 2, text);
      assert.ok(!existsSync(state()), text);
    }
    await copyCardTo(state());
    const { code, text } = await refused('--state', state(), '--profile', 'e-imza');
    assert.equal(code, 2, text);
  });
});
