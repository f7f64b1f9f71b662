import assert from 'node:assert/strict';
import { isMuhurError } from '../../../src/errors.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import type { TestOrganisationRecord } from '../../../src/portal/contract/organisations.ts';
import * as contract from '../../../src/portal/contract/signIn.ts';
import { readHealth, resetClock } from '../../../src/portal/contract/testSuite.ts';
import { WorkLimit } from '../../../src/portal/simulator/signIn/workLimit.ts';
import { until } from '../../rig/until.ts';
import { signCms } from '../signature/cmsSigner.ts';
import { attackedSimulator } from './support/attackedSimulator.ts';
import { freeze, pass } from './support/clock.ts';
import { handIn, newChallenge, signInWithESignature, signerOf } from './support/eSignature.ts';
import { askRaw, codeOf } from './support/http.ts';
import {
  enterCode,
  enterWord,
  forgetWord,
  lastCode,
  newCaptcha,
  otherThan,
  renewWord,
  sentCode,
} from './support/signIn.ts';
import { SignedIn } from './support/signedIn.ts';

const FAILED = { code: 'portal/sign-in-failed' };
const PAUSED = { code: 'portal/sign-in-paused' };
const wrong = { securityWord: 'wrong-word' };

/** So many at once that no machine is too slow to run into a limit of 400, and 100 a second. */
const FLOOD = 1000;

describe('Guessing at the portal', function () {
  this.timeout(20_000);
  const portal = attackedSimulator();
  let victim: TestOrganisationRecord;
  let token: string;

  beforeEach(async () => {
    victim = await portal.newOrganisation();
    await freeze(portal);
    token = new SignedIn(portal, victim.vkn).token;
  });
  afterEach(async () => {
    // Whatever was tried, whoever was signed in still is.
    await portal.client.call(menu.readDetails, {}, { token });
    await portal.test(resetClock, {});
  });

  /** Many requests, one behind the other on one connection. */
  async function flood(lineOf: () => string, tokenOf: () => string = () => 'none') {
    const { host } = new URL(portal.ready.baseUrl);
    const requests = Array.from({ length: FLOOD }, (_, i) => {
      const headers = [`Host: ${host}`, `Authorization: Bearer ${tokenOf()}`];
      if (i === FLOOD - 1) headers.push('Connection: close');
      return [`${lineOf()} HTTP/1.1`, ...headers, '', ''].join('\r\n');
    });
    const received = await askRaw(portal.ready.baseUrl, requests.join(''));
    const answers = received.split(/(?=HTTP\/1\.1 \d{3} )/);
    assert.equal(answers.length, FLOOD);
    return answers.map((text) => ({ status: Number(text.slice(9, 12)), text }));
  }

  it('the security word ends in a pause that stops nothing but another such sign-in', async () => {
    const begun = await enterWord(portal, victim);
    for (let i = 0; i < 5; i++) await assert.rejects(enterWord(portal, victim, wrong), FAILED);
    await assert.rejects(enterWord(portal, victim), PAUSED);

    const code = await sentCode(portal, victim.vkn, begun.signInId);
    await enterCode(portal, begun.signInId, code);
    await signInWithESignature(portal, await signerOf(victim));
  });

  it('the security word in a pause does not prolong it', async () => {
    for (let i = 0; i < 5; i++) await assert.rejects(enterWord(portal, victim, wrong), FAILED);
    for (const seconds of [100, 100, 99]) {
      await pass(portal, seconds);
      for (let i = 0; i < 3; i++) await assert.rejects(enterWord(portal, victim, wrong), PAUSED);
    }
    await pass(portal, 1);
    await enterWord(portal, victim);
  });

  it('many security words at the same time learns no more than one after the other', async () => {
    const words = [...Array.from({ length: 9 }, (_, i) => `wrong-word-${i}`), victim.securityWord];
    const captchas = await Promise.all(words.map(() => newCaptcha(portal)));
    const answers = await Promise.all(
      words.map((securityWord, i) => {
        const body = { vkn: victim.vkn, securityWord, ...captchas[i] };
        return portal.ask({ method: 'POST', path: '/portal/v1/sign-in/password', body });
      }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    // The right one may be among the first five that are looked at, and then it is right.
    if (statuses[0] === 200) statuses.shift();
    assert.deepEqual(new Set(statuses), new Set([401, 429]));
    assert.ok(statuses.filter((status) => status === 401).length <= 5, statuses.join());
  });

  it('the text of pictures ends each time, and costs the organisation nothing', async () => {
    const captcha = await newCaptcha(portal);
    const guess = { ...captcha, captchaText: 'AAAAAA' };
    await assert.rejects(enterWord(portal, victim, guess), FAILED);
    await assert.rejects(enterWord(portal, victim, captcha), FAILED);
    for (let i = 0; i < 6; i++) {
      await assert.rejects(enterWord(portal, victim, { captchaText: 'AAAAAA' }), FAILED);
    }
    await enterWord(portal, victim);
  });

  it('the SMS code ends after three tries of a sign-in, and after five of an organisation', async () => {
    const begun = await Promise.all([enterWord(portal, victim), enterWord(portal, victim)]);
    const outcomes: string[] = [];
    for (const { signInId } of begun) {
      const code = otherThan(await sentCode(portal, victim.vkn, signInId));
      for (let i = 0; i < 4; i++) outcomes.push(await failure(enterCode(portal, signInId, code)));
    }
    const ofOne = [...Array<string>(3).fill('portal/sms-code-wrong'), 'portal/sign-in-expired'];
    assert.deepEqual(outcomes, [...ofOne, ...ofOne]);
    await assert.rejects(enterWord(portal, victim), PAUSED);
  });

  it('the SMS code many times at once has three tries as well', async () => {
    const { signInId } = await enterWord(portal, victim);
    const code = await sentCode(portal, victim.vkn, signInId);
    const guesses = Array.from({ length: 10 }, (_, i) => otherThan(String(Number(code) + i)));
    const outcomes = await Promise.all(
      guesses.map((guess) => failure(enterCode(portal, signInId, guess))),
    );
    const tried = outcomes.filter((outcome) => outcome === 'portal/sms-code-wrong');
    assert.equal(tried.length, 3, outcomes.join());
    await assert.rejects(enterCode(portal, signInId, code), { code: 'portal/sign-in-expired' });
  });

  it('the code for a new security word has three tries, and comes once a minute', async () => {
    const securityWord = 'word-of-the-attacker';
    const { resetId } = await forgetWord(portal, victim.vkn);
    const code = await lastCode(portal, victim.vkn);
    for (let i = 0; i < 3; i++) {
      const guess = renewWord(portal, resetId, { code: otherThan(code), securityWord });
      await assert.rejects(guess, { code: 'portal/sms-code-wrong' });
    }
    const late = renewWord(portal, resetId, { code, securityWord });
    await assert.rejects(late, { code: 'portal/sign-in-expired' });
    await assert.rejects(forgetWord(portal, victim.vkn), { code: 'portal/sms-too-soon' });
    await enterWord(portal, victim);
    await pass(portal, 60);
    await forgetWord(portal, victim.vkn);
  });

  it('at the challenge ends with the first attempt, and leaves those of others alone', async () => {
    const signer = await signerOf(victim);
    const stranger = await signerOf(await portal.newOrganisation());
    const own = await newChallenge(portal);
    const { challengeId, content } = await newChallenge(portal);
    const cms = signCms(stranger, { content: own.content, detached: true });
    await assert.rejects(handIn(portal, challengeId, cms), { code: 'portal/signature-refused' });
    const right = signCms(signer, { content, detached: true });
    const late = handIn(portal, challengeId, right);
    await assert.rejects(late, { code: 'portal/challenge-expired' });
    await handIn(
      portal,
      own.challengeId,
      signCms(signer, { content: own.content, detached: true }),
    );
  });

  it('ids of sign-ins, resets and challenges is answered alike, whatever the guess', async () => {
    const ids = ['1', 'A'.repeat(22), 'a'.repeat(64)];
    for (const [path, body, code] of [
      ['/portal/v1/sign-in/ID/sms', undefined, 'portal/sign-in-expired'],
      ['/portal/v1/sign-in/ID/code', { code: '000000' }, 'portal/sign-in-expired'],
      [
        '/portal/v1/security-word/resets/ID/completion',
        { code: '000000', securityWord: 'any-word' },
        'portal/sign-in-expired',
      ],
    ] as const) {
      for (const id of ids) {
        const answer = await portal.ask({ method: 'POST', path: path.replace('ID', id), body });
        assert.deepEqual([answer.status, codeOf(answer)], [410, code], path);
      }
    }
  });

  for (const [what, path] of [
    ['the token of a session', '/portal/v1/details'],
    ['the token of the test suite', '/test/v1/clock'],
  ] as const) {
    it(`${what} is slowed down, and nobody with a right one is`, async () => {
      const answers = await flood(() => `GET ${path}`, randomToken);
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([401, 429]));
      assert.equal((await portal.ask({ path: '/portal/v1/details', token })).status, 200);
      const { testToken } = portal;
      assert.equal((await portal.ask({ path: '/test/v1/clock', token: testToken })).status, 200);
      // Signing in is another matter than guessing tokens, too.
      await portal.client.call(contract.createChallenge, {});
    });
  }

  it('by calls without end is slowed down, and neither sessions nor the PKI are', async () => {
    const { baseUrl, crlUrl } = portal.ready;
    const answers = await flood(() => `POST /portal/v1/sign-in/${randomToken()}/sms`);
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([410, 429]));
    for (const { status, text } of answers) {
      if (status === 429) assert.match(text, /^retry-after: 1$/m);
    }
    assert.equal((await portal.ask({ path: '/portal/v1/details', token })).status, 200);
    assert.equal((await portal.ask({ path: crlUrl.slice(baseUrl.length) })).status, 200);
    // The wait is by the time of the machine, while the simulator's stands still.
    await until('strangers are heard again', () =>
      portal.client.call(readHealth, {}).then(
        () => true,
        () => false,
      ),
    );
  });

  it('leaves nothing that makes the next call slower: what is too old is found by an index', () => {
    for (const table of ['captcha', 'challenge']) {
      const [plan] = portal.simulator.database.all(
        `EXPLAIN QUERY PLAN DELETE FROM ${table} WHERE expires_at <= ?`,
        '2000-01-01T00:00:00.000Z',
      );
      assert.match(String(plan?.['detail']), /^SEARCH .* INDEX/, table);
    }
  });

  it('keeps two hashes of words at work, and a queue that has an end', async () => {
    const limit = new WorkLimit({ atOnce: 2, waiting: 3 });
    let running = 0;
    let most = 0;
    const work = () =>
      limit.run(async () => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, work));
    assert.equal(most, 2);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 3);
    await work();
  });
});

function randomToken(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
}

async function failure(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    assert.ok(isMuhurError(error), String(error));
    return error.code;
  }
}
