import type { MuhurError } from '../../../errors.ts';
import { isMuhurError } from '../../../errors.ts';
import { explain, explanationText } from '../../../text/errors.ts';
import type { ActionProblem, Field } from '../protocol/messages.ts';
import type { ScreenKind } from '../protocol/screens.ts';

const FIELDS: Readonly<Record<string, Field>> = {
  vkn: 'vkn',
  captchaText: 'picture',
  securityWord: 'word',
  code: 'code',
  confirmedSerialNumber: 'confirmed',
  address: 'address',
  phone: 'phone',
  email: 'email',
};

const FIELDS_ON: Readonly<Partial<Record<ScreenKind, readonly Field[]>>> = {
  password: ['vkn', 'picture', 'word'],
  forgotten: ['vkn', 'picture'],
  code: ['code'],
  'new-word': ['code', 'word'],
  revoke: ['confirmed'],
  details: ['address', 'phone', 'email'],
};

/** An error in words, at the field it is about when the screen that is shown now has it. */
export function actionProblem(error: MuhurError, screen: ScreenKind): ActionProblem {
  const field = fieldOf(error);
  const isThere = field !== null && FIELDS_ON[screen]?.includes(field) === true;
  return { text: explanationText(explain(error)), field: isThere ? field : null };
}

function fieldOf(error: MuhurError): Field | null {
  if (isMuhurError(error, 'portal/input')) {
    const name = error.data.fields.find(({ path }) => Object.hasOwn(FIELDS, path))?.path ?? '';
    return FIELDS[name] ?? null;
  }
  if (isMuhurError(error, 'portal/sign-in-failed')) return 'vkn';
  if (isMuhurError(error, 'portal/sms-code-wrong')) return 'code';
  if (isMuhurError(error, 'portal/sms-code-expired')) return 'code';
  if (isMuhurError(error, 'portal/not-confirmed')) return 'confirmed';
  return null;
}
