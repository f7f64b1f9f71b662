import assert from 'node:assert/strict';
import { pass } from '../../portal/support/clock.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

describe('A clock that is moved while nobody does anything', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let walk: Walk;

  beforeEach(async () => {
    walk = new Walk(portal);
    await walk.toMenu(await portal.newOrganisation({ scenario: 'active' }));
  });
  afterEach(async () => {
    portal.simulator.clock.reset();
    await endWalks();
  });

  it('is shown at once, and what was said last still is', async () => {
    await walk.act({ kind: 'sign-out' });
    const { notice } = walk.page;
    assert.ok(notice !== null);
    await pass(portal, 60);
    await walk.flow.followClock();
    assert.deepEqual([walk.states.at(-1)?.movedClock !== null, walk.page.notice], [true, notice]);
    portal.simulator.clock.reset();
    await walk.flow.followClock();
    assert.equal(walk.states.at(-1)?.movedClock, null);
  });

  it('is the only reason to show anything anew', async () => {
    const { length } = walk.states;
    await walk.flow.followClock();
    assert.equal(walk.states.length, length);
  });

  it('is no reason to say that the server is away', async () => {
    const { length } = walk.states;
    await portal.whileStopped(() => walk.flow.followClock());
    walk.at('menu');
    assert.equal(walk.states.length, length);
  });
});
