import { randomInt } from 'node:crypto';

const DIGITS = 6;

/** A random PIN of six digits, none of those that people guess first. */
export function makeNewPin(): string {
  for (;;) {
    const pin = randomInt(10 ** DIGITS)
      .toString()
      .padStart(DIGITS, '0');
    if (!isWeak(pin)) return pin;
  }
}

/** Few different digits, digits in a row up or down, or a part that is repeated. */
export function isWeak(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const isRow = (by: number) => digits.every((d, i) => i === 0 || d === (digits[i - 1] ?? 0) + by);
  return new Set(digits).size < 3 || isRow(1) || isRow(-1) || /^(.+)\1+$/.test(pin);
}
