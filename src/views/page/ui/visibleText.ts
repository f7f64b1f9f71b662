/**
 * Text of others, with what would act on its surroundings made visible: control characters, and
 * those that turn the direction of writing or hide between letters (UAX #9, CVE-2021-42574).
 */
export function visibleText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, codePoint);
}

function codePoint(sign: string): string {
  const hex = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${hex}⟩`;
}
