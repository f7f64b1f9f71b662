import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import { freeze, pass } from '../../portal/support/clock.ts';
import { lastCode, otherThan } from '../../portal/support/signIn.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { Walk, endWalks } from './support/walk.ts';

describe('Şifreli Giriş on the page', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let organisation: TestOrganisationRecord;
  let walk: Walk;

  const word = () => organisation.securityWord ?? '';

  before(async () => {
    await freeze(portal);
  });
  beforeEach(async () => {
    // Failures are counted by organisation.
    organisation = await portal.newOrganisation();
    walk = new Walk(portal);
  });
  afterEach(endWalks);

  it('leads from the first screen to the menu, step by step as in the guide', async () => {
    assert.equal(walk.at('home').system, 'Linux');
    await walk.go('online-services');
    walk.at('online-services');
    await walk.go('verification');
    walk.at('verification');
    await walk.go('password');
    const { captcha, vkn } = walk.at('password');
    assert.match(captcha.image, /^data:image\/svg\+xml;base64,/);
    assert.deepEqual([captcha.told, vkn], [null, '']);
    await walk.toPhone(organisation);
    assert.match(walk.at('phone').maskedPhone, /^0 \(5••\)/);
    assert.equal(walk.page.session, null);
    await walk.act({ kind: 'send-code' });
    const { expiresAt, resendAt } = walk.at('code');
    assert.equal(Date.parse(expiresAt) - Date.parse(resendAt), 120_000);
    const code = await lastCode(portal, organisation.vkn);
    await walk.act({ kind: 'enter-code', code });
    const { certificates, cards } = walk.at('menu');
    assert.ok(certificates.length > 1 && cards.length > 0);
    const { vkn: signedIn, tradeName } = organisation;
    assert.deepEqual(walk.page.session, { vkn: signedIn, tradeName });
    assert.equal(walk.page.notice, `Signed in as ${tradeName}.`);
  });

  it('needs no sign-in while there is a session', async () => {
    await walk.signIn(organisation);
    await walk.go('home');
    await walk.go('verification');
    walk.at('menu');
  });

  it('tells what the picture says, and shows another one on request', async () => {
    await walk.go('password');
    const first = walk.at('password').captcha;
    const told = await walk.picture();
    assert.match(told, /^\S{4,}$/);
    await walk.act({ kind: 'new-picture' });
    const second = walk.at('password').captcha;
    assert.notEqual(second.image, first.image);
    assert.equal(second.told, null);
    assert.notEqual(await walk.picture(), told);
  });

  it('tells another picture than one that is too old by now', async () => {
    await walk.go('password');
    const { image } = walk.at('password').captcha;
    await pass(portal, 300);
    const told = await walk.picture();
    assert.notEqual(walk.at('password').captcha.image, image);
    await walk.act({ kind: 'sign-in', vkn: organisation.vkn, picture: told, word: word() });
    walk.at('phone');
  });

  it('tells no picture where the server is not our simulator', async () => {
    walk.ports.server = () => ({ baseUrl: portal.ready.baseUrl, testToken: null });
    await walk.go('password');
    await walk.act({ kind: 'tell-picture' });
    assert.equal(walk.at('password').captcha.told, null);
  });

  for (const wrong of ['vkn', 'picture', 'word'] as const) {
    it(`says the same of a wrong ${wrong} as of any, keeps the number and shows a new picture`, async () => {
      await walk.go('password');
      const before = walk.at('password').captcha.image;
      const right = { vkn: organisation.vkn, picture: await walk.picture(), word: word() };
      const typed = { ...right, [wrong]: wrong === 'vkn' ? '1111111114' : 'yanlış' };
      const { text, field } = await walk.fails({ kind: 'sign-in', ...typed });
      assert.match(text, /^The sign-in failed\. The tax number, the text in the picture or the/);
      assert.equal(field, 'vkn');
      const screen = walk.at('password');
      assert.equal(screen.vkn, typed.vkn);
      assert.notEqual(screen.captcha.image, before);
    });
  }

  it('names the field whose text has the wrong form', async () => {
    for (const vkn of ['', '123456789', '12345678901', '123456789x', '١٢٣٤٥٦٧٨٩٠']) {
      await walk.go('password');
      const picture = await walk.picture();
      const problem = await walk.fails({ kind: 'sign-in', vkn, picture, word: word() });
      assert.equal(problem.field, 'vkn', vkn);
      assert.match(problem.text, /exactly ten digits/);
      assert.equal(walk.at('password').vkn, vkn);
    }
    const { vkn } = organisation;
    const long = 'x'.repeat(65);
    await walk.go('password');
    const tooLongWord = { vkn, picture: await walk.picture(), word: long };
    assert.equal((await walk.fails({ kind: 'sign-in', ...tooLongWord })).field, 'word');
    const tooLongPicture = { vkn, picture: long, word: word() };
    assert.equal((await walk.fails({ kind: 'sign-in', ...tooLongPicture })).field, 'picture');
  });

  it('says so when there were too many failures, and until when', async () => {
    const { vkn } = organisation;
    for (let i = 0; i < 5; i++) {
      await walk.go('password');
      await walk.fails({ kind: 'sign-in', vkn, picture: await walk.picture(), word: 'yanlış' });
    }
    const typed = { vkn, picture: await walk.picture(), word: word() };
    const { text, field } = await walk.fails({ kind: 'sign-in', ...typed });
    assert.match(text, /^Too many attempts: signing in is paused for 300 seconds/);
    assert.equal(field, null);
    walk.at('password');
  });

  describe('at the code', () => {
    let code: string;
    beforeEach(async () => {
      await walk.toCode(organisation);
      code = await lastCode(portal, organisation.vkn);
    });

    it('says at the field that a code is wrong, and how many tries are left', async () => {
      for (const left of [2, 1]) {
        const { text, field } = await walk.fails({ kind: 'enter-code', code: otherThan(code) });
        assert.equal(field, 'code');
        assert.match(text, new RegExp(`Tries left for this code: ${String(left)}`));
        walk.at('code');
      }
      await walk.act({ kind: 'enter-code', code });
      walk.at('menu');
    });

    it('begins again with a picture after the third wrong code, with the number still there', async () => {
      const wrong = { kind: 'enter-code', code: otherThan(code) } as const;
      for (let i = 0; i < 2; i++) await walk.fails(wrong);
      const { text, field } = await walk.fails(wrong);
      assert.match(text, /^The SMS code is wrong\. That was the last try: this sign-in is over\./);
      assert.equal(field, null);
      assert.equal(walk.at('password').vkn, organisation.vkn);
    });

    it('begins again with a picture when the sign-in has waited too long', async () => {
      await pass(portal, 600);
      const { text, field } = await walk.fails({ kind: 'enter-code', code });
      assert.match(text, /^This sign-in is over\./);
      assert.equal(field, null);
      assert.equal(walk.at('password').vkn, organisation.vkn);
    });

    it('sends the next code after a minute, and not before', async () => {
      const { text, field } = await walk.fails({ kind: 'send-code' });
      assert.match(text, /^A code was sent a moment ago\. The next one can be sent in 60 seconds/);
      assert.equal(field, null);
      await pass(portal, 60);
      await walk.act({ kind: 'send-code' });
      assert.equal((await walk.fails({ kind: 'enter-code', code })).field, 'code');
      await walk.act({ kind: 'enter-code', code: await lastCode(portal, organisation.vkn) });
      walk.at('menu');
    });

    it('says at the field that a code is too old, and takes a new one', async () => {
      await pass(portal, 180);
      const { text, field } = await walk.fails({ kind: 'enter-code', code });
      assert.match(text, /^The SMS code is no longer valid\./);
      assert.equal(field, 'code');
      await walk.act({ kind: 'send-code' });
      await walk.act({ kind: 'enter-code', code: await lastCode(portal, organisation.vkn) });
    });

    it('begins again when the whole sign-in is too old', async () => {
      await pass(portal, 600);
      assert.match((await walk.fails({ kind: 'enter-code', code })).text, /This sign-in is over/);
      walk.at('password');
    });

    it('shows the simulated phone on request, and counts by a clock that was moved', async () => {
      await walk.act({ kind: 'show-phone' });
      assert.deepEqual(walk.ports.asked, ['phone']);
      await pass(portal, 100);
      await walk.act({ kind: 'show-phone' });
      const shown = Date.parse(walk.page.movedClock ?? '');
      assert.ok(Math.abs(shown - portal.simulator.clock.now().getTime()) < 5000);
    });
  });

  describe('with the word forgotten', () => {
    const NEW = 'bambaşka bir söz';

    async function toNewWord(): Promise<string> {
      await walk.go('forgotten');
      const picture = await walk.picture();
      await walk.act({ kind: 'forgot-word', vkn: organisation.vkn, picture });
      walk.at('new-word');
      return lastCode(portal, organisation.vkn);
    }

    it('takes a new one against the code, and signs in with it', async () => {
      await walk.act({ kind: 'renew-word', code: await toNewWord(), word: NEW });
      assert.equal(walk.at('password').vkn, organisation.vkn);
      assert.match(walk.page.notice ?? '', /new security word is valid/);
      await walk.signIn({ ...organisation, securityWord: NEW });
      walk.at('menu');
    });

    it('says at the field what is wrong, and keeps the place', async () => {
      await walk.go('forgotten');
      const { vkn } = organisation;
      const wrong = { kind: 'forgot-word', vkn, picture: 'yanlış' } as const;
      assert.equal((await walk.fails(wrong)).field, 'vkn');
      assert.equal(walk.at('forgotten').vkn, vkn);
      const code = await toNewWord();
      const problems = [
        await walk.fails({ kind: 'renew-word', code, word: 'kısa' }),
        await walk.fails({ kind: 'renew-word', code: otherThan(code), word: NEW }),
      ];
      assert.deepEqual(
        problems.map(({ field }) => field),
        ['word', 'code'],
      );
      walk.at('new-word');
      await walk.act({ kind: 'renew-word', code, word: NEW });
    });
  });

  it('ends with Çıkış, on both sides', async () => {
    await walk.signIn(organisation);
    const token = walk.ports.kept?.token ?? '';
    await walk.act({ kind: 'sign-out' });
    walk.at('home');
    assert.equal(walk.page.session, null);
    assert.equal(walk.ports.kept, null);
    walk.ports.kept = { address: portal.ready.baseUrl, token };
    await walk.go('menu');
    walk.at('verification');
  });
});
