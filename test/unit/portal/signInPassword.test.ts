import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import { completeVkn } from '../../../src/pki/taxNumbers.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import * as contract from '../../../src/portal/contract/signIn.ts';
import { readCaptcha, resetClock } from '../../../src/portal/contract/testSuite.ts';
import { freeze, pass } from './support/clock.ts';
import { ask } from './support/http.ts';
import { enterCode, enterWord, formOf, newCaptcha, sentCode, signIn } from './support/signIn.ts';
import { testSimulator } from './support/testSimulator.ts';

const PATH = '/portal/v1/sign-in/password';
const FAILED = { code: 'portal/sign-in-failed' };
/** Its check digit is right; nobody has it. */
const NOBODY = completeVkn('999000111');

describe('Şifreli Giriş', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;

  before(async () => {
    organisation = await portal.newOrganisation();
  });
  beforeEach(() => freeze(portal));
  afterEach(() => portal.test(resetClock, {}));

  const post = (body: unknown) => ask(portal.ready.baseUrl, { method: 'POST', path: PATH, body });

  it('leads from tax number, picture and word over the phone to a session', async () => {
    const { vkn, tradeName, phone } = organisation;
    const { signInId, maskedPhone, hint } = await enterWord(portal, organisation);
    assert.equal(maskedPhone, `0 (5••) ••• •• ${phone.slice(-2)}`);
    assert.equal(hint, null);
    const code = await sentCode(portal, vkn, signInId);
    const { token, organisation: opened } = await enterCode(portal, signInId, code);
    assert.deepEqual(opened, { vkn, tradeName });
    const session = await portal.client.call(contract.readSession, {}, { token });
    assert.deepEqual(
      [session.organisation, session.signedInWith, session.signatory],
      [{ vkn, tradeName }, 'password', null],
    );
  });

  it('answers a wrong tax number, picture or word in the same words', async () => {
    const wrongs = [
      { captchaText: 'WRONG' },
      { captchaId: 'nobody-gave-this-one' },
      { securityWord: 'wrong-word' },
      { vkn: NOBODY },
      { vkn: NOBODY, captchaText: 'WRONG', securityWord: 'wrong-word' },
    ];
    const answers = [];
    for (const wrong of wrongs) {
      const { status, headers, text } = await post(await formOf(portal, organisation, wrong));
      delete headers.date;
      answers.push({ status, headers, text });
    }
    assert.equal(answers[0]?.status, 401);
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
  });

  it('says at the field that a tax number has 10 digits, and leaves the picture good', async () => {
    const form = await formOf(portal, organisation);
    for (const vkn of ['123456789', '12345678901', '123456789a', '', '١٢٣٤٥٦٧٨٩٠', ' 1234567890']) {
      const { status, text } = await post({ ...form, vkn });
      const { code, data } = JSON.parse(text) as { code: string; data: unknown };
      assert.deepEqual([status, code], [400, 'portal/input']);
      assert.deepEqual(data, { fields: [{ path: 'vkn', reason: 'ten-digits' }] });
    }
    assert.equal((await post(form)).status, 200);
  });

  it('hints at a wrong check digit, which test numbers have, and refuses nothing for it', async () => {
    const odd = await portal.newOrganisation({ vkn: '9876543210' });
    assert.equal((await enterWord(portal, odd)).hint, 'vkn-check-digit');
    for (const wrong of [{ securityWord: 'wrong-word' }, { captchaText: 'WRONG' }]) {
      await assert.rejects(enterWord(portal, odd, wrong), {
        ...FAILED,
        data: { hint: 'vkn-check-digit' },
      });
    }
    const unknown = enterWord(portal, organisation, { vkn: '9876543211' });
    await assert.rejects(unknown, { ...FAILED, data: { hint: 'vkn-check-digit' } });
  });

  it('takes the same word however a keyboard composes it, and no other', async () => {
    const turkish = await portal.newOrganisation({ securityWord: 'çınarağacı' });
    await enterWord(portal, turkish, { securityWord: 'çınarağacı'.normalize('NFD') });
    for (const securityWord of ['Çınarağacı', 'cinaragaci', 'çınarağacı ', '']) {
      await assert.rejects(enterWord(portal, turkish, { securityWord }), FAILED);
    }
  });

  describe('the picture', () => {
    it('shows its text to eyes alone, and takes it in small letters, too', async () => {
      const { captchaId, image } = await portal.client.call(contract.createCaptcha, {});
      const { text } = await portal.test(readCaptcha, { params: { captchaId } });
      assert.match(text, /^[A-Z0-9]{6}$/);
      assert.match(image, /^<svg /);
      assert.ok(!image.includes(text) && !/<text|<script|<!--|aria-label|<title/.test(image));
      const typed = { captchaId, captchaText: ` ${text.toLowerCase()} ` };
      await enterWord(portal, organisation, typed);
    });

    it('is good for one attempt, right or wrong', async () => {
      for (const first of [{}, { securityWord: 'wrong-word' }, { captchaText: 'WRONG' }]) {
        const form = await formOf(portal, organisation);
        await post({ ...form, ...first });
        assert.equal((await post(form)).status, 401);
        const read = portal.test(readCaptcha, { params: { captchaId: form.captchaId } });
        await assert.rejects(read, { code: 'portal/not-found' });
      }
    });

    it('is good for five minutes', async () => {
      const [early, late] = [await newCaptcha(portal), await newCaptcha(portal)];
      await pass(portal, 299);
      await enterWord(portal, organisation, early);
      await pass(portal, 1);
      await assert.rejects(enterWord(portal, organisation, late), FAILED);
    });

    it('is another one each time', async () => {
      const captchas = await Promise.all(Array.from({ length: 10 }, () => newCaptcha(portal)));
      assert.equal(new Set(captchas.map(({ captchaId }) => captchaId)).size, 10);
      assert.equal(new Set(captchas.map(({ captchaText }) => captchaText)).size, 10);
    });
  });

  describe('after failures', () => {
    beforeEach(async () => {
      organisation = await portal.newOrganisation();
    });

    const fail = async (times: number, wrong: object = { securityWord: 'wrong-word' }) => {
      for (let i = 0; i < times; i++) {
        await assert.rejects(enterWord(portal, organisation, wrong), FAILED);
      }
    };
    const isPaused = (seconds: number) => (error: unknown) =>
      isMuhurError(error, 'portal/sign-in-paused') && error.data.seconds === seconds;

    it('pauses a tax number for five minutes after five wrong words, and counts anew', async () => {
      await fail(5);
      await assert.rejects(enterWord(portal, organisation), isPaused(300));
      const { status, headers } = await post(await formOf(portal, organisation));
      assert.deepEqual([status, headers['retry-after']], [429, '300']);
      await pass(portal, 299.5);
      await assert.rejects(enterWord(portal, organisation), isPaused(1));
      await pass(portal, 0.5);
      await fail(4);
      await enterWord(portal, organisation);
    });

    it('pauses a tax number that nobody has just so', async () => {
      const wrong = { vkn: completeVkn('999000222') };
      await fail(5, wrong);
      await assert.rejects(enterWord(portal, organisation, wrong), isPaused(300));
    });

    it('counts no wrong picture, because the word is not looked at then', async () => {
      await fail(6, { captchaText: 'WRONG' });
      await enterWord(portal, organisation);
    });

    it('forgets them when a session opens, and an hour after the last', async () => {
      await fail(4);
      await signIn(portal, organisation);
      await fail(4);
      await pass(portal, 3600);
      await fail(1);
      await enterWord(portal, organisation);
    });
  });
});
