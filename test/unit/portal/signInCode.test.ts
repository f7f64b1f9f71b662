import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import * as contract from '../../../src/portal/contract/signIn.ts';
import { readMessages, resetClock } from '../../../src/portal/contract/testSuite.ts';
import { freeze, pass } from './support/clock.ts';
import { ask } from './support/http.ts';
import { enterCode, enterWord, lastCode, otherThan, sentCode, signIn } from './support/signIn.ts';
import { testSimulator } from './support/testSimulator.ts';

const EXPIRED = { code: 'portal/sms-code-expired' };
const OVER = { code: 'portal/sign-in-expired' };
const wrongWith = (triesLeft: number) => (error: unknown) =>
  isMuhurError(error, 'portal/sms-code-wrong') && error.data.triesLeft === triesLeft;

describe('The SMS Onay Kodu', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;

  beforeEach(async () => {
    organisation = await portal.newOrganisation();
    await freeze(portal);
  });
  afterEach(() => portal.test(resetClock, {}));

  const confirm = (signInId: string) =>
    portal.client.call(contract.confirmPhone, { params: { signInId } });
  const inSeconds = (seconds: number) => portal.simulator.clock.in(seconds);
  const messages = async () =>
    (await portal.test(readMessages, { query: { vkn: organisation.vkn } })).messages;

  it('has six digits, and goes to the phone of the organisation once that is confirmed', async () => {
    const { signInId } = await enterWord(portal, organisation);
    await assert.rejects(enterCode(portal, signInId, '000000'), EXPIRED);
    assert.deepEqual(await messages(), []);
    const code = await sentCode(portal, organisation.vkn, signInId);
    assert.match(code, /^\d{6}$/);
    const [message, ...more] = await messages();
    assert.deepEqual(more, []);
    assert.equal(message?.phone, organisation.phone);
    assert.ok(message.text.includes(code));
    await enterCode(portal, signInId, ` ${code} `);
  });

  it('is valid for three minutes by the clock of the simulator', async () => {
    for (const [seconds, isValid] of [
      [179.9, true],
      [180, false],
    ] as const) {
      const { signInId } = await enterWord(portal, organisation);
      const { codeExpiresAt, resendAt } = await confirm(signInId);
      assert.deepEqual([codeExpiresAt, resendAt], [inSeconds(180), inSeconds(60)]);
      const code = await lastCode(portal, organisation.vkn);
      await pass(portal, seconds);
      if (isValid) await enterCode(portal, signInId, code);
      else await assert.rejects(enterCode(portal, signInId, code), EXPIRED);
    }
  });

  it('may be tried three times', async () => {
    const { signInId } = await enterWord(portal, organisation);
    const code = await sentCode(portal, organisation.vkn, signInId);
    const wrong = otherThan(code);
    for (const [triesLeft, typed] of [wrong, '', `${code}0`].entries()) {
      await assert.rejects(enterCode(portal, signInId, typed), wrongWith(2 - triesLeft));
    }
    await assert.rejects(enterCode(portal, signInId, code), OVER);
    await assert.rejects(confirm(signInId), OVER);
  });

  it('is right at the third try as well', async () => {
    const { signInId } = await enterWord(portal, organisation);
    const code = await sentCode(portal, organisation.vkn, signInId);
    for (const triesLeft of [2, 1]) {
      await assert.rejects(enterCode(portal, signInId, otherThan(code)), wrongWith(triesLeft));
    }
    await enterCode(portal, signInId, code);
  });

  it('is sent again a minute after the last; then the last is wrong, and no try comes back', async () => {
    const { signInId } = await enterWord(portal, organisation);
    const first = await sentCode(portal, organisation.vkn, signInId);
    await assert.rejects(enterCode(portal, signInId, otherThan(first)), wrongWith(2));
    await pass(portal, 59.5);
    const path = `/portal/v1/sign-in/${signInId}/sms`;
    const { status, headers } = await ask(portal.ready.baseUrl, { method: 'POST', path });
    assert.deepEqual([status, headers['retry-after']], [429, '1']);
    assert.equal((await messages()).length, 1);
    await pass(portal, 0.5);
    const second = await sentCode(portal, organisation.vkn, signInId);
    // One time in a million both are the same.
    if (second !== first) {
      await assert.rejects(enterCode(portal, signInId, first), wrongWith(1));
    }
    await pass(portal, 179);
    await enterCode(portal, signInId, second);
  });

  it('never outlives its sign-in, which lasts ten minutes', async () => {
    const { signInId, expiresAt } = await enterWord(portal, organisation);
    assert.equal(expiresAt, inSeconds(600));
    await pass(portal, 590);
    assert.equal((await confirm(signInId)).codeExpiresAt, expiresAt);
    const code = await lastCode(portal, organisation.vkn);
    await pass(portal, 10);
    await assert.rejects(enterCode(portal, signInId, code), OVER);
    await assert.rejects(confirm(signInId), OVER);
  });

  it('belongs to its own sign-in; five may wait, a sixth ends the first', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await enterWord(portal, organisation)).signInId);
    const [first = '', second = ''] = ids;
    const code = await sentCode(portal, organisation.vkn, first);
    const other = await sentCode(portal, organisation.vkn, second);
    if (code !== other) await assert.rejects(enterCode(portal, second, code), wrongWith(2));
    await enterWord(portal, organisation);
    await assert.rejects(enterCode(portal, first, code), OVER);
    await enterCode(portal, second, other);
  });

  it('counts as a failure when it is wrong, whoever waits', async () => {
    for (let i = 0; i < 2; i++) {
      const { signInId } = await enterWord(portal, organisation);
      const wrong = otherThan(await sentCode(portal, organisation.vkn, signInId));
      for (const left of i === 0 ? [2, 1, 0] : [2, 1]) {
        await assert.rejects(enterCode(portal, signInId, wrong), wrongWith(left));
      }
    }
    await assert.rejects(enterWord(portal, organisation), { code: 'portal/sign-in-paused' });
  });

  it('goes to the phone that Bilgi Güncelle gave, also for a sign-in that is under way', async () => {
    const token = await signIn(portal, organisation);
    const { signInId, maskedPhone } = await enterWord(portal, organisation);
    assert.ok(maskedPhone.endsWith(organisation.phone.slice(-2)));
    const phone = '+905320000099';
    await portal.client.call(menu.updateDetails, { body: { phone } }, { token });
    await sentCode(portal, organisation.vkn, signInId);
    assert.deepEqual(
      (await messages()).map((message) => message.phone),
      [organisation.phone, phone],
    );
    const next = await enterWord(portal, organisation);
    assert.equal(next.maskedPhone, '0 (5••) ••• •• 99');
    const code = await sentCode(portal, organisation.vkn, next.signInId);
    await enterCode(portal, next.signInId, code);
  });

  describe('on the simulated phone', () => {
    const wait = (query: object, token = portal.testToken) =>
      portal.client.call(readMessages, { query }, { token });

    it('can be waited for, by organisation and by phone', async () => {
      const { vkn, phone } = organisation;
      const { signInId } = await enterWord(portal, organisation);
      let isThere = false;
      const waiting = [{ vkn }, { phone: `0${phone.slice(3)}` }].map(async (filter) => {
        const { messages: found } = await wait({ ...filter, waitSeconds: 30 });
        isThere = true;
        return found;
      });
      // Another's SMS wakes those who wait, and is not theirs.
      const other = await portal.newOrganisation();
      await sentCode(portal, other.vkn, (await enterWord(portal, other)).signInId);
      assert.equal(isThere, false);
      const code = await sentCode(portal, vkn, signInId);
      const [byVkn, byPhone] = await Promise.all(waiting);
      assert.deepEqual(byVkn, byPhone);
      assert.deepEqual(
        byVkn?.map((message) => message.code),
        [code],
      );
      const after = byVkn[0]?.number ?? 0;
      assert.deepEqual((await wait({ vkn, after })).messages, []);
    });

    it('is waited for no longer than was said, also while the clock stands still', async () => {
      const { messages: none } = await wait({ vkn: organisation.vkn, waitSeconds: 0.05 });
      assert.deepEqual(none, []);
      await assert.rejects(wait({ waitSeconds: 61 }), { code: 'portal/input' });
    });

    it('is for test suites alone', async () => {
      const token = await signIn(portal, organisation);
      await assert.rejects(wait({}, token), { code: 'portal/test-token' });
    });
  });
});
