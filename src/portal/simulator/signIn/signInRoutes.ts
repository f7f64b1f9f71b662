import * as contract from '../../contract/signIn.ts';
import { readCaptcha } from '../../contract/testSuite.ts';
import { SmsOutbox } from '../phone/smsOutbox.ts';
import { phoneRoutes } from '../phone/phoneRoutes.ts';
import type { BoundRoute } from '../server/handlers.ts';
import { bind } from '../server/handlers.ts';
import type { Simulator } from '../simulator.ts';
import { captchaImage } from './captchaImage.ts';
import { Captchas } from './captchas.ts';
import { Challenges } from './challenges.ts';
import { Failures } from './failures.ts';
import { PasswordSignIn } from './passwordSignIn.ts';
import { PendingSignIns } from './pendingSignIns.ts';
import { Sessions } from './sessions.ts';
import { signInWithSignature } from './signatureSignIn.ts';
import { WorkLimit } from './workLimit.ts';

/** Hashes of security words at the same time: each takes 16 MB and a core for a moment. */
const HASHING = { atOnce: 2, waiting: 200 } as const;

/** Kullanıcı Doğrulama, sessions, and the simulated phone. */
export function signInRoutes(simulator: Simulator): BoundRoute[] {
  const captchas = new Captchas(simulator);
  const challenges = new Challenges(simulator);
  const sessions = new Sessions(simulator);
  const failures = new Failures(simulator);
  const outbox = new SmsOutbox(simulator);
  const pending = new PendingSignIns({ simulator, outbox, failures });
  const password = new PasswordSignIn({ simulator, captchas, failures, pending, sessions });
  const hashing = new WorkLimit(HASHING);
  return [
    bind(contract.createCaptcha, () => {
      const { id: captchaId, text, expiresAt } = captchas.create();
      return { captchaId, image: captchaImage(text), expiresAt };
    }),
    bind(contract.signInWithPassword, ({ body }) =>
      hashing.run(() => password.begin(body, body.securityWord)),
    ),
    bind(contract.confirmPhone, ({ params }) => pending.sendCode('session', params.signInId)),
    bind(contract.enterSmsCode, ({ params, body }) =>
      password.complete(params.signInId, body.code),
    ),
    bind(contract.createChallenge, () => {
      const { id: challengeId, content, expiresAt } = challenges.create();
      return { challengeId, challenge: Buffer.from(content).toString('base64'), expiresAt };
    }),
    bind(contract.signInWithSignature, ({ body }) =>
      signInWithSignature(simulator, challenges, sessions, {
        challengeId: body.challengeId,
        cms: new Uint8Array(Buffer.from(body.cms, 'base64')),
        vkn: body.vkn,
      }),
    ),
    bind(contract.forgetSecurityWord, ({ body }) => password.forget(body)),
    bind(contract.renewSecurityWord, async ({ params, body }) => {
      await hashing.run(() => password.renew(params.resetId, body.code, body.securityWord));
      return undefined;
    }),
    bind(contract.readSession, (_request, { session }) => ({
      organisation: { vkn: session.vkn, tradeName: session.tradeName },
      signedInWith: session.signedInWith,
      signatory: session.signatory,
      expiresAt: session.expiresAt,
      now: simulator.clock.stamp(),
    })),
    bind(contract.signOut, (_request, { session }) => {
      sessions.end(session);
      return undefined;
    }),
    bind(readCaptcha, ({ params }) => ({ text: captchas.read(params.captchaId) })),
    ...phoneRoutes(outbox),
  ];
}
