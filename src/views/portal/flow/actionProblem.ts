import type { MuhurError } from '../../../errors.ts';
import { isMuhurError } from '../../../errors.ts';
import { explain, explanationText } from '../../../text/errors.ts';
import type { ActionProblem, Field } from '../protocol/messages.ts';

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

/** An error in words, at the field it is about when there is one. */
export function actionProblem(error: MuhurError): ActionProblem {
  return { text: explanationText(explain(error)), field: fieldOf(error) };
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
