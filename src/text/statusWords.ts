import * as l10n from '@vscode/l10n';

/** ISO 7816-4 §5.6 and the AKİS driver of OpenSC; as parts of a sentence. */
const words: Readonly<Record<string, () => string>> = {
  '6281': () => l10n.t('part of the data may be damaged'),
  '6282': () => l10n.t('the end of the file was reached'),
  '6283': () => l10n.t('the selected file is deactivated'),
  '6285': () => l10n.t('the selected file is in termination state'),
  '6300': () => l10n.t('the authentication failed'),
  '6381': () => l10n.t('the file is full'),
  '6581': () => l10n.t('writing to the card’s memory failed'),
  '6700': () => l10n.t('the length is wrong'),
  '6881': () => l10n.t('logical channels are not supported'),
  '6882': () => l10n.t('secure messaging is not supported'),
  '6883': () => l10n.t('the last command of the chain was expected'),
  '6884': () => l10n.t('command chaining is not supported'),
  '6981': () => l10n.t('the command does not fit the structure of the file'),
  '6982': () => l10n.t('the PIN has not been verified'),
  '6983': () => l10n.t('the PIN is locked'),
  '6984': () => l10n.t('the PIN or key cannot be used, it may be locked'),
  '6985': () => l10n.t('the conditions of use are not met'),
  '6986': () => l10n.t('no file is selected'),
  '6987': () => l10n.t('data of secure messaging is missing'),
  '6988': () => l10n.t('data of secure messaging is wrong'),
  '6A80': () => l10n.t('the data is wrong'),
  '6A81': () => l10n.t('the function is not supported'),
  '6A82': () => l10n.t('the file was not found'),
  '6A83': () => l10n.t('the record was not found'),
  '6A84': () => l10n.t('there is not enough space'),
  '6A86': () => l10n.t('the parameters P1 and P2 are wrong'),
  '6A87': () => l10n.t('the length does not agree with P1 and P2'),
  '6A88': () => l10n.t('the PIN or key was not found'),
  '6A89': () => l10n.t('the file exists already'),
  '6B00': () => l10n.t('the offset is outside the file'),
  '6D00': () => l10n.t('the card does not know this command'),
  '6E00': () => l10n.t('the card does not know this class of commands'),
  '6F00': () => l10n.t('the card gives no reason'),
  '9000': () => l10n.t('success'),
};

/** Where the second byte is a number, or says something only its maker knows. */
const families: Readonly<Record<string, (sw2: number) => string>> = {
  '61': (sw2) => l10n.t('{0} more bytes are waiting', sw2 === 0 ? 256 : sw2),
  '62': () => l10n.t('a warning, nothing was changed'),
  '63': () => l10n.t('a warning, something was changed'),
  '64': () => l10n.t('the execution failed, nothing was changed'),
  '65': () => l10n.t('the execution failed, something was changed'),
  '66': () => l10n.t('a security problem'),
  '67': () => l10n.t('the length is wrong'),
  '68': () => l10n.t('a function of the class byte is not supported'),
  '69': () => l10n.t('the command is not allowed'),
  '6A': () => l10n.t('the parameters are wrong'),
  '6B': () => l10n.t('the parameters are wrong'),
  '6C': (sw2) => l10n.t('wrong expected length, right is {0}', sw2 === 0 ? 256 : sw2),
  '6D': () => l10n.t('the card does not know this command'),
  '6E': () => l10n.t('the card does not know this class of commands'),
  '6F': () => l10n.t('the card gives no reason'),
};

/**
 * A status word in words, as part of a sentence.
 *
 * @param sw four hexadecimal digits
 */
export function statusWordText(sw: string): string {
  const code = sw.toUpperCase();
  const sw2 = Number.parseInt(code.slice(2), 16);
  if (code.startsWith('63C')) return triesText(sw2 & 0x0f);
  const text = words[code]?.() ?? families[code.slice(0, 2)]?.(sw2);
  return text ?? l10n.t('a meaning that only the maker of the card knows');
}

function triesText(count: number): string {
  if (count === 0) return l10n.t('wrong, no tries left');
  if (count === 1) return l10n.t('wrong, 1 try left');
  return l10n.t('wrong, {0} tries left', count);
}
