import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { LiveCards } from '../../../src/card/liveCards.ts';
import { InProcessReaders } from '../../../src/card/reader/inProcess.ts';
import type { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { depth } from '../../depth.ts';
import { newVirtualCard } from '../../rig/virtualCardInVpcd.ts';
import { strictLog } from '../../strictLog.ts';

const READERS = 16;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use after everything unused was given back. */
function memoryInUse(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('many readers, many hours', function () {
  this.timeout(60_000);
  const owned: Awaited<ReturnType<typeof newVirtualCard>>[] = [];
  let virtual: VirtualCard[];
  let readers: InProcessReaders;
  let cards: LiveCards;

  before(async () => {
    for (let i = 0; i < READERS; i++) owned.push(await newVirtualCard());
    virtual = owned.map(({ card }) => card);
  });

  after(async () => {
    for (const { dispose } of owned) await dispose();
  });

  beforeEach(() => {
    readers = new InProcessReaders();
    cards = new LiveCards([readers], strictLog);
    cards.start();
  });

  afterEach(() => {
    cards.dispose();
  });

  const nameOf = (index: number) => `Reader ${String(index).padStart(2, '0')}`;
  /** Resolves when that many readers are there and their cards are read. */
  const allRead = (count: number) =>
    new Promise<void>((resolve) => {
      const subscription = cards.onDidChange(({ readers: records }) => {
        if (records.length < count) return;
        if (records.some(({ card, reading }) => card === null || reading)) return;
        subscription.dispose();
        resolve();
      });
    });

  it('sixteen readers with cards are all read, in the order of their names', async () => {
    const read = allRead(READERS);
    virtual.forEach((card, index) => readers.insert(card, nameOf(READERS - 1 - index)));
    await read;
    const names = cards.state.readers.map(({ status }) => status.name);
    assert.deepEqual(names, [...names].sort());
    for (const { card } of cards.state.readers) assert.equal(card?.certificates.length, 2);
  });

  it('a day of cards coming and going leaves no memory behind', async () => {
    // An insertion and a removal every two minutes, on one of sixteen readers in turn.
    const events = depth(720);
    const day = async (count: number) => {
      for (let event = 0; event < count; event++) {
        const index = event % READERS;
        const card = virtual[index];
        assert.ok(card);
        const read = allRead(1);
        readers.insert(card, nameOf(index));
        await read;
        await readers.remove(nameOf(index));
        assert.deepEqual(cards.state.readers, []);
      }
    };
    await day(64);
    const before = memoryInUse();
    await day(events);
    const grown = memoryInUse() - before;
    assert.ok(grown < 2_000_000, `${String(grown)} bytes more after ${String(events)} events`);
  });
});
