import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { CardsState } from '../../src/card/cardState.ts';
import { LiveCards } from '../../src/card/liveCards.ts';
import { InProcessReaders } from '../../src/card/reader/inProcess.ts';
import {
  establishContext,
  listReaders,
  loadPcsc,
  waitForChange,
} from '../../src/card/reader/pcsc/binding.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { silentLog } from '../../src/log.ts';
import { describeCertificate } from '../../src/pki/certificate.ts';
import { describingOnce } from '../../src/views/explorer/describeCertificates.ts';
import type { Describe } from '../../src/views/explorer/describeCertificates.ts';
import { readerNode } from '../../src/views/explorer/readerNode.ts';
import { READERS } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { cardInVpcd, newVirtualCard } from '../rig/virtualCardInVpcd.ts';
import { PCSC_HOST } from './cardSession.ts';
import { median, timed } from './row.ts';
import type { Row } from './row.ts';

const MANY = 16;
const ROUNDS = 15;

/** `tree-16-readers`, `hotplug` and `idle-cpu`: what the explorer costs and how fast it follows. */
export async function run(): Promise<Row[]> {
  return [await treeOfManyReaders(), await hotplug(), await idleCpu()];
}

/** From readers with cards to finished rows, for sixteen readers against one. */
async function treeOfManyReaders(): Promise<Row> {
  const owned = await Promise.all(Array.from({ length: MANY }, () => newVirtualCard()));
  const rows = (state: CardsState, describe: Describe) =>
    state.readers.map((record) => readerNode(record, describe, { now: new Date(), warnDays: 90 }));
  const build = (count: number) =>
    timed(async () => {
      const readers = new InProcessReaders();
      const cards = new LiveCards([readers], silentLog);
      const describe = describingOnce(describeCertificate);
      owned.slice(0, count).forEach(({ card }, index) => readers.insert(card, `R${String(index)}`));
      const finished = new Promise<void>((resolve) => {
        cards.onDidChange((state) => {
          rows(state, describe);
          if (state.readers.every(({ card, reading }) => card !== null && !reading)) resolve();
        });
      });
      cards.start();
      await finished;
      cards.dispose();
    });
  await build(1);
  await build(MANY);
  const times = { one: [] as number[], many: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.many.push(await build(MANY));
    times.one.push(await build(1));
  }
  for (const { dispose } of owned) await dispose();
  const [many, one] = [median(times.many), median(times.one)];
  const note = 'sixteen readers against one, cards read and rows built';
  return { name: 'tree-16-readers', ours: many, theirs: one, ratio: many / one, unit: 'ms', note };
}

/** How much later than a bare PC/SC program our state shows a card. */
async function hotplug(): Promise<Row> {
  const [{ name, port }] = READERS;
  const pcsc = await loadPcsc();
  const cards = new LiveCards([new PcscSource(PCSC_HOST, silentLog)], silentLog);
  cards.start();
  const isPresent = () =>
    cards.state.readers.some(({ status }) => status.name === name && status.state === 'present');
  await until('the reader is seen', () => cards.state.settled && cards.state.readers.length > 0);

  const lateness: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await until('the reader is empty', () => !isPresent());
    const context = establishContext(pcsc);
    const bare = waitForChange(context, listReaders(context, pcsc, new Set())).then(() =>
      performance.now(),
    );
    const ours = new Promise<number>((resolve) => {
      const subscription = cards.onDidChange(() => {
        if (!isPresent()) return;
        subscription.dispose();
        resolve(performance.now());
      });
    });
    const inserted = await cardInVpcd(port);
    lateness.push((await ours) - (await bare));
    context.close();
    await inserted.dispose();
  }
  cards.dispose();
  const note = 'later than PC/SC’s own notification, 50 allowed';
  return { name: 'hotplug', ours: median(lateness), theirs: null, ratio: null, unit: 'ms', note };
}

/** Processor time of us and our PC/SC process while nothing happens. */
async function idleCpu(): Promise<Row> {
  const SECONDS = 5;
  const cards = new LiveCards([new PcscSource(PCSC_HOST, silentLog)], silentLog);
  cards.start();
  await until('the readers are seen', () => cards.state.readers.length > 0);
  await delay(500);
  const before = clockTicks();
  await delay(SECONDS * 1000);
  const ticks = clockTicks() - before;
  cards.dispose();
  // 100 ticks a second on every Linux that Node runs on.
  const share = ticks / SECONDS;
  const note = 'of one processor, while readers are watched and nothing happens';
  return { name: 'idle-cpu', ours: share, theirs: null, ratio: null, unit: '%', note };
}

/** User and system time of this process and its children (proc(5), stat fields 14 and 15). */
function clockTicks(): number {
  const children = readFileSync('/proc/thread-self/children', 'utf8').trim().split(/\s+/);
  return [String(process.pid), ...children].reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return sum + Number(fields[11]) + Number(fields[12]);
  }, 0);
}
