import assert from 'node:assert/strict';
import { noTrace } from '../../../src/card/apdu/trace.ts';
import { openCard } from '../../../src/card/openCard.ts';
import { InProcessReaders } from '../../../src/card/reader/inProcess.ts';
import type { SourceStatus } from '../../../src/card/reader/reader.ts';
import { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { cardOnDisk, temporaryFolder } from './temporary.ts';
import { ascii } from './testCard.ts';

const failsWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(isMuhurError(error, code), String(error));
  return true;
};

const unexpected = (error: unknown) => {
  throw error;
};

describe('A reader inside the process', () => {
  const folder = temporaryFolder();
  const READER = 'Virtual Reader: Test';
  let card: VirtualCard;
  let readers: InProcessReaders;
  let verify: Uint8Array;
  const probe = fromHex('00200080');

  beforeEach(async () => {
    const { contents } = await cardOnDisk(folder.path);
    verify = fromHex(`0020008006${ascii(contents.pin.value)}`);
    card = await VirtualCard.open(folder.path);
    readers = new InProcessReaders(unexpected);
    readers.insert(card);
  });
  afterEach(async () => {
    readers.dispose();
    await card.close();
  });

  it('comes and goes with its card, and every insertion is another', async () => {
    const seen: SourceStatus[] = [];
    const watching = readers.watch((status) => seen.push(status));
    await readers.remove(READER);
    assert.equal(readers.insert(card), READER);
    assert.equal(readers.insert(card), READER);
    assert.deepEqual(
      seen.map(({ readers: list }) => list.map(({ name, state }) => [name, state])),
      [[[READER, 'present']], [], [[READER, 'present']]],
    );
    assert.notEqual(seen[0]?.readers[0]?.insertion, seen[2]?.readers[0]?.insertion);
    watching.dispose();
    await readers.remove(READER);
    assert.equal(seen.length, 3);
    assert.deepEqual(await readers.list(), { readers: [], problem: null });
  });

  it('is read by the same code as any card', async () => {
    const connection = await readers.connect(READER, 'shared');
    const snapshot = await openCard(connection, noTrace).card.readSnapshot();
    await connection.disconnect('leave');
    assert.equal(snapshot.family, 'virtual');
    assert.equal(snapshot.serial, card.serial);
    assert.equal(snapshot.takesPin, true);
    assert.deepEqual(snapshot.pin, { state: 'ready', triesLeft: 3 });
    assert.deepEqual(snapshot.puk, { state: 'ready', triesLeft: 3 });
    assert.deepEqual(snapshot.pinRule, { min: 4, max: 16 });
    const vkn = card.vkn ?? '';
    assert.deepEqual(
      snapshot.certificates.map(({ label }) => label),
      [`${vkn}SIGN0`, `${vkn}ENCR0`],
    );
    assert.deepEqual(
      snapshot.keys.map(({ algorithm, size, usage }) => [algorithm, size, usage]),
      [
        ['RSA', 2048, ['sign']],
        ['RSA', 2048, ['decrypt']],
      ],
    );
    assert.deepEqual(snapshot.problems, []);
  });

  it('has one exclusive connection, or several shared ones', async () => {
    const shared = [
      await readers.connect(READER, 'shared'),
      await readers.connect(READER, 'shared'),
    ];
    await assert.rejects(readers.connect(READER, 'exclusive'), failsWith('reader/in-use'));
    for (const connection of shared) await connection.disconnect('leave');
    const exclusive = await readers.connect(READER, 'exclusive');
    await assert.rejects(readers.connect(READER, 'shared'), failsWith('reader/in-use'));
    await assert.rejects(readers.connect(READER, 'exclusive'), failsWith('reader/in-use'));
    await exclusive.disconnect('leave');
    await (await readers.connect(READER, 'exclusive')).disconnect('leave');
  });

  it('forgets the PIN when the last connection ends, and at a reset', async () => {
    const [first, second] = [
      await readers.connect(READER, 'shared'),
      await readers.connect(READER, 'shared'),
    ];
    assert.equal(toHex(await first.transmit(verify)), '9000');
    await first.disconnect('leave');
    assert.equal(toHex(await second.transmit(probe)), '9000');
    const third = await readers.connect(READER, 'shared');
    await second.disconnect('reset');
    assert.equal(toHex(await third.transmit(probe)), '63C3');
    assert.equal(toHex(await third.transmit(verify)), '9000');
    await third.disconnect('leave');
    const fourth = await readers.connect(READER, 'shared');
    assert.equal(toHex(await fourth.transmit(probe)), '63C3');
    await fourth.disconnect('leave');
  });

  it('without its card cuts every connection off, also one that waits for an answer', async () => {
    const connection = await readers.connect(READER, 'exclusive');
    const waiting = connection.transmit(verify);
    void readers.remove(READER);
    await assert.rejects(waiting, failsWith('card/removed'));
    await assert.rejects(connection.transmit(probe), failsWith('card/removed'));
    await connection.disconnect('leave');
    await assert.rejects(readers.connect(READER, 'shared'), failsWith('reader/not-found'));
    assert.equal(toHex(await card.transmit(probe)), '63C3');
  });

  it('holds one card under one name', () => {
    const other = Object.create(card) as VirtualCard;
    assert.throws(() => readers.insert(other), failsWith('reader/in-use'));
    assert.equal(readers.insert(other, 'Another'), 'Another');
  });

  it('disconnects twice without harm, and sends nothing afterwards', async () => {
    const connection = await readers.connect(READER, 'exclusive');
    await connection.disconnect('leave');
    const next = await readers.connect(READER, 'exclusive');
    await connection.disconnect('reset');
    await assert.rejects(readers.connect(READER, 'shared'), failsWith('reader/in-use'));
    await assert.rejects(connection.transmit(probe), failsWith('internal'));
    await next.disconnect('leave');
  });

  it('does not connect for somebody who has given up', async () => {
    await assert.rejects(
      readers.connect(READER, 'shared', AbortSignal.abort()),
      failsWith('cancelled'),
    );
  });
});
