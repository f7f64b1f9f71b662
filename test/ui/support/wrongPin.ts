/** Another PIN of the same form. */
export function wrongPin(pin: string): string {
  return `${pin.startsWith('0') ? '1' : '0'}${pin.slice(1)}`;
}
