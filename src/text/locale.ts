import { currentLanguage, useLanguage } from './language.ts';
import { turkish } from './turkish.ts';

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
