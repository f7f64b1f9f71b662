import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import * as contract from '../../../src/portal/contract/signIn.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import { readMessages } from '../../../src/portal/contract/testSuite.ts';
import { signCms } from '../signature/cmsSigner.ts';
import { attackedSimulator } from './support/attackedSimulator.ts';
import type { Signer } from './support/eSignature.ts';
import { handIn, newChallenge, signerOf } from './support/eSignature.ts';
import { codeOf } from './support/http.ts';
import {
  enterCode,
  enterWord,
  forgetWord,
  formOf,
  lastCode,
  renewWord,
  sentCode,
  signIn,
} from './support/signIn.ts';
import { triesOf, withLocked } from './support/unlocking.ts';

const AT_ONCE = 8;

describe('A replay at the portal', function () {
  this.timeout(20_000);
  const portal = attackedSimulator();
  let victim: TestOrganisationRecord;
  let signatory: Signer;

  before(async () => {
    victim = await portal.newOrganisation();
    signatory = await signerOf(victim);
  });

  /** How many of many equal calls at the same time succeed. */
  const succeeded = async (call: () => Promise<unknown>) => {
    const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, call));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(isMuhurError(outcome.reason));
    }
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  };
  const sessions = () => portal.simulator.database.all('SELECT * FROM session').length;

  it('of an SMS code opens no second session', async () => {
    const { signInId } = await enterWord(portal, victim);
    const code = await sentCode(portal, victim.vkn, signInId);
    const before = sessions();
    assert.equal(await succeeded(() => enterCode(portal, signInId, code)), 1);
    assert.equal(sessions(), before + 1);
    await assert.rejects(enterCode(portal, signInId, code), { code: 'portal/sign-in-expired' });
    const other = await enterWord(portal, victim);
    await assert.rejects(enterCode(portal, other.signInId, code), {
      code: 'portal/sms-code-expired',
    });
  });

  it('of picture and word does not get to the phone', async () => {
    const body = await formOf(portal, victim);
    const send = () => portal.client.call(contract.signInWithPassword, { body });
    assert.equal(await succeeded(send), 1);
    await assert.rejects(send(), { code: 'portal/sign-in-failed' });
  });

  it('of a signed challenge opens no second session, and is no answer to another challenge', async () => {
    const { challengeId, content } = await newChallenge(portal);
    const cms = signCms(signatory, { content, detached: false });
    const before = sessions();
    assert.equal(await succeeded(() => handIn(portal, challengeId, cms)), 1);
    assert.equal(sessions(), before + 1);
    await assert.rejects(handIn(portal, challengeId, cms), { code: 'portal/challenge-expired' });
    const next = await newChallenge(portal);
    await assert.rejects(handIn(portal, next.challengeId, cms), {
      code: 'portal/signature-refused',
      data: { reason: 'other-content' },
    });
  });

  it('of the code of a reset makes no second word', async () => {
    const organisation = await portal.newOrganisation();
    const { resetId } = await forgetWord(portal, organisation.vkn);
    const code = await lastCode(portal, organisation.vkn);
    const renew = () => renewWord(portal, resetId, { code, securityWord: 'word-of-the-owner' });
    assert.equal(await succeeded(renew), 1);
    const again = renewWord(portal, resetId, { code, securityWord: 'word-of-the-attacker' });
    await assert.rejects(again, { code: 'portal/sign-in-expired' });
    await enterWord(portal, { ...organisation, securityWord: 'word-of-the-owner' });
  });

  it('of a token after Çıkış finds no session, also after a restart and with a new one beside it', async () => {
    const token = await signIn(portal, victim);
    await portal.client.call(contract.signOut, {}, { token });
    const details = () => portal.ask({ path: '/portal/v1/details', token });
    assert.equal((await details()).status, 401);
    await portal.restart();
    assert.equal((await details()).status, 401);
    // A new session of the same organisation does not wake it.
    await signIn(portal, victim);
    assert.equal((await details()).status, 401);
  });

  it('of the confirmation of a phone sends no second SMS', async () => {
    const { signInId } = await enterWord(portal, victim);
    const { vkn } = victim;
    const { messages: before } = await portal.test(readMessages, { query: { vkn } });
    const confirm = () => portal.client.call(contract.confirmPhone, { params: { signInId } });
    assert.equal(await succeeded(confirm), 1);
    const after = before.at(-1)?.number ?? 0;
    const { messages } = await portal.test(readMessages, { query: { vkn, after } });
    assert.equal(messages.length, 1);
  });

  it('of the answer of a card changes nothing', async () => {
    await withLocked(portal, async (unlocking) => {
      const first = await unlocking.start();
      const response = await unlocking.ask(first);
      const second = await unlocking.answer(first, response);
      assert.deepEqual(await unlocking.answer(first, response), second);
      // Another one to the same question comes too late.
      assert.deepEqual(await unlocking.answer(first, '6F00'), second);
      const third = await unlocking.next(second);
      await assert.rejects(unlocking.answer(first, response), { code: 'portal/operation-step' });
      assert.deepEqual(await unlocking.answer(second, '6F00'), third);
      assert.equal((await triesOf(unlocking.card)).puk, '63C3');
    });
  });

  it('of the last answer of a card tells no PUK', async () => {
    await withLocked(portal, async (unlocking) => {
      const reset = await unlocking.untilReset();
      assert.ok(reset.command);
      assert.equal((await unlocking.read(reset)).command, null);
      const done = await unlocking.next(reset);
      assert.deepEqual([done.state, done.command], ['done', null]);
      const again = await unlocking.answer(reset, '9000');
      assert.deepEqual([again.state, again.command], ['done', null]);
    });
  });

  describe('and whoever wants to plant', () => {
    it('a token of his own choice gets another one', async () => {
      const planted = 'A'.repeat(43);
      const { signInId } = await enterWord(portal, victim);
      const code = await sentCode(portal, victim.vkn, signInId);
      const enter = (body: object) =>
        portal.ask({
          method: 'POST',
          path: `/portal/v1/sign-in/${signInId}/code?token=${planted}`,
          token: planted,
          headers: { cookie: `token=${planted}` },
          body,
        });
      const refused = await enter({ code, token: planted });
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'portal/input']);
      const { token } = JSON.parse((await enter({ code })).text) as { token: string };
      assert.notEqual(token, planted);
      assert.equal((await portal.ask({ path: '/portal/v1/session', token: planted })).status, 401);
      assert.equal((await portal.ask({ path: '/portal/v1/session', token })).status, 200);
    });

    it('another tax number in a later step is not heard', async () => {
      const { vkn } = await portal.newOrganisation();
      const { signInId } = await enterWord(portal, victim);
      const code = await sentCode(portal, victim.vkn, signInId);
      const path = `/portal/v1/sign-in/${signInId}/code`;
      const enter = (query: string, body: object) =>
        portal.ask({ method: 'POST', path: path + query, body });
      assert.equal((await enter('', { code, vkn })).status, 400);
      const { text } = await enter(`?vkn=${vkn}`, { code });
      const { organisation } = JSON.parse(text) as { organisation: { vkn: string } };
      assert.equal(organisation.vkn, victim.vkn);
    });

    it('an old session gets a new one with each sign-in', async () => {
      const [first, second] = [await signIn(portal, victim), await signIn(portal, victim)];
      const { challengeId, content } = await newChallenge(portal);
      const cms = signCms(signatory, { content, detached: false });
      const third = (await handIn(portal, challengeId, cms)).token;
      assert.equal(new Set([first, second, third]).size, 3);
    });
  });
});
