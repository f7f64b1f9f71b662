/** Does the text tell the secret? As a word of its own: six digits are in many a serial number. */
export function tells(text: string, secret: string): boolean {
  return new RegExp(`(?<!\\w)${secret}(?!\\w)`).test(text);
}
