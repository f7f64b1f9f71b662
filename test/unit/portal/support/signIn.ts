import type { TestOrganisationRecord } from '../../../../src/portal/contract/organisations.ts';
import * as contract from '../../../../src/portal/contract/signIn.ts';
import { readCaptcha, readMessages } from '../../../../src/portal/contract/testSuite.ts';
import type { TestSimulator } from './testSimulator.ts';

/** Şifreli Giriş over HTTP, from the picture to the SMS. @returns the token of the session. */
export async function signIn(
  simulator: TestSimulator,
  { vkn, securityWord }: TestOrganisationRecord,
): Promise<string> {
  const { client } = simulator;
  const { captchaId } = await client.call(contract.createCaptcha, {});
  const { text } = await simulator.test(readCaptcha, { params: { captchaId } });
  const body = { vkn, captchaId, captchaText: text, securityWord: securityWord ?? '' };
  const { signInId } = await client.call(contract.signInWithPassword, { body });
  const params = { signInId };
  await client.call(contract.confirmPhone, { params });
  const { messages } = await simulator.test(readMessages, { query: { vkn, waitSeconds: 5 } });
  const code = messages.at(-1)?.code ?? '';
  return (await client.call(contract.enterSmsCode, { params, body: { code } })).token;
}
