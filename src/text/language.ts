import * as l10n from '@vscode/l10n';

type Bundle = Readonly<Record<string, string>>;

let current = 'en';

/**
 * Sets the language of all sentences and dates. Without a bundle everything is English, dates
 * included, so that no message mixes two languages.
 */
export function useLanguage(language: string, bundle: Bundle | undefined): void {
  current = bundle ? language : 'en';
  l10n.config({ contents: { ...bundle } });
}

/** The language that was set last: `en` unless there was a bundle. */
export function currentLanguage(): string {
  return current;
}

/** The text with a capital at its beginning, which in Turkish makes an i an İ. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase(current) + text.slice(1);
}

/** A day as the user writes it: "May 14, 2028", "14 May 2028". */
export function formatDay(date: Date): string {
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium' }).format(date);
}

/** Day and time of day, in the time zone of this computer, which is named. */
export function formatMoment(date: Date): string {
  return new Intl.DateTimeFormat(current, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(date);
}

/** The same for a time as reports have it, in ISO 8601; what is no time stays as it is. */
export function momentText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : formatMoment(date);
}
