/** What a screen reader says: the parts in order, with a pause after each. */
export function spoken(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
