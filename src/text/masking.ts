import { homedir } from 'node:os';

/** How what belongs to a person or an organisation is written. */
export interface PersonalData {
  /** A tax or identity number, or a serial number. */
  number(text: string): string;
  /** Of a person or an organisation. */
  name(text: string): string;
  /** Of a certificate or a token: `<VKN>SIGN0`, or any text, such as a name. */
  label(text: string): string;
  /** A whole sentence, with what others put into it: paths, messages. */
  sentence(text: string): string;
}

export const shown: PersonalData = {
  number: (text) => text,
  name: (text) => text,
  label: (text) => text,
  sentence: (text) => text,
};

/** Enough to tell one from another, and too little to know whose it is. */
export const masked: PersonalData = {
  number: maskNumber,
  name: maskName,
  label: (text) => {
    const [, number, rest = ''] = /^(\d{10,11})([A-Z]+\d*)$/.exec(text) ?? [];
    return number === undefined ? maskName(text) : maskNumber(number) + rest;
  },
  sentence: (text) => withoutHome(text).replace(TAX_NUMBER, maskNumber),
};

/** Ten or eleven digits that are no part of a longer word: a VKN or TCKN. */
const TAX_NUMBER = /\b\d{10,11}(?=[^0-9A-Fa-f]|$)/g;

/** Without the folder of the user, which bears a name. */
function withoutHome(text: string): string {
  const home = homedir();
  return home.length > 1 ? text.replaceAll(home, '~') : text;
}

/** `12****7890` */
function maskNumber(text: string): string {
  return text.length < 8 ? '****' : `${text.slice(0, 2)}****${text.slice(-4)}`;
}

/** `A*** Y***`; a word without a letter, which may be a number, tells nothing. */
function maskName(text: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  return words.map((word) => `${/\p{L}/u.exec(word)?.[0] ?? ''}***`).join(' ');
}
