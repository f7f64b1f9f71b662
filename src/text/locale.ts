import turkish from '../../l10n/bundle.l10n.tr.json' with { type: 'json' };
import { currentLanguage, useLanguage } from './language.ts';

/**
 * Chooses the language of the terminal program, which has no VS Code to ask: Turkish where the
 * locale says so, English elsewhere. The first variable that is set decides (POSIX, XBD §8.2).
 */
export function useTerminalLanguage(
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
  const isTurkish = locale !== undefined && /^tr([_.@-]|$)/i.test(locale);
  useLanguage(isTurkish ? 'tr' : 'en', isTurkish ? turkish : undefined);
}

/** Runs something that makes sentences in one of both languages, whatever the program speaks. */
export function inLanguage<T>(language: 'en' | 'tr', make: () => T): T {
  const before = currentLanguage();
  useLanguage(language, language === 'tr' ? turkish : undefined);
  try {
    return make();
  } finally {
    useLanguage(before, before === 'tr' ? turkish : undefined);
  }
}
