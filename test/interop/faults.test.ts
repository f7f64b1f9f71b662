import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReaderRecord } from '../../src/card/cardState.ts';
import { LiveCards } from '../../src/card/liveCards.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { isMuhurError, toMuhurError } from '../../src/errors.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { depth } from '../depth.ts';
import { startCardProcess } from '../rig/cardProcess.ts';
import type { CardProcess } from '../rig/cardProcess.ts';
import { READERS, killPcscd, needsRig, startPcscd } from '../rig/pcscd.ts';
import { seededRandom } from '../rig/random.ts';
import { until } from '../rig/until.ts';
import { copyCardTo } from '../rig/virtualCardInVpcd.ts';

const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
const WRONG = '000000';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What an operation may end in when somebody pulls the card or kills the service under it. */
const LOST: readonly ErrorCode[] = [
  'card/absent',
  'card/removed',
  'card/reset',
  'card/mute',
  'reader/not-found',
  'reader/unavailable',
  'reader/no-service',
  'reader/service-lost',
  'reader/failed',
  'reader/in-use',
];

describe('faults on the real stack', function () {
  this.timeout(120_000);
  let folder: string;
  let cards: LiveCards;
  const processes = new Map<number, CardProcess>();

  const recordOf = (name: string): ReaderRecord | undefined =>
    cards.state.readers.find(({ status }) => status.name === name);
  const isRead = (name: string) => () => {
    const record = recordOf(name);
    return record?.status.state === 'present' && record.card !== null && !record.reading;
  };
  const isEmpty = (name: string) => () =>
    recordOf(name)?.status.state === 'empty' && recordOf(name)?.card === null;
  const directoryOf = (port: number) => join(folder, String(port));
  const target = (name: string) => ({
    reader: name,
    serial: recordOf(name)?.card?.serial ?? null,
  });
  const insert = async (port: number) => {
    processes.set(port, await startCardProcess(directoryOf(port), port));
  };
  const remove = async (port: number, signal: NodeJS.Signals = 'SIGTERM') => {
    const card = processes.get(port);
    processes.delete(port);
    await card?.stop(signal);
  };

  before(function () {
    needsRig(this);
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muhur-faults-'));
    for (const { port } of READERS) await copyCardTo(directoryOf(port));
    cards = new LiveCards([new PcscSource(HOST, silentLog)], silentLog);
    cards.start();
    await until('the readers are empty', () => READERS.every(({ name }) => isEmpty(name)()));
  });

  afterEach(async () => {
    for (const port of [...processes.keys()]) await remove(port);
    await until('the readers are empty', () => READERS.every(({ name }) => isEmpty(name)()));
    cards.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('the service killed and restarted under load: the tree is right again within a second', async () => {
    for (const { port } of READERS) await insert(port);
    await until('both cards are read', () => READERS.every(({ name }) => isRead(name)()));
    let running = true;
    const load = READERS.map(async ({ name }) => {
      while (running) {
        const read = cards.withCard(target(name), 'shared', (card) => card.readSnapshot());
        await read.catch((error: unknown) => {
          const { code } = toMuhurError(error);
          assert.ok(LOST.includes(code), code);
        });
        await delay(1);
      }
    });
    for (let round = 0; round < depth(3); round++) {
      await delay(50);
      await killPcscd();
      await until(
        'the loss is told',
        () => isMuhurError(cards.state.problem, 'reader/no-service'),
        1,
      );
      await startPcscd();
      await until('the readers are back', () => cards.state.problem === null, 1);
      await until('both cards are read', () => READERS.every(({ name }) => isRead(name)()));
    }
    running = false;
    await Promise.all(load);
  });

  it('a card pulled during a signature: a lost card, and a good one when it comes back', async () => {
    const [{ name, port }] = READERS;
    for (let round = 0; round < depth(5); round++) {
      await insert(port);
      await until('the card is read', isRead(name));
      const pin = bytes(processes.get(port)?.pin ?? '');
      const key = recordOf(name)?.card?.keys[0]?.id ?? '';
      const signing = cards.withCard(target(name), 'exclusive', async (card) => {
        await card.verifyPin(pin);
        for (;;) await card.sign(key, { kind: 'digest-info', digestInfo: new Uint8Array(51) });
      });
      const lost = assert.rejects(signing, (error) => LOST.includes(toMuhurError(error).code));
      await delay(10 + round * 7);
      await remove(port, 'SIGKILL');
      await lost;
      await until('the reader is empty', isEmpty(name));
    }
    await insert(port);
    await until('the card is read', isRead(name));
    assert.equal(recordOf(name)?.card?.pin.triesLeft, 3);
  });

  it('random insertions, removals, kills and wrong PINs: state and counters are right afterwards', async () => {
    const random = seededRandom('MUHUR_SEED');
    const wrong = new Map(READERS.map(({ port }) => [port, { least: 0, most: 0 }]));
    const actions: Record<string, (reader: (typeof READERS)[number]) => Promise<void>> = {
      insert: async ({ port }) => {
        if (!processes.has(port)) await insert(port);
      },
      remove: ({ port }) => remove(port),
      kill: ({ port }) => remove(port, 'SIGKILL'),
      wrongPin: async ({ name, port }) => {
        const count = wrong.get(port);
        if (count === undefined || count.most >= 2 || recordOf(name)?.card === null) return;
        const verify = cards.withCard(target(name), 'exclusive', (card) =>
          card.verifyPin(bytes(WRONG)),
        );
        await verify.catch((error: unknown) => {
          const { code } = toMuhurError(error);
          if (code === 'pin/wrong') count.least++;
          else assert.ok(LOST.includes(code), code);
          count.most++;
        });
      },
      killInVerify: async (reader) => {
        await Promise.all([actions['wrongPin']?.(reader), remove(reader.port, 'SIGKILL')]);
      },
    };
    const names = Object.keys(actions);
    for (let step = 0; step < depth(200); step++) {
      const reader = READERS[random(2)] ?? READERS[0];
      const action = names[random(names.length)] ?? 'insert';
      await actions[action]?.(reader);
      if (random(3) === 0) await delay(random(60));
    }
    for (const { name, port } of READERS) {
      await remove(port);
      await until(`${name} is empty`, isEmpty(name));
      await insert(port);
      await until(`${name} is read`, isRead(name));
      const left = recordOf(name)?.card?.pin.triesLeft ?? -1;
      const { least, most } = wrong.get(port) ?? { least: 0, most: 0 };
      assert.ok(left <= 3 - least && left >= 3 - most, `${name}: ${String(left)} tries left`);
    }
  });
});
