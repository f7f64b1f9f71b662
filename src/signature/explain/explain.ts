import { uriOfC14n } from '../xades/algorithms.ts';
import type { C14nMethod, C14nName, CanonicalPart } from '../xml/canonicalize.ts';
import { canonicalize } from '../xml/canonicalize.ts';
import type { XmlSource } from '../xml/xmlSource.ts';
import type { CanonicalText } from './canonicalText.ts';
import { textOfBytes } from './canonicalText.ts';
import type { Hypothesis, Undo } from './hypothesis.ts';
import { hypothesis } from './hypothesis.ts';
import { otherNamespaces } from './namespaces.ts';
import {
  otherEncodings,
  withByteOrderMark,
  withoutAttributes,
  withoutInstructions,
} from './otherForms.ts';
import { otherLineEnds, otherWhiteSpace } from './whiteSpace.ts';

/** Something that was made canonical and turned out to be other bytes than those that were signed. */
export interface Question {
  readonly xml: XmlSource;
  readonly part: Omit<CanonicalPart, 'sink'>;
  /** Are these the bytes that were signed? */
  readonly isRight: (text: CanonicalText) => boolean;
  /** The envelope in which the document stands, and where in it. */
  readonly envelope?: { readonly xml: XmlSource; readonly start: number } | null;
}

/** Larger forms are not explained: each guess is a digest over all of it. */
export const LARGEST_EXPLAINED = 16 * 1024 * 1024;
/** Characters that are digested in all. */
const MOST_WORK = 400 * 1024 * 1024;

/** What happens to documents, the usual first. */
const UNDOES: readonly Undo[] = [
  withoutInstructions,
  otherWhiteSpace,
  otherLineEnds,
  otherNamespaces,
  withByteOrderMark,
  otherEncodings,
  withoutAttributes,
];

/** What happens to a document beside one of the others. */
const COMPANIONS: readonly Undo[] = [withoutInstructions, otherWhiteSpace, otherNamespaces];

/**
 * Tries what usually happens to documents, alone and then by two.
 * @returns what was signed and what happened, or null when nothing that was tried fits.
 */
export function explain(question: Question): Hypothesis | null {
  const now = canonicalText(question.xml, question.part);
  if (now.length > LARGEST_EXPLAINED) return null;
  const work = { left: MOST_WORK };
  const isRight = (text: CanonicalText): boolean => {
    work.left -= text.length;
    return question.isRight(text);
  };
  for (const guess of guesses(now, question)) {
    if (work.left < 0) return null;
    if (isRight(guess.text)) return guess;
  }
  return null;
}

function* guesses(now: CanonicalText, question: Question): Iterable<Hypothesis> {
  const others = [...otherProcessing(now, question)];
  yield* others;
  for (const undo of UNDOES) yield* undo(now);
  const bases = [...others, ...COMPANIONS.flatMap((undo) => [...undo(now)].slice(0, 24))];
  for (const base of bases) {
    for (const undo of COMPANIONS) {
      for (const { causes, text } of undo(base.text)) {
        yield { causes: unique([...base.causes, ...causes]), text };
      }
    }
  }
}

function unique(causes: Hypothesis['causes']): Hypothesis['causes'] {
  const texts = causes.map((cause) => JSON.stringify(cause));
  return causes.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

const NAMES: readonly C14nName[] = ['c14n-1.0', 'exclusive', 'c14n-1.1'];

/** Other ways to make the same document canonical, or not at all. */
function* otherProcessing(now: CanonicalText, question: Question): Iterable<Hypothesis> {
  const { xml, part, envelope } = question;
  yield* otherMethods(question);
  if (part.without.length > 0) {
    yield hypothesis({ kind: 'not-enveloped' }, canonicalText(xml, { ...part, without: [] }));
    yield* withoutSurroundings(now, question);
  }
  const raw = rawText(xml);
  yield hypothesis({ kind: 'raw-bytes' }, raw);
  if (envelope) {
    const inside = { ...part, what: { start: envelope.start } } as const;
    const without = part.without.map((start) => start + envelope.start);
    yield hypothesis({ kind: 'envelope' }, canonicalText(envelope.xml, { ...inside, without }));
  }
}

function* otherMethods({ xml, part }: Question): Iterable<Hypothesis> {
  const named = uriOfC14n(part.method.name, part.method.comments);
  for (const name of NAMES) {
    for (const comments of [false, true]) {
      const used = uriOfC14n(name, comments);
      if (used === named) continue;
      const method: C14nMethod = { name, comments, inclusivePrefixes: [] };
      const cause = { kind: 'canonicalization', used, named } as const;
      yield hypothesis(cause, canonicalText(xml, { ...part, method }));
    }
  }
}

/** White space on both sides of the signature came with it. */
function* withoutSurroundings(now: CanonicalText, question: Question): Iterable<Hypothesis> {
  const all = canonicalText(question.xml, { ...question.part, without: [] });
  let at = 0;
  while (at < now.length && now[at] === all[at]) at++;
  // Both go on with "<" when nothing stands between the signature and the next tag.
  if (now[at - 1] === '<') at--;
  const before = /[ \t\n]*$/.exec(now.slice(0, at))?.[0] ?? '';
  const after = /^[ \t\n]*/.exec(now.slice(at))?.[0] ?? '';
  const [head, tail] = [now.slice(0, at - before.length), now.slice(at + after.length)];
  for (const between of new Set(['', before, after])) {
    yield hypothesis({ kind: 'white-space' }, head + between + tail);
  }
}

/** The canonical form as text. */
export function canonicalText(xml: XmlSource, part: Omit<CanonicalPart, 'sink'>): CanonicalText {
  let text = '';
  canonicalize(xml, [{ ...part, sink: (bytes) => (text += textOfBytes(bytes)) }]);
  return text;
}

function rawText(xml: XmlSource): CanonicalText {
  let text = '';
  for (const piece of xml.pieces()) text += textOfBytes(piece);
  return text;
}
