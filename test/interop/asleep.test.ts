import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LiveCards } from '../../src/card/liveCards.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { isMuhurError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';

const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
const [{ name, port }] = READERS;

/** Processes whose command line contains `text`. */
function processes(text: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) process.kill(pid, signal);
}

/** Longest time in which the thread did nothing else while `work` ran, in milliseconds. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  await work().finally(() => {
    clearInterval(timer);
  });
  return longest;
}

describe('asleep and awake', function () {
  this.timeout(60_000);
  let cards: LiveCards;

  before(function () {
    needsRig(this);
  });

  beforeEach(() => {
    const source = new PcscSource(HOST, silentLog, { connect: 1, transmit: 1 });
    cards = new LiveCards([source], silentLog);
    cards.start();
  });

  afterEach(() => {
    cards.dispose();
  });

  const record = () => cards.state.readers.find(({ status }) => status.name === name);
  const serialRead = () => (record()?.reading === false ? record()?.card?.serial : undefined);

  it('a card swapped while we slept is another card a second after waking', async () => {
    const first = await cardInVpcd(port);
    await until('the first card is read', () => typeof serialRead() === 'string');
    const { insertion } = record()?.status ?? {};
    const ours = processes('pcsc/host.ts');
    assert.equal(ours.length, 1);
    signalAll(ours, 'SIGSTOP');
    await first.dispose();
    await delay(1000);
    const second = await cardInVpcd(port);
    await delay(1000);
    signalAll(ours, 'SIGCONT');
    await until('the swap is seen', () => record()?.status.insertion !== insertion, 1);
    await until('the second card is read', () => typeof serialRead() === 'string', 1);
    await second.dispose();
    await until('the reader is empty', () => record()?.status.state === 'empty');
  });

  it('a service that stops answering blocks nothing here, and is told', async () => {
    const inserted = await cardInVpcd(port);
    await until('the card is read', () => typeof serialRead() === 'string');
    const target = { reader: name, serial: serialRead() ?? null };
    const service = processes('pcscd\0--foreground');
    const longest = await longestBlock(async () => {
      signalAll(service, 'SIGSTOP');
      const reading = cards.withCard(target, 'shared', (card) => card.readSnapshot());
      await assert.rejects(reading, (error) => isMuhurError(error, 'reader/timeout'));
      signalAll(service, 'SIGCONT');
    });
    assert.ok(longest < 50, `the thread was blocked for ${String(Math.round(longest))} ms`);
    await cards.refresh();
    await until('the card is read again', () => typeof serialRead() === 'string');
    await inserted.dispose();
    await until('the reader is empty', () => record()?.status.state === 'empty');
  });
});
