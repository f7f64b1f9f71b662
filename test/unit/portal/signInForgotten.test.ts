import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import { completeVkn } from '../../../src/pki/taxNumbers.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import { listOrganisations } from '../../../src/portal/contract/organisations.ts';
import { forgetSecurityWord, readSession } from '../../../src/portal/contract/signIn.ts';
import { readMessages, resetClock } from '../../../src/portal/contract/testSuite.ts';
import { freeze, pass } from './support/clock.ts';
import {
  enterCode,
  enterWord,
  forgetWord,
  lastCode,
  newCaptcha,
  otherThan,
  renewWord,
  sentCode,
  signIn,
} from './support/signIn.ts';
import { testSimulator } from './support/testSimulator.ts';

const OVER = { code: 'portal/sign-in-expired' };
const securityWord = 'yeni sözcük: ığüşöç';

describe('Güvenlik Sözcüğümü Unuttum', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;

  beforeEach(async () => {
    organisation = await portal.newOrganisation();
    await freeze(portal);
  });
  afterEach(() => portal.test(resetClock, {}));

  it('leads from the picture over the phone to a new word; what was open ends', async () => {
    const token = await signIn(portal, organisation);
    const { resetId, codeExpiresAt } = await forgetWord(portal, organisation.vkn);
    assert.equal(codeExpiresAt, portal.simulator.clock.in(180));
    const { messages } = await portal.test(readMessages, { query: { vkn: organisation.vkn } });
    assert.equal(messages.at(-1)?.phone, organisation.phone);
    assert.ok(messages.at(-1)?.text.includes('Güvenlik Sözcüğünüzü'));
    const code = messages.at(-1)?.code ?? '';
    await renewWord(portal, resetId, { code, securityWord });

    const session = portal.client.call(readSession, {}, { token });
    await assert.rejects(session, { code: 'portal/session-ended' });
    await assert.rejects(enterWord(portal, organisation), { code: 'portal/sign-in-failed' });
    await signIn(portal, { ...organisation, securityWord });
    const again = renewWord(portal, resetId, { code, securityWord: 'another-word' });
    await assert.rejects(again, OVER);
  });

  it('makes a word that not even the test suite is told', async () => {
    const { resetId } = await forgetWord(portal, organisation.vkn);
    const code = await lastCode(portal, organisation.vkn);
    await renewWord(portal, resetId, { code, securityWord });
    const { organisations } = await portal.test(listOrganisations, {});
    const record = organisations.find(({ vkn }) => vkn === organisation.vkn);
    assert.equal(record?.securityWord, null);
    const rows = portal.simulator.database.all('SELECT * FROM organisation');
    assert.ok(!JSON.stringify(rows).includes(securityWord));
  });

  it('looks the same for a tax number that nobody has, to the last try', async () => {
    const walk = async (vkn: string, code: string) => {
      const { resetId, ...answer } = await forgetWord(portal, vkn);
      assert.match(resetId, /^[\w-]{22}$/);
      const outcomes: unknown[] = [answer, await outcome(forgetWord(portal, vkn))];
      for (let i = 0; i < 4; i++) {
        outcomes.push(await outcome(renewWord(portal, resetId, { code, securityWord })));
      }
      return outcomes;
    };
    const known = await walk(organisation.vkn, 'wrong');
    const unknown = await walk(completeVkn('999000333'), '000000');
    assert.deepEqual(unknown, known);
    assert.deepEqual(known.slice(1), [
      { code: 'portal/sms-too-soon', data: { seconds: 60 } },
      { code: 'portal/sms-code-wrong', data: { triesLeft: 2 } },
      { code: 'portal/sms-code-wrong', data: { triesLeft: 1 } },
      { code: 'portal/sms-code-wrong', data: { triesLeft: 0 } },
      { code: 'portal/sign-in-expired', data: {} },
    ]);
  });

  it('wants the picture, and its code within three minutes', async () => {
    const body = { vkn: organisation.vkn, ...(await newCaptcha(portal)) };
    const forget = (captchaText: string) =>
      portal.client.call(forgetSecurityWord, { body: { ...body, captchaText } });
    await assert.rejects(forget('WRONG'), { code: 'portal/sign-in-failed' });
    await assert.rejects(forget(body.captchaText), { code: 'portal/sign-in-failed' });
    const { messages } = await portal.test(readMessages, { query: { vkn: organisation.vkn } });
    assert.deepEqual(messages, []);

    const { resetId } = await forgetWord(portal, organisation.vkn);
    const code = await lastCode(portal, organisation.vkn);
    await pass(portal, 180);
    const late = renewWord(portal, resetId, { code, securityWord });
    await assert.rejects(late, { code: 'portal/sms-code-expired' });
    await signIn(portal, organisation);
  });

  it('takes a word of 6 to 64 characters on one line; another one costs no try', async () => {
    const { resetId } = await forgetWord(portal, organisation.vkn);
    const code = await lastCode(portal, organisation.vkn);
    for (const word of [
      'short',
      'x'.repeat(65),
      'two\nlines',
      'nul\u0000nul',
      'half \ud83d pair',
    ]) {
      const wrong = renewWord(portal, resetId, { code, securityWord: word });
      await assert.rejects(wrong, (error) => {
        assert.ok(isMuhurError(error, 'portal/input'));
        return error.data.fields[0]?.path === 'securityWord';
      });
    }
    const wrong = renewWord(portal, resetId, { code: otherThan(code), securityWord });
    await assert.rejects(wrong, { code: 'portal/sms-code-wrong', data: { triesLeft: 2 } });
    await renewWord(portal, resetId, { code, securityWord: 'x'.repeat(64) });
  });

  it('is another thing than signing in: neither does with the id and code of the other', async () => {
    const { resetId } = await forgetWord(portal, organisation.vkn);
    const resetCode = await lastCode(portal, organisation.vkn);
    const { signInId } = await enterWord(portal, organisation);
    const code = await sentCode(portal, organisation.vkn, signInId);
    await assert.rejects(enterCode(portal, resetId, resetCode), OVER);
    await assert.rejects(renewWord(portal, signInId, { code, securityWord }), OVER);
    await enterCode(portal, signInId, code);
  });

  it('does not begin while the tax number pauses', async () => {
    for (let i = 0; i < 5; i++) {
      await assert.rejects(enterWord(portal, organisation, { securityWord: 'wrong-word' }));
    }
    await assert.rejects(forgetWord(portal, organisation.vkn), { code: 'portal/sign-in-paused' });
  });
});

/** What a call failed with. */
async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    assert.ok(isMuhurError(error), String(error));
    return { code: error.code, data: error.data };
  }
}
