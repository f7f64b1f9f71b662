import assert from 'node:assert/strict';
import * as menu from '../../../src/portal/contract/menu.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import { readSession, signOut } from '../../../src/portal/contract/signIn.ts';
import { resetClock } from '../../../src/portal/contract/testSuite.ts';
import { freeze, pass } from './support/clock.ts';
import { ask } from './support/http.ts';
import { signIn } from './support/signIn.ts';
import { testSimulator } from './support/testSimulator.ts';

const ENDED = { code: 'portal/session-ended' };
const MINUTE = 60;

describe('A session of the portal', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let token: string;

  before(async () => {
    organisation = await portal.newOrganisation();
  });
  beforeEach(async () => {
    await freeze(portal);
    token = await signIn(portal, organisation);
  });
  afterEach(() => portal.test(resetClock, {}));

  const look = () => portal.client.call(readSession, {}, { token });
  const use = () => portal.client.call(menu.readDetails, {}, { token });

  it('ends after ten idle minutes', async () => {
    await pass(portal, 10 * MINUTE - 0.1);
    await use();
    await pass(portal, 10 * MINUTE);
    await assert.rejects(use(), ENDED);
    await assert.rejects(look(), ENDED);
  });

  it('is prolonged by use, and not by the question how long it lasts', async () => {
    const { clock } = portal.simulator;
    await pass(portal, 5 * MINUTE);
    assert.equal((await look()).expiresAt, clock.in(5 * MINUTE));
    await use();
    assert.equal((await look()).expiresAt, clock.in(10 * MINUTE));
    await pass(portal, 9 * MINUTE);
    assert.deepEqual(
      [(await look()).expiresAt, (await look()).now],
      [clock.in(MINUTE), clock.stamp()],
    );
    await pass(portal, MINUTE);
    await assert.rejects(look(), ENDED);
  });

  it('ends after eight hours, however much it is used', async () => {
    const end = portal.simulator.clock.in(8 * 60 * MINUTE);
    for (let minutes = 9; minutes < 8 * 60; minutes += 9) {
      await pass(portal, 9 * MINUTE);
      await use();
    }
    assert.equal((await look()).expiresAt, end);
    await pass(portal, 3 * MINUTE - 0.1);
    await use();
    await pass(portal, 0.1);
    await assert.rejects(use(), ENDED);
  });

  it('is dead at once after Çıkış, and no other one with it', async () => {
    const other = await signIn(portal, organisation);
    await portal.client.call(signOut, {}, { token });
    for (const again of [use, look, () => portal.client.call(signOut, {}, { token })]) {
      await assert.rejects(again(), ENDED);
    }
    await portal.client.call(menu.readDetails, {}, { token: other });
  });

  it('has a token of 256 random bits, which is kept nowhere and told once', async () => {
    const other = await signIn(portal, organisation);
    assert.match(token, /^[\w-]{43}$/);
    assert.notEqual(other, token);
    const { database } = portal.simulator;
    assert.ok(database.all('SELECT * FROM session').length >= 2);
    assert.ok(!JSON.stringify(database.all('SELECT * FROM session')).includes(token));
    assert.ok(!JSON.stringify(await look()).includes(token));
  });

  it('is told to nobody’s cache', async () => {
    const { headers } = await ask(portal.ready.baseUrl, { path: '/portal/v1/session', token });
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['set-cookie'], undefined);
  });
});
