import type { Attempt, RestorePoint, ScreenKind } from './protocol/screens.ts';

const SCREENS: Readonly<Record<ScreenKind, true>> = {
  home: true,
  'online-services': true,
  verification: true,
  password: true,
  phone: true,
  code: true,
  signature: true,
  forgotten: true,
  'new-word': true,
  menu: true,
  revoke: true,
  renew: true,
  details: true,
  secrets: true,
  unlock: true,
  'real-card': true,
  unavailable: true,
};
const ID = /^[\w-]{1,64}$/;
const MASKED_PHONE = /^[\d +()•*-]{1,32}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** What VS Code kept of a page, if it is what the page was given to keep. */
export function keptPoint(state: unknown): RestorePoint | null {
  if (typeof state !== 'object' || state === null) return null;
  const { screen, about, attempt } = state as Readonly<Record<string, unknown>>;
  if (typeof screen !== 'string' || !isScreen(screen)) return null;
  return { screen, about: textOf(about, ID), attempt: attemptOf(attempt) };
}

/** Which panel it was the page of. */
export function keptPanel(state: unknown): string | null {
  if (typeof state !== 'object' || state === null) return null;
  return textOf((state as Readonly<Record<string, unknown>>)['panel'], ID);
}

function isScreen(name: string): name is ScreenKind {
  return Object.hasOwn(SCREENS, name);
}

function attemptOf(value: unknown): Attempt | null {
  if (typeof value !== 'object' || value === null) return null;
  const kept = value as Readonly<Record<string, unknown>>;
  const id = textOf(kept['id'], ID);
  if (id === null) return null;
  const maskedPhone = textOf(kept['maskedPhone'], MASKED_PHONE) ?? '';
  return {
    id,
    maskedPhone,
    expiresAt: timeOf(kept['expiresAt']),
    resendAt: timeOf(kept['resendAt']),
  };
}

function timeOf(value: unknown): string | null {
  const text = textOf(value, TIME);
  return text === null || Number.isNaN(Date.parse(text)) ? null : text;
}

function textOf(value: unknown, form: RegExp): string | null {
  return typeof value === 'string' && form.test(value) ? value : null;
}
