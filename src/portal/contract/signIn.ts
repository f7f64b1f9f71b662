import * as z from 'zod';
import { route } from './route.ts';
import { base64, id, newSecurityWord, tckn, time, vkn } from './values.ts';

/** Kullanıcı Doğrulama: Şifreli Giriş, E-imzalı Giriş, and the forgotten security word. */

const captchaAnswer = { captchaId: id, captchaText: z.string().max(32) };
const smsCode = z.string().max(16);

/** A session that was opened. The token is told here and never again. */
const openedSession = z.object({
  token: z.string(),
  expiresAt: time,
  organisation: z.object({ vkn, tradeName: z.string() }),
});

export const createCaptcha = route({
  method: 'POST',
  path: '/portal/v1/sign-in/captchas',
  access: 'open',
  summary: 'Resimdeki Yazı: a new picture; it is good for one attempt',
  response: z.object({
    captchaId: id,
    /** SVG; the letters are outlines. */
    image: z.string(),
    expiresAt: time,
  }),
});

export const signInWithPassword = route({
  method: 'POST',
  path: '/portal/v1/sign-in/password',
  access: 'open',
  summary: 'Şifreli Giriş: tax number, text in the picture, security word',
  body: z.strictObject({ vkn, ...captchaAnswer, securityWord: z.string().max(64) }),
  response: z.object({
    signInId: id,
    maskedPhone: z.string(),
    expiresAt: time,
    /** The check digit of the tax number is wrong, which test numbers may have. */
    hint: z.enum(['vkn-check-digit']).nullable(),
  }),
  problems: ['portal/sign-in-failed', 'portal/sign-in-paused'],
});

export const confirmPhone = route({
  method: 'POST',
  path: '/portal/v1/sign-in/{signInId}/sms',
  access: 'open',
  summary: 'The phone that was shown is right: sends the SMS Onay Kodu, at most once a minute',
  params: z.object({ signInId: id }),
  response: z.object({ codeExpiresAt: time, resendAt: time }),
  problems: ['portal/sign-in-expired', 'portal/sms-too-soon'],
});

export const enterSmsCode = route({
  method: 'POST',
  path: '/portal/v1/sign-in/{signInId}/code',
  access: 'open',
  summary: 'SMS Onay Kodu: opens the session',
  params: z.object({ signInId: id }),
  body: z.strictObject({ code: smsCode }),
  response: openedSession,
  problems: ['portal/sign-in-expired', 'portal/sms-code-wrong', 'portal/sms-code-expired'],
});

export const createChallenge = route({
  method: 'POST',
  path: '/portal/v1/sign-in/e-signature/challenges',
  access: 'open',
  summary: 'E-imzalı Giriş: text for the signatory to sign as CMS',
  response: z.object({
    challengeId: id,
    /** The exact bytes to sign. */
    challenge: base64,
    expiresAt: time,
  }),
});

export const signInWithSignature = route({
  method: 'POST',
  path: '/portal/v1/sign-in/e-signature',
  access: 'open',
  summary: 'E-imzalı Giriş: the signed challenge opens the session',
  body: z.strictObject({
    challengeId: id,
    /** CMS SignedData, DER, attached or detached. */
    cms: base64.max(200_000),
    /** Which organisation, for a signatory of more than one. */
    vkn: vkn.optional(),
  }),
  response: openedSession,
  problems: [
    'portal/challenge-expired',
    'portal/signature-refused',
    'portal/not-signatory',
    'portal/organisation-needed',
  ],
});

export const forgetSecurityWord = route({
  method: 'POST',
  path: '/portal/v1/security-word/resets',
  access: 'open',
  summary:
    'Güvenlik Sözcüğümü Unuttum: sends a code to the phone of the organisation, if it exists',
  body: z.strictObject({ vkn, ...captchaAnswer }),
  response: z.object({ resetId: id, codeExpiresAt: time }),
  problems: ['portal/sign-in-failed', 'portal/sign-in-paused', 'portal/sms-too-soon'],
});

export const renewSecurityWord = route({
  method: 'POST',
  path: '/portal/v1/security-word/resets/{resetId}/completion',
  access: 'open',
  summary: 'Güvenlik Sözcüğümü Unuttum: the code and a new security word',
  params: z.object({ resetId: id }),
  body: z.strictObject({ code: smsCode, securityWord: newSecurityWord }),
  problems: ['portal/sign-in-expired', 'portal/sms-code-wrong', 'portal/sms-code-expired'],
});

export const readSession = route({
  method: 'GET',
  path: '/portal/v1/session',
  access: 'session',
  summary: 'Who is signed in, and until when; asking does not prolong it',
  response: z.object({
    organisation: z.object({ vkn, tradeName: z.string() }),
    signedInWith: z.enum(['password', 'e-signature']),
    signatory: z.object({ tckn, name: z.string() }).nullable(),
    expiresAt: time,
    now: time,
  }),
});

export const signOut = route({
  method: 'DELETE',
  path: '/portal/v1/session',
  access: 'session',
  summary: 'Çıkış: the token is dead at once',
});
