/** Vergi Kimlik No: ten digits, the last one a check digit. */
export function hasVknShape(text: string): boolean {
  return /^[0-9]{10}$/.test(text);
}

/** T.C. Kimlik No: eleven digits, the last two check digits, the first not zero. */
export function hasTcknShape(text: string): boolean {
  return /^[0-9]{11}$/.test(text);
}

/**
 * Is the check digit of a VKN right? Official test certificates carry numbers for which it is not,
 * so this decides on a warning, never on a refusal.
 */
export function isValidVkn(text: string): boolean {
  return hasVknShape(text) && vknCheckDigit(digitsOf(text).slice(0, 9)) === Number(text[9]);
}

/** Are both check digits of a TCKN right? */
export function isValidTckn(text: string): boolean {
  if (!hasTcknShape(text) || text.startsWith('0')) return false;
  return tcknCheckDigits(text.slice(0, 9)) === text.slice(9);
}

/** Nine digits and their check digit. */
export function completeVkn(first9: string): string {
  return `${first9}${vknCheckDigit(digitsOf(first9))}`;
}

/** Nine digits, the first not zero, and their two check digits. */
export function completeTckn(first9: string): string {
  return `${first9}${tcknCheckDigits(first9)}`;
}

function vknCheckDigit(digits: readonly number[]): number {
  let sum = 0;
  digits.forEach((digit, index) => {
    const weight = 9 - index;
    const shifted = (digit + weight) % 10;
    sum += shifted === 9 ? 9 : (shifted * 2 ** weight) % 9;
  });
  return (10 - (sum % 10)) % 10;
}

function tcknCheckDigits(first9: string): string {
  const digits = digitsOf(first9);
  const sumOf = (parity: number) =>
    digits.filter((_, index) => index % 2 === parity).reduce((sum, digit) => sum + digit, 0);
  // The difference can be negative, a digit cannot.
  const tenth = (((7 * sumOf(0) - sumOf(1)) % 10) + 10) % 10;
  const eleventh = (sumOf(0) + sumOf(1) + tenth) % 10;
  return `${tenth}${eleventh}`;
}

function digitsOf(text: string): number[] {
  return Array.from(text, Number);
}
