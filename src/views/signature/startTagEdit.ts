/**
 * A start tag with an attribute set, and everything else as it was written.
 * @returns null for what is no start tag
 */
export function withAttribute(tag: string, name: string, value: string): string | null {
  if (!/^<[^\s/>!?][^<]*>$/.test(tag)) return null;
  const present = new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*')`);
  if (present.test(tag)) return tag.replace(present, `$1"${value}"`);
  return tag.replace(/\s*\/?>$/, (end) => ` ${name}="${value}"${end.trimStart()}`);
}
