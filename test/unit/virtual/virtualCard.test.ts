import assert from 'node:assert/strict';
import { readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { skip } from '../../support.ts';
import { cardOnDisk, temporaryFolder } from './temporary.ts';
import { ascii } from './testCard.ts';

const failsWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(isMuhurError(error, code), String(error));
  return true;
};

const send = async (card: VirtualCard, command: string) =>
  toHex(await card.transmit(fromHex(command)));
const wrong = `0020008006${ascii('000000')}`;

describe('A virtual card on disk', () => {
  const folder = temporaryFolder();
  const open: VirtualCard[] = [];
  const openCard = async () => {
    const card = await VirtualCard.open(folder.path);
    open.push(card);
    return card;
  };
  afterEach(async () => {
    for (const card of open.splice(0)) await card.close();
  });

  it('remembers wrong tries and the new PIN when it is opened again', async () => {
    const { contents } = await cardOnDisk(folder.path);
    let card = await openCard();
    assert.equal(await send(card, wrong), '63C2');
    await card.close();
    card = await openCard();
    assert.equal(await send(card, '00200080'), '63C2');
    const change = `0024020010 06${ascii(contents.pin.value)} 08${ascii('12345678')}`;
    assert.equal(await send(card, change), '9000');
    await card.close();
    card = await openCard();
    assert.equal(await send(card, `0020008008${ascii('12345678')}`), '9000');
    assert.equal(card.secrets.pin, '12345678');
  });

  it('stays blocked for ever once it is blocked', async () => {
    const { contents } = await cardOnDisk(folder.path);
    let card = await openCard();
    for (const sw of ['63C2', '63C1', '63C0']) assert.equal(await send(card, wrong), sw);
    await card.close();
    card = await openCard();
    assert.equal(await send(card, `0020008006${ascii(contents.pin.value)}`), '6983');
  });

  it('forgets the PIN and the selection without power', async () => {
    const { contents } = await cardOnDisk(folder.path);
    const card = await openCard();
    for (const cut of [() => card.powerOff(), () => card.powerOn(), () => card.reset()]) {
      assert.equal(await send(card, `0020008006${ascii(contents.pin.value)}`), '9000');
      assert.equal((await send(card, '00A40800063F005015503100')).slice(-4), '9000');
      await cut();
      assert.equal(await send(card, '00200080'), '63C3');
      assert.equal(await send(card, '00B0000001'), '6986');
    }
  });

  it('answers commands that come at once in their order', async () => {
    await cardOnDisk(folder.path);
    const card = await openCard();
    const answers = await Promise.all(
      ['00A40800063F005015503100', '00B0000002', wrong, wrong].map((one) => send(card, one)),
    );
    assert.deepEqual(answers.slice(1), ['A00A9000', '63C2', '63C1']);
  });

  it('is for its user alone, in a file that is replaced as a whole', async function () {
    if (process.platform === 'win32') skip(this, 'Windows has no such file modes');
    await cardOnDisk(folder.path);
    const card = await openCard();
    await send(card, wrong);
    const path = join(folder.path, 'card.json');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const names = await readdir(folder.path);
    assert.deepEqual(
      names.filter((name) => name.startsWith('card.json')),
      ['card.json'],
    );
  });

  it('sweeps up what an interrupted write left behind', async () => {
    await cardOnDisk(folder.path);
    await writeFile(join(folder.path, 'card.json.1234.tmp'), 'half');
    await openCard();
    assert.ok(!(await readdir(folder.path)).includes('card.json.1234.tmp'));
  });

  it('has one owner; the other one is told which process that is', async () => {
    await cardOnDisk(folder.path);
    const card = await openCard();
    await assert.rejects(VirtualCard.open(folder.path), (error: unknown) => {
      assert.ok(isMuhurError(error, 'virtual-card/in-use'), String(error));
      assert.equal(error.data.pid, process.pid);
      return true;
    });
    await card.close();
    await openCard();
  });

  it('is usable with a damaged lock file', async () => {
    await cardOnDisk(folder.path);
    await writeFile(join(folder.path, 'owner.db'), 'not a database'.repeat(100));
    const card = await openCard();
    assert.equal(await send(card, '00200080'), '63C3');
    await assert.rejects(VirtualCard.open(folder.path), failsWith('virtual-card/in-use'));
  });

  it('answers no more after it was closed', async () => {
    await cardOnDisk(folder.path);
    const card = await openCard();
    const last = send(card, '00200080');
    await card.close();
    assert.equal(await last, '63C3');
    await assert.rejects(send(card, '00200080'), failsWith('card/removed'));
    await card.powerOff();
  });

  it('answers 6581 and keeps counting when its disk refuses', async function () {
    // An open lock file keeps a folder in its place on Windows.
    if (process.platform === 'win32') skip(this, 'Windows moves no folder that is in use');
    await cardOnDisk(folder.path);
    const card = await openCard();
    await rename(folder.path, `${folder.path}-away`);
    assert.equal(await send(card, wrong), '6581');
    await rename(`${folder.path}-away`, folder.path);
    assert.equal(await send(card, wrong), '63C1');
  });
});

describe('A virtual card whose state is damaged', () => {
  const folder = temporaryFolder();
  const path = () => join(folder.path, 'card.json');

  it('is kept aside, told, and never made anew by opening', async () => {
    await cardOnDisk(folder.path);
    const damaged = (await readFile(path(), 'utf8')).replace('"triesLeft": 3', '"triesLeft": 99');
    await writeFile(path(), damaged);
    let keptAs = '';
    await assert.rejects(VirtualCard.open(folder.path), (error: unknown) => {
      assert.ok(isMuhurError(error, 'virtual-card/damaged'), String(error));
      assert.equal(error.data.reason, 'pin is wrong');
      ({ keptAs } = error.data);
      return true;
    });
    assert.equal(await readFile(keptAs, 'utf8'), damaged);
    await assert.rejects(VirtualCard.open(folder.path), (error: unknown) => {
      assert.ok(isMuhurError(error, 'virtual-card/damaged'), String(error));
      assert.equal(error.data.keptAs, keptAs);
      return true;
    });
  });

  it('works again when the file was repaired', async () => {
    await cardOnDisk(folder.path);
    const whole = await readFile(path());
    await writeFile(path(), whole.subarray(0, 100));
    await assert.rejects(VirtualCard.open(folder.path), failsWith('virtual-card/damaged'));
    await writeFile(path(), whole);
    await (await VirtualCard.open(folder.path)).close();
  });

  it('empty, binary and huge files are damaged cards, not crashes', async () => {
    await cardOnDisk(folder.path);
    for (const content of [
      Buffer.alloc(0),
      Buffer.alloc(5000, 0xff),
      Buffer.alloc(5_000_000, 0x20),
    ]) {
      await writeFile(path(), content);
      await assert.rejects(VirtualCard.open(folder.path), failsWith('virtual-card/damaged'));
    }
  });

  it('a folder without a card is not one, and gets no lock file', async () => {
    await assert.rejects(VirtualCard.open(folder.path), failsWith('virtual-card/not-found'));
    await assert.rejects(
      VirtualCard.open(join(folder.path, 'no')),
      failsWith('virtual-card/not-found'),
    );
    assert.deepEqual(await readdir(folder.path), []);
  });
});
