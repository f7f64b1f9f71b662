import { isWhiteSpace, kindOf, tokensOf } from './canonicalText.ts';
import type { Hypothesis } from './hypothesis.ts';
import { hypothesis } from './hypothesis.ts';

/** How programs indent, by the default of those that are used most. */
const INDENTS = ['  ', '    ', '\t', ' ', '   '];

/** The document was formatted, or was formatted in another way, or its lines were joined. */
export function* otherWhiteSpace(text: string): Iterable<Hypothesis> {
  const cause = { kind: 'white-space' } as const;
  const tokens = tokensOf(text);
  const first = tokens.findIndex(isTag);
  const last = tokens.findLastIndex(isTag);
  // Line ends beside instructions outside the root are part of the canonical form.
  const isInside = (index: number): boolean => index > first && index < last;
  const stripped = tokens.filter((_, index) => !(isInside(index) && isBlankLine(tokens, index)));
  yield hypothesis(cause, stripped.join(''));
  yield* indentedForms(stripped);
  // Formatters also trim and re-flow what stands between two tags.
  yield hypothesis(cause, tokens.map((token) => trimmed(token)).join(''));
  yield* indentedForms(stripped.map(trimmed));
}

/** Without those that would be mostly white space: somebody nested without end. */
function* indentedForms(tokens: readonly string[]): Iterable<Hypothesis> {
  for (const indent of INDENTS) {
    const text = indented(tokens, indent);
    if (text !== null) yield hypothesis({ kind: 'white-space' }, text);
  }
}

function isTag(token: string): boolean {
  return ['start', 'end'].includes(kindOf(token));
}

/** White space is layout where something else than text is on both sides, and no leaf's only text. */
function isBlankLine(tokens: readonly string[], index: number): boolean {
  const [before = '', token = '', after = ''] = tokens.slice(index - 1, index + 2);
  const isLeaf = kindOf(before) === 'start' && kindOf(after) === 'end' && !token.includes('\n');
  return kindOf(token) === 'text' && isWhiteSpace(token) && !isLeaf;
}

/** How deep documents are indented that anyone looks at. */
const DEEPEST = 100;

/** Each element on a line of its own, unless it holds text; without children on one line. */
function indented(tokens: readonly string[], indent: string): string | null {
  let depth = 0;
  let out = '';
  let before: string | undefined;
  for (const token of tokens) {
    const kind = kindOf(token);
    if (kind === 'end') depth--;
    if (depth > DEEPEST) return null;
    const isInline =
      kind === 'text' ||
      before === undefined ||
      kindOf(before) === 'text' ||
      (kind === 'end' && kindOf(before) === 'start') ||
      (depth === 0 && before.endsWith('\n'));
    out += isInline ? token : `\n${indent.repeat(depth)}${token}`;
    if (kind === 'start') depth++;
    before = token;
  }
  return out;
}

function trimmed(token: string): string {
  return kindOf(token) === 'text' ? token.trim() : token;
}

/** `&#13;` and line ends: signed as "\r\n" in memory, or carried over into the file as references. */
export function* otherLineEnds(text: string): Iterable<Hypothesis> {
  const cause = { kind: 'line-ends' } as const;
  const tokens = tokensOf(text);
  const first = tokens.findIndex(isTag);
  const last = tokens.findLastIndex(isTag);
  const inTexts = (change: (token: string) => string) =>
    tokens
      .map((token, index) =>
        kindOf(token) === 'text' && index > first && index < last ? change(token) : token,
      )
      .join('');
  yield hypothesis(
    cause,
    inTexts((token) => token.replaceAll('\n', '&#xD;\n')),
  );
  yield hypothesis(cause, text.replaceAll('&#xD;', ''));
  yield hypothesis(cause, text.replaceAll('&#xD;\n', '\n').replaceAll('&#xD;', '\n'));
  yield hypothesis(cause, text.replaceAll('\n', '\r\n'));
  yield hypothesis(cause, text.replaceAll('&#xD;', '\r'));
}
