import { MuhurError, isMuhurError, toMuhurError } from '../../../errors.ts';
import type { ErrorCode } from '../../../errors.ts';
import { explain } from '../../../text/errors.ts';
import { inLanguage } from '../../../text/locale.ts';
import type { Problem } from '../../contract/problem.ts';
import { PROBLEM_MEDIA_TYPE } from '../../contract/problem.ts';

/** HTTP status of each error that a caller can cause; every other one is a 500. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  // The caller has gone: nobody hears it, and it is no failure of ours.
  cancelled: 400,
  'portal/input': 400,
  'portal/sign-in-failed': 401,
  'portal/sms-code-wrong': 401,
  'portal/signature-refused': 401,
  'portal/session-ended': 401,
  'portal/test-token': 401,
  'portal/not-signatory': 403,
  'portal/not-found': 404,
  'portal/method': 405,
  'portal/certificate-state': 409,
  'portal/renewal-early': 409,
  'portal/operation-step': 409,
  'portal/organisation-exists': 409,
  'portal/organisation-needed': 409,
  'portal/other-card': 409,
  'portal/card-dead': 409,
  'portal/card-answer': 409,
  'portal/real-card': 409,
  'portal/unlock-impossible': 409,
  'portal/sign-in-expired': 410,
  'portal/sms-code-expired': 410,
  'portal/challenge-expired': 410,
  'portal/secrets-deleted': 410,
  'portal/secrets-unreadable': 409,
  'portal/too-large': 413,
  'portal/media-type': 415,
  'portal/host-refused': 421,
  'portal/not-confirmed': 422,
  'portal/clock': 422,
  'portal/sign-in-paused': 429,
  'portal/sms-too-soon': 429,
  'portal/too-many': 429,
  'portal/down': 503,
};

/** The error as problem details (RFC 9457) in the caller's language, Turkish where it is wanted. */
export function problemOf(error: unknown, language: 'en' | 'tr'): Problem {
  const known = toMuhurError(error);
  const status = STATUS[known.code];
  const shown = status === undefined ? concealed(known) : known;
  const { what, meaning, advice } = inLanguage(language, () => explain(shown));
  return {
    type: `urn:mali-muhur:problem:${shown.code.replace('/', ':')}`,
    title: what,
    status: status ?? 500,
    detail: `${meaning} ${advice}`,
    code: shown.code,
    data: { ...shown.data },
  };
}

/** Paths and messages of the machine stay here; what the disk says of itself is worth telling. */
function concealed(error: MuhurError): MuhurError {
  if (isMuhurError(error, 'simulator/storage')) return error;
  // The folders of cards are part of the data.
  if (isMuhurError(error, 'virtual-card/storage')) {
    return new MuhurError('simulator/storage', error.data);
  }
  return toMuhurError(new Error('see the log of the simulator'));
}

/** The header fields that RFC 9110 wants with each status, and RFC 6750 §3 with 401. */
export function headersOf({ status, data }: Problem): Record<string, string> {
  const headers: Record<string, string> = { 'Content-Type': PROBLEM_MEDIA_TYPE };
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="mali-muhur"';
  if (status === 405) headers['Allow'] = String(data['allowed']);
  // A body that was not read to its end makes the connection useless.
  if (status === 413) headers['Connection'] = 'close';
  if (status === 429) headers['Retry-After'] = String(data['seconds']);
  return headers;
}

/** The first of both languages in Accept-Language (RFC 9110 §12.5.4); weights are not looked at. */
export function languageOf(header: string | undefined): 'en' | 'tr' {
  const [, first] = /(?:^|,)\s*(en|tr)\b/i.exec(header ?? '') ?? [];
  return first?.toLowerCase() === 'tr' ? 'tr' : 'en';
}
