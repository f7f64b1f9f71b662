import type { PDFFont } from 'pdf-lib';

/** Stands for a letter that the font does not have. */
const UNKNOWN_LETTER = '□';

/** One line of text with only letters that this font has; each other one shows as a box. */
export function printable(font: PDFFont, text: string): string {
  const known = new Set(font.getCharacterSet());
  const letters = text.normalize('NFC').replace(/[\p{Cc}\s]+/gu, ' ');
  return Array.from(letters, (letter) =>
    known.has(letter.codePointAt(0) ?? 0) ? letter : UNKNOWN_LETTER,
  ).join('');
}

/** Breaks a text into lines that are no wider than that, a word only when it must be. */
export function wrapped(font: PDFFont, text: string, size: number, width: number): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (line !== '' && !fits(line + letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line];
}
