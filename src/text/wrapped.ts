/** In an editor, lines are as long as people read them. */
const WIDTH = 80;

/** Broken between words; what follows stands below the text after the mark. */
export function wrapped(line: string): readonly string[] {
  const [indent = ''] = /^ *(?:[✓!✗–→] )?/u.exec(line) ?? [];
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    const isFirst = current.length === indent.length;
    if (!isFirst && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = ' '.repeat(indent.length) + word;
    } else {
      current += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, current];
}
