import { useLanguage } from './language.ts';

/**
 * Chooses the language of the terminal program, which has no VS Code to ask: Turkish where the
 * locale says so, English elsewhere. The first variable that is set decides (POSIX, XBD §8.2).
 */
export async function useTerminalLanguage(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
  if (locale === undefined || !/^tr([_.@-]|$)/i.test(locale)) {
    useLanguage('en', undefined);
    return;
  }
  const { turkish } = await import('./turkish.ts');
  useLanguage('tr', turkish);
}
