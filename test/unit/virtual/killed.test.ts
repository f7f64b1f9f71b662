import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { readState } from '../../../src/card/virtual/stateFile.ts';
import { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { cardOnDisk, temporaryFolder } from './temporary.ts';
import { depth } from '../../depth.ts';
import { seededRandom } from '../../rig/random.ts';

const rounds = depth(4);

/** A process that owns the card and counts down; it reports each answer before the next try. */
interface Owner {
  readonly child: ChildProcess;
  /** `open`, or the code of the error. */
  readonly opened: string;
  readonly answers: string[];
}

async function startOwner(directory: string, task: 'hold' | 'count'): Promise<Owner> {
  const script = new URL('./cardOwner.ts', import.meta.url);
  const child = fork(script, [directory, task], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const answers: string[] = [];
  child.on('message', (message) => answers.push(message as string));
  const [opened] = (await once(child, 'message')) as [string];
  // Only the first: answers may have come along with it.
  answers.shift();
  return { child, opened, answers };
}

async function kill(child: ChildProcess): Promise<void> {
  // Whatever it said before the end has arrived when the channel is closed.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  child.kill('SIGKILL');
  await ended;
}

describe('A virtual card whose process is killed', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();

  it('is free at once, and was not while the process lived', async () => {
    await cardOnDisk(folder.path);
    const { child } = await startOwner(folder.path, 'hold');
    await assert.rejects(VirtualCard.open(folder.path), (error: unknown) => {
      assert.ok(isMuhurError(error, 'virtual-card/in-use'), String(error));
      assert.equal(error.data.pid, child.pid);
      return true;
    });
    await kill(child);
    await (await VirtualCard.open(folder.path)).close();
  });

  it('goes to one of those who want it at the same time', async () => {
    await cardOnDisk(folder.path);
    const owners = await Promise.all(
      Array.from({ length: 4 }, () => startOwner(folder.path, 'hold')),
    );
    const opened = owners.map((owner) => owner.opened).sort();
    await Promise.all(owners.map(({ child }) => kill(child)));
    assert.deepEqual(opened, ['open', ...Array<string>(3).fill('virtual-card/in-use')]);
  });

  it('has lost no wrong try that was answered, whenever the kill came', async () => {
    const random = seededRandom('MUHUR_SEED');
    for (let round = 0; round < rounds; round++) {
      const { contents } = await cardOnDisk(folder.path);
      const { child, answers } = await startOwner(folder.path, 'count');
      await delay(random(12));
      await kill(child);
      const card = await VirtualCard.open(folder.path);
      const spent =
        contents.pin.maxTries - ((await readState(folder.path))?.contents.pin.triesLeft ?? 0);
      const answered = answers.filter((answer) => answer.startsWith('63C')).length;
      assert.ok(
        spent === answered || spent === answered + 1,
        `${spent} tries spent, ${answered} answered: ${answers.join(' ')}`,
      );
      const probe = toHex(await card.transmit(fromHex('00200080')));
      assert.equal(probe, spent === 3 ? '6983' : `63C${3 - spent}`);
      await card.close();
    }
  });
});
