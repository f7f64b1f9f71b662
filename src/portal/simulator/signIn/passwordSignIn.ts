import { MuhurError } from '../../../errors.ts';
import { isValidVkn } from '../../../pki/taxNumbers.ts';
import { maskPhone } from '../phone/maskPhone.ts';
import type { Simulator } from '../simulator.ts';
import type { Row } from '../store/database.ts';
import type { Captchas } from './captchas.ts';
import type { Failures } from './failures.ts';
import type { PendingSignIns } from './pendingSignIns.ts';
import { hashSecurityWord, isSecurityWord } from './securityWord.ts';
import type { OpenedSession, Sessions } from './sessions.ts';

/** What the sign-in form says, once it has the right shape. */
export interface SignInForm {
  readonly vkn: string;
  readonly captchaId: string;
  readonly captchaText: string;
}

type Hint = 'vkn-check-digit';

interface Parts {
  readonly simulator: Pick<Simulator, 'database'>;
  readonly captchas: Captchas;
  readonly failures: Failures;
  readonly pending: PendingSignIns;
  readonly sessions: Sessions;
}

/** Şifreli Giriş and Güvenlik Sözcüğümü Unuttum. */
export class PasswordSignIn {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The first half of Şifreli Giriş. Whatever is wrong, the answer and the work are the same.
   * @throws `portal/sign-in-failed`, `portal/sign-in-paused`, `portal/too-many`
   */
  async begin({ vkn, captchaId, captchaText }: SignInForm, word: string) {
    const { captchas, failures, pending } = this.#parts;
    const isCaptchaRight = captchas.useUp(captchaId, captchaText);
    if (isCaptchaRight) failures.demandNoPause(vkn);
    const organisation = isCaptchaRight ? this.#organisation(vkn) : undefined;
    const stored = organisation && String(organisation['security_word']);
    const isWordRight = await isSecurityWord(word, stored ?? null);
    // Of many attempts at the same time, those that end in the pause learn nothing.
    if (isCaptchaRight) failures.demandNoPause(vkn);
    if (organisation === undefined || !isWordRight) {
      if (isCaptchaRight) failures.count(vkn);
      throw new MuhurError('portal/sign-in-failed', { hint: hintFor(vkn) });
    }
    const { id, expiresAt } = pending.begin('session', vkn);
    const maskedPhone = maskPhone(String(organisation['phone']));
    return { signInId: id, maskedPhone, expiresAt, hint: hintFor(vkn) };
  }

  /** The second half: the SMS code opens the session. @throws see `PendingSignIns.complete`. */
  complete(signInId: string, code: string): OpenedSession {
    const { pending, sessions } = this.#parts;
    return pending.complete('session', signInId, code, (vkn) =>
      sessions.open({ vkn, signedInWith: 'password', signatory: null }),
    );
  }

  /**
   * Sends a code for a new word to the phone of the organisation; where there is none, everything
   * looks the same and nothing is sent.
   * @throws `portal/sign-in-failed`, `portal/sign-in-paused`, `portal/sms-too-soon`
   */
  forget({ vkn, captchaId, captchaText }: SignInForm) {
    const { captchas, failures, pending } = this.#parts;
    if (!captchas.useUp(captchaId, captchaText)) {
      throw new MuhurError('portal/sign-in-failed', { hint: hintFor(vkn) });
    }
    failures.demandNoPause(vkn);
    failures.countReset(vkn);
    const { id } = pending.begin('security-word', vkn);
    const { codeExpiresAt } = pending.sendCode('security-word', id);
    return { resetId: id, codeExpiresAt };
  }

  /** Stores the new word; sessions that are open end. @throws see `PendingSignIns.complete`. */
  async renew(resetId: string, code: string, word: string): Promise<void> {
    const { simulator, pending, sessions } = this.#parts;
    // No hash for who has nothing in hand.
    pending.demand('security-word', resetId);
    const hash = await hashSecurityWord(word);
    pending.complete('security-word', resetId, code, (vkn) => {
      simulator.database.run(
        'UPDATE organisation SET security_word = ?, test_word = NULL WHERE vkn = ?',
        hash,
        vkn,
      );
      sessions.endAllOf(vkn);
    });
  }

  #organisation(vkn: string): Row | undefined {
    return this.#parts.simulator.database.get(
      'SELECT security_word, phone FROM organisation WHERE vkn = ?',
      vkn,
    );
  }
}

/** Of the number alone, so that it says nothing about whether an organisation has it. */
function hintFor(vkn: string): Hint | null {
  return isValidVkn(vkn) ? null : 'vkn-check-digit';
}
