import assert from 'node:assert/strict';
import type { TestSystem } from './testCard.ts';
import { ascii, play, testSystem } from './testCard.ts';

const NEW = ascii('2580AbcD');

describe('The PIN of the virtual card', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
  });

  it('is verified, and the empty VERIFY tells that without costing a try', async () => {
    await play(system, [
      ['00200080', '63C3'],
      ['0020008006PIN', '9000'],
      ['00200080', '9000'],
    ]);
    assert.deepEqual(system.written, []);
  });

  it('is blocked by the third wrong entry, and stays so for the right one', async () => {
    await play(system, [
      ['0020008006WRONG', '63C2'],
      ['00200080', '63C2'],
      ['0020008006WRONG', '63C1'],
      ['0020008006WRONG', '63C0'],
      ['00200080', '6983'],
      ['0020008006PIN', '6983'],
      ['00240200 0E 06PIN06WRONG', '6983'],
    ]);
    assert.deepEqual(
      system.written.map(({ pin }) => pin),
      [2, 1, 0],
    );
  });

  it('gets its tries back by the right entry, and only then writes', async () => {
    await play(system, [
      ['0020008006WRONG', '63C2'],
      ['0020008006PIN', '9000'],
      ['0020008006PIN', '9000'],
    ]);
    assert.deepEqual(
      system.written.map(({ pin }) => pin),
      [2, 3],
    );
  });

  it('is no longer verified after a wrong entry, LOGOUT or a reset', async () => {
    const verified = ['0020008006PIN', '9000'] as const;
    await play(system, [verified, ['0020008006WRONG', '63C2'], ['00200080', '63C2']]);
    await play(system, [verified, ['801A0000', '9000'], ['00200080', '63C3']]);
    await play(system, [verified]);
    system.reset();
    await play(system, [['00200080', '63C3']]);
  });

  it('costs nothing when its length is impossible', async () => {
    await play(system, [
      ['0020008003313233', '6700'],
      ['0020008011 3132333435363738393031323334353637', '6700'],
      ['00200080', '63C3'],
    ]);
    assert.deepEqual(system.written, []);
  });

  it('is known by its reference alone', () =>
    play(system, [
      ['0020000106PIN', '6A88'],
      ['0020018006PIN', '6A86'],
      ['002400000CPINWRONG', '6A88'],
      ['00240100 0E 06PIN06WRONG', '6A88'],
      ['00240180 0E 06PIN06WRONG', '6A88'],
      ['002C00810EPUKWRONG', '6A88'],
    ]));

  it('shows its tries in tag 90 of every file, where AKİS V1.0 has them', async () => {
    const permission = async (path: string) => (await system.send(path)).slice(-6, -4);
    const both = async () => [
      await permission('00A40000023F0000'),
      await permission('00A40800063F005015503100'),
    ];
    assert.deepEqual(await both(), ['02', '06']);
    await system.send('0020008006WRONG');
    assert.deepEqual(await both(), ['42', '46']);
    await system.send('0020008006WRONG');
    assert.deepEqual(await both(), ['82', '86']);
    await system.send('0020008006WRONG');
    assert.deepEqual(await both(), ['C2', 'C6']);
  });

  it('does not count a try as none when the counter cannot be stored', async () => {
    system.breakMemory();
    await play(system, [
      ['0020008006WRONG', '6581'],
      ['00200080', '63C2'],
      ['0020008006PIN', '6581'],
      ['00200080', '63C2'],
      ['0020008006WRONG', '6581'],
      ['0020008006WRONG', '6581'],
      ['0020008006PIN', '6983'],
    ]);
  });
});

describe('Changing the PIN of the virtual card', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
  });

  it('takes AKİS’s form, each PIN behind its length', () =>
    play(system, [
      [`00240200 10 06PIN 08${NEW}`, '9000'],
      ['0020008006PIN', '63C2'],
      [`0020008008${NEW}`, '9000'],
    ]));

  it('takes the form of the standard, both PINs in a row', () =>
    play(system, [
      [`00240080 0E PIN ${NEW}`, '9000'],
      [`0020008008${NEW}`, '9000'],
    ]));

  it('costs a try when the old PIN is wrong, and changes nothing', async () => {
    await play(system, [
      ['0020008006PIN', '9000'],
      [`00240200 10 06WRONG 08${NEW}`, '63C2'],
      ['00200080', '63C2'],
      [`00240080 0E WRONG ${NEW}`, '63C1'],
      ['0020008006PIN', '9000'],
    ]);
    assert.deepEqual(
      system.written.map(({ pin }) => pin),
      [2, 1, 3],
    );
  });

  it('stores the new PIN and its full tries in one write', async () => {
    await play(system, [
      ['0020008006WRONG', '63C2'],
      [`00240200 10 06PIN 08${NEW}`, '9000'],
    ]);
    assert.deepEqual(
      system.written.map(({ pin }) => pin),
      [2, 3],
    );
  });

  it('costs nothing when the new PIN is too short, too long or not ASCII', async () => {
    await play(system, [
      ['00240200 0B 06PIN 03313233', '6700'],
      ['00240200 19 06PIN 11 3132333435363738393031323334353637', '6700'],
      ['00240200 0C 06PIN 04D9A1D9A2', '6A80'],
      ['00240200 0C 06PIN 0431202032', '6A80'],
      ['00240200 0B 06WRONG 03313233', '6700'],
      ['00240200 0E 06PIN 07WRONG', '6700'],
      ['00240200 08 06PIN 00', '6700'],
      ['00240200 07 06PIN', '6700'],
      ['00240200 01 06', '6700'],
      ['00240200', '6700'],
      ['002402000CPINWRONG', '6700'],
      ['00240080 09 PIN 313233', '6700'],
      ['00200080', '63C3'],
      ['0020008006PIN', '9000'],
    ]);
    assert.deepEqual(system.written, []);
  });

  it('keeps the old PIN when the new one cannot be stored', async () => {
    system.breakMemory();
    await play(system, [
      [`00240200 10 06PIN 08${NEW}`, '6581'],
      [`0020008008${NEW}`, '6581'],
    ]);
    assert.equal(system.stored.contents.pin.triesLeft, 2);
  });
});

describe('The PUK of the virtual card', () => {
  let system: TestSystem;
  const block = async () => {
    for (let i = 0; i < 3; i++) await system.send('0020008006WRONG');
  };
  beforeEach(async () => {
    system = await testSystem();
  });

  it('unblocks the PIN with a new one, which still has to be verified', async () => {
    await block();
    await play(system, [
      [`002C0080 10 PUK ${NEW}`, '9000'],
      ['00200080', '63C3'],
      [`0020008008${NEW}`, '9000'],
    ]);
    assert.deepEqual(system.written.at(-1), { pin: 3, puk: 3 });
  });

  it('gives the old PIN its tries back when no new one comes', async () => {
    await block();
    await play(system, [
      ['002C0180 08 PUK', '9000'],
      ['0020008006PIN', '9000'],
    ]);
  });

  it('is dead after three wrong entries, and so is the card', async () => {
    await block();
    await play(system, [
      [`002C0080 10 ${ascii('00000000')} ${NEW}`, '63C2'],
      ['00200081', '63C2'],
      ['002C0180 08 3030303030303030', '63C1'],
      [`002C0080 10 ${ascii('00000000')} ${NEW}`, '63C0'],
      [`002C0080 10 PUK ${NEW}`, '6983'],
      ['002C0180 08 PUK', '6983'],
      ['00200081', '6983'],
      ['00200080', '6983'],
    ]);
    assert.deepEqual(system.written.at(-1), { pin: 0, puk: 0 });
  });

  it('gets its tries back by being right, in the same write', async () => {
    await block();
    await play(system, [
      ['0020008108 3030303030303030', '63C2'],
      [`002C0080 10 PUK ${NEW}`, '9000'],
      ['00200081', '63C3'],
    ]);
    assert.deepEqual(system.written.at(-1), { pin: 3, puk: 3 });
  });

  it('costs nothing when a length or the new PIN is impossible', async () => {
    await play(system, [
      ['002C0080', '6700'],
      ['002C0080 04 31323334', '6700'],
      ['002C0080 08 PUK', '6700'],
      ['002C0080 0B PUK 313233', '6700'],
      ['002C0080 0C PUK D9A1D9A2', '6A80'],
      ['002C0180 07 30303030303030', '6700'],
      ['002C0280 06 WRONG', '6A86'],
      ['00200081', '63C3'],
    ]);
    assert.deepEqual(system.written, []);
  });

  it('cannot be changed, and opens no key', () =>
    play(system, [
      ['00240201 12 08PUK 08 3131313131313131', '6985'],
      ['0020008108PUK', '9000'],
      ['0022C301', '9000'],
      ['002A9E9A0401020304F4', '6982'],
    ]));

  it('is refused in place of the PIN at the cost of a try, as on a real card', () =>
    play(system, [['0020008008PUK', '63C2']]));

  it('keeps PIN and counters as they were when nothing can be stored', async () => {
    await block();
    system.breakMemory();
    await play(system, [
      [`002C0080 10 PUK ${NEW}`, '6581'],
      ['00200080', '6983'],
      ['00200081', '63C3'],
    ]);
  });
});
