import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import type { RouteInput } from '../../../src/portal/contract/route.ts';
import * as contract from '../../../src/portal/contract/testSuite.ts';
import { testSimulator } from './support/testSimulator.ts';

describe('The clock of the simulator', () => {
  const simulator = testSimulator();
  const move = (body: RouteInput<typeof contract.moveClock>['body']) =>
    simulator.test(contract.moveClock, { body });
  const seconds = (iso: string) => Math.round(Date.parse(iso) / 1000);

  afterEach(async () => {
    await simulator.test(contract.resetClock, {});
  });

  it('is the machine’s until somebody moves it', async () => {
    const { now, frozen, offsetSeconds } = await simulator.test(contract.readClock, {});
    assert.ok(Math.abs(Date.parse(now) - Date.now()) < 5000);
    assert.deepEqual([frozen, offsetSeconds], [false, 0]);
  });

  it('goes where it is set, on or back by seconds, and stands still when frozen', async () => {
    const set = await move({ now: '2030-02-03T04:05:06Z', frozen: true });
    assert.equal(set.now, '2030-02-03T04:05:06.000Z');
    // What is not said stays: it is still frozen.
    const moved = await move({ moveSeconds: 86_400 });
    assert.deepEqual([moved.now, moved.frozen], ['2030-02-04T04:05:06.000Z', true]);
    const back = await move({ moveSeconds: -3600 });
    assert.equal(back.now, '2030-02-04T03:05:06.000Z');
    assert.equal((await simulator.test(contract.readClock, {})).now, back.now);
    const running = await move({ frozen: false });
    assert.equal(running.frozen, false);
    assert.equal(seconds(running.now), seconds(back.now));
  });

  it('keeps its time across a restart', async () => {
    await move({ now: '2030-02-03T04:05:06Z', frozen: true });
    await simulator.restart();
    const { now, frozen } = await simulator.test(contract.readClock, {});
    assert.deepEqual([now, frozen], ['2030-02-03T04:05:06.000Z', true]);
  });

  it('goes nowhere where the authorities are not valid, and says so', async () => {
    const before = await move({ now: '2030-02-03T04:05:06Z', frozen: true });
    for (const body of [
      { now: '2009-12-31T00:00:00Z' },
      { now: '2050-01-01T00:00:00Z' },
      { moveSeconds: 1e9 },
      { moveSeconds: -1e9 },
    ]) {
      await assert.rejects(move(body), (error: unknown) => isMuhurError(error, 'portal/clock'));
    }
    assert.equal((await simulator.test(contract.readClock, {})).now, before.now);
    for (const body of [{ now: 'tomorrow' }, { moveSeconds: 1e10 }, { now: '', moveSeconds: 1 }]) {
      await assert.rejects(move(body), (error: unknown) => isMuhurError(error, 'portal/input'));
    }
  });

  it('is the time of what is made under it', async () => {
    await move({ now: '2030-02-03T04:05:06Z', frozen: true });
    const { cards } = await simulator.newOrganisation({ scenario: 'expired' });
    assert.deepEqual(
      cards[0]?.certificates.map(({ state }) => state),
      ['expired', 'expired'],
    );
    await move({ now: '2029-02-03T04:05:06Z' });
    const [card] = (await simulator.newOrganisation()).cards;
    assert.deepEqual(
      card?.certificates.map(({ state }) => state),
      ['on-hold', 'on-hold'],
    );
  });
});
