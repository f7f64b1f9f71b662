import * as l10n from '@vscode/l10n';
import { MuhurError, isMuhurError } from '../../../errors.ts';
import * as contract from '../../../portal/contract/signIn.ts';
import { readCaptcha } from '../../../portal/contract/testSuite.ts';
import type { CaptchaPicture } from '../protocol/screens.ts';
import type { FlowState } from './flowState.ts';

/** Kullanıcı Doğrulama: what happens on its screens. */

export async function openPassword(state: FlowState): Promise<void> {
  state.screen = { kind: 'password', captcha: await newPicture(state), vkn: state.vkn };
}

export async function openForgotten(state: FlowState): Promise<void> {
  state.screen = { kind: 'forgotten', captcha: await newPicture(state), vkn: state.vkn };
}

/** Another picture on the screen that has one. */
export async function renewPicture(state: FlowState): Promise<void> {
  const { screen } = state;
  if (screen.kind !== 'password' && screen.kind !== 'forgotten') return;
  state.screen = { ...screen, captcha: await newPicture(state) };
}

/**
 * What is in the picture, which the simulator tells those who cannot see it. One that has become too
 * old is replaced before.
 */
export async function tellPicture(state: FlowState): Promise<void> {
  try {
    await tell(state);
  } catch (error) {
    if (!isMuhurError(error, 'portal/not-found')) throw error;
    await renewPicture(state);
    await tell(state);
  }
}

async function tell(state: FlowState): Promise<void> {
  const { screen, captchaId } = state;
  if ((screen.kind !== 'password' && screen.kind !== 'forgotten') || captchaId === null) return;
  const { client, testToken } = await state.ports.connect();
  if (testToken === null) return;
  const { text } = await client.call(readCaptcha, { params: { captchaId } }, { token: testToken });
  state.screen = { ...screen, captcha: { ...screen.captcha, told: text } };
}

async function newPicture(state: FlowState): Promise<CaptchaPicture> {
  const { captchaId, image } = await state.call(contract.createCaptcha, {});
  state.captchaId = captchaId;
  const data = Buffer.from(image).toString('base64');
  return { image: `data:image/svg+xml;base64,${data}`, told: null };
}

/** Takes the picture's number; it is used up whatever comes of it. */
function usePicture(state: FlowState): string {
  const { captchaId } = state;
  state.captchaId = null;
  if (captchaId === null) throw new MuhurError('portal/sign-in-expired', {});
  return captchaId;
}

export async function signIn(
  state: FlowState,
  typed: { readonly vkn: string; readonly picture: string; readonly word: string },
): Promise<void> {
  if (state.screen.kind !== 'password') return;
  const { vkn, picture: captchaText, word: securityWord } = typed;
  state.vkn = vkn;
  const captchaId = usePicture(state);
  try {
    const { signInId, maskedPhone } = await state.call(contract.signInWithPassword, {
      body: { vkn, captchaId, captchaText, securityWord },
    });
    state.attempt = signInId;
    state.screen = { kind: 'phone', maskedPhone };
  } catch (error) {
    // A picture is good for one press.
    if (isMuhurError(error)) await openPassword(state);
    throw error;
  }
}

/** The phone is right: sends the code, the first time or once more. */
export async function sendCode(state: FlowState): Promise<void> {
  const { screen } = state;
  if (screen.kind !== 'phone' && screen.kind !== 'code') return;
  const { codeExpiresAt, resendAt } = await state.call(contract.confirmPhone, {
    params: { signInId: attemptOf(state) },
  });
  const { maskedPhone } = screen;
  state.screen = { kind: 'code', maskedPhone, expiresAt: codeExpiresAt, resendAt };
}

/** @returns whether the session is open now. */
export async function enterCode(state: FlowState, code: string): Promise<boolean> {
  if (state.screen.kind !== 'code') return false;
  const params = { signInId: attemptOf(state) };
  const { client } = await state.ports.connect();
  const opened = await client.call(contract.enterSmsCode, { params, body: { code } });
  await beginSession(state, client.baseUrl, opened);
  return true;
}

/** @returns whether the session is open now; not before it is known for which organisation. */
export async function signInWithCard(
  state: FlowState,
  serial: string,
  vkn: string | null,
): Promise<boolean> {
  const { screen } = state;
  if (screen.kind !== 'signature') return false;
  const signed = vkn !== null && state.signed ? state.signed : await signChallenge(state, serial);
  try {
    const body = vkn === null ? signed : { ...signed, vkn };
    const { client } = await state.ports.connect();
    const opened = await client.call(contract.signInWithSignature, { body });
    await beginSession(state, client.baseUrl, opened);
    return true;
  } catch (error) {
    // A challenge is good for one signature.
    state.signed = null;
    if (!isMuhurError(error, 'portal/organisation-needed')) throw error;
    state.signed = signed;
    state.screen = { ...screen, organisations: error.data.organisations };
    return false;
  }
}

async function signChallenge(
  state: FlowState,
  serial: string,
): Promise<NonNullable<FlowState['signed']>> {
  const { challengeId, challenge } = await state.call(contract.createChallenge, {});
  const cms = await state.ports.signWithCard(serial, Buffer.from(challenge, 'base64'));
  return { challengeId, cms: Buffer.from(cms).toString('base64') };
}

async function beginSession(
  state: FlowState,
  address: string,
  opened: {
    readonly token: string;
    readonly organisation: { readonly vkn: string; readonly tradeName: string };
  },
): Promise<void> {
  await state.keepToken({ address, token: opened.token });
  state.attempt = null;
  state.signed = null;
  state.vkn = '';
  state.session = opened.organisation;
  state.notice = l10n.t('Signed in as {0}.', opened.organisation.tradeName);
  state.ports.changed();
}

export async function forgetWord(
  state: FlowState,
  { vkn, picture: captchaText }: { readonly vkn: string; readonly picture: string },
): Promise<void> {
  if (state.screen.kind !== 'forgotten') return;
  state.vkn = vkn;
  const captchaId = usePicture(state);
  try {
    const { resetId, codeExpiresAt } = await state.call(contract.forgetSecurityWord, {
      body: { vkn, captchaId, captchaText },
    });
    state.attempt = resetId;
    state.screen = { kind: 'new-word', expiresAt: codeExpiresAt };
  } catch (error) {
    if (isMuhurError(error)) await openForgotten(state);
    throw error;
  }
}

export async function renewWord(
  state: FlowState,
  { code, word: securityWord }: { readonly code: string; readonly word: string },
): Promise<void> {
  if (state.screen.kind !== 'new-word') return;
  const params = { resetId: attemptOf(state) };
  await state.call(contract.renewSecurityWord, { params, body: { code, securityWord } });
  state.attempt = null;
  await openPassword(state);
  state.notice = l10n.t('The new security word is valid now. Sign in with it.');
}

function attemptOf({ attempt }: FlowState): string {
  if (attempt === null) throw new MuhurError('portal/sign-in-expired', {});
  return attempt;
}

export async function signOut(state: FlowState): Promise<void> {
  try {
    await state.callSigned(contract.signOut, {});
  } catch (error) {
    // Over is what it shall be.
    if (!isMuhurError(error, 'portal/session-ended')) throw error;
  } finally {
    await state.endSession();
    state.ports.changed();
  }
  state.screen = { kind: 'home', system: state.ports.system };
  state.notice = l10n.t('You have signed out.');
}
