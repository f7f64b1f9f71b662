import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { settingDefaults, type SettingId, type Settings } from '../contributions.ts';

/** Days that can be set; what is beyond counts as the nearest. package.json says the same. */
export const WARN_DAYS = { min: 1, max: 1095 };

/** The value of a setting if it is of its type, else the default: settings are typed by people. */
export function checkedValue<K extends SettingId>(id: K, value: unknown): Settings[K] {
  const fallback = settingDefaults[id];
  if (Array.isArray(fallback)) return texts(value) as Settings[K];
  if (typeof value !== typeof fallback) return fallback;
  if (typeof value === 'number') return checkedDays(value, Number(fallback)) as Settings[K];
  return value as Settings[K];
}

/** The texts of a list, without blanks around them. */
function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const kept = value.filter((one) => typeof one === 'string').map((one) => one.trim());
  return kept.filter((one) => one !== '');
}

function checkedDays(days: number, fallback: number): number {
  if (Number.isNaN(days)) return fallback;
  return Math.min(Math.max(Math.round(days), WARN_DAYS.min), WARN_DAYS.max);
}

/**
 * Where virtual cards are kept, after the setting; undefined leaves it to the user's data directory.
 * Nothing is relative to where the editor was started, which nobody sees.
 */
export function cardsDirectory(text: string, home = homedir()): string | undefined {
  const path = text.trim();
  if (path === '') return undefined;
  return isAbsolute(path) ? path : join(home, path.replace(/^~(?=$|[\\/])/, ''));
}
