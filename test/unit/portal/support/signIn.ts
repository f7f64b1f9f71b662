import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import * as contract from '../../../../src/portal/contract/signIn.ts';
import { readCaptcha, readMessages } from '../../../../src/portal/contract/testSuite.ts';
import type { TestSimulator } from './testSimulator.ts';

/** What is asked of a simulator, wherever it runs. */
interface Asked {
  readonly client: Pick<TestSimulator['client'], 'call'>;
  readonly test: TestSimulator['test'];
}

type Known = Pick<TestOrganisationRecord, 'vkn' | 'securityWord'>;

/** What is filled in otherwise. */
interface Wrong {
  readonly vkn?: string;
  readonly captchaId?: string;
  readonly captchaText?: string;
  readonly securityWord?: string;
}

/** Şifreli Giriş over HTTP, from the picture to the SMS. @returns the token of the session. */
export async function signIn(simulator: Asked, organisation: Known): Promise<string> {
  const { signInId } = await enterWord(simulator, organisation);
  const code = await sentCode(simulator, organisation.vkn, signInId);
  return (await enterCode(simulator, signInId, code)).token;
}

/** A new picture, with what is written in it. */
export async function newCaptcha(simulator: Asked) {
  const { captchaId } = await simulator.client.call(contract.createCaptcha, {});
  const { text } = await simulator.test(readCaptcha, { params: { captchaId } });
  return { captchaId, captchaText: text };
}

/** The form of Şifreli Giriş, filled in rightly but for `wrong`. */
export async function formOf(simulator: Asked, { vkn, securityWord }: Known, wrong: Wrong = {}) {
  const captcha = await newCaptcha(simulator);
  return { vkn, securityWord: securityWord ?? '', ...captcha, ...wrong };
}

/** The first half: tax number, text of the picture and security word. */
export async function enterWord(simulator: Asked, organisation: Known, wrong: Wrong = {}) {
  const body = await formOf(simulator, organisation, wrong);
  return simulator.client.call(contract.signInWithPassword, { body });
}

/** Confirms the phone that was shown, and reads the code on it. */
export async function sentCode(simulator: Asked, vkn: string, signInId: string): Promise<string> {
  await simulator.client.call(contract.confirmPhone, { params: { signInId } });
  return lastCode(simulator, vkn);
}

/** The code of the last SMS to that organisation. */
export async function lastCode(simulator: Asked, vkn: string): Promise<string> {
  const { messages } = await simulator.test(readMessages, { query: { vkn } });
  const code = messages.at(-1)?.code;
  if (typeof code !== 'string') throw new Error('no SMS with a code was sent');
  return code;
}

/** The second half: the code opens the session. */
export function enterCode(simulator: Asked, signInId: string, code: string) {
  return simulator.client.call(contract.enterSmsCode, { params: { signInId }, body: { code } });
}

/** Another code of six digits. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

/** Asks for a code to renew the security word. */
export async function forgetWord(simulator: Asked, vkn: string) {
  const body = { vkn, ...(await newCaptcha(simulator)) };
  return simulator.client.call(contract.forgetSecurityWord, { body });
}

/** Completes it. */
export function renewWord(
  simulator: Asked,
  resetId: string,
  body: { code: string; securityWord: string },
) {
  return simulator.client.call(contract.renewSecurityWord, { params: { resetId }, body });
}
