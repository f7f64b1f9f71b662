import type { RestorePoint, ScreenKind } from './protocol/screens.ts';

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

/** What VS Code kept of a page, if it is what the page was given to keep. */
export function keptPoint(state: unknown): RestorePoint | null {
  if (typeof state !== 'object' || state === null) return null;
  const { screen, about, attempt } = state as Readonly<Record<string, unknown>>;
  if (typeof screen !== 'string' || !isScreen(screen)) return null;
  return { screen, about: idOf(about), attempt: idOf(attempt) };
}

function isScreen(name: string): name is ScreenKind {
  return Object.hasOwn(SCREENS, name);
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' && ID.test(value) ? value : null;
}
