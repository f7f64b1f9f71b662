/** So much of a text by others stands in a sentence, in UTF-16 units; what is longer is cut. */
const MOST_UNITS = 160;

/**
 * Text of others, with what would act on its surroundings made visible: control characters, and
 * those that turn the direction of writing or hide between letters (UAX #9, CVE-2021-42574).
 */
export function visibleText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, codePoint);
}

/** The same, short enough to stand in a sentence; it is never cut inside a character. */
export function quotable(text: string): string {
  if (text.length <= MOST_UNITS) return visibleText(text);
  const start = text.slice(0, MOST_UNITS).replace(/[\uD800-\uDBFF]$/, '');
  return `${visibleText(start)}…`;
}

function codePoint(sign: string): string {
  const hex = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${hex}⟩`;
}
