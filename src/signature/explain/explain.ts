import type { CanonicalText } from './canonicalText.ts';
import { tokensOf } from './canonicalText.ts';
import type { Effort } from './effort.ts';
import { spend } from './effort.ts';
import type { Hypothesis, Undo } from './hypothesis.ts';
import { otherNamespaces } from './namespaces.ts';
import {
  otherEncodings,
  withByteOrderMark,
  withoutAttributes,
  withoutInstructions,
} from './otherForms.ts';
import type { Place } from './otherProcessing.ts';
import { canonicalTexts, otherExtents, otherMethods, unprocessed } from './otherProcessing.ts';
import { otherLineEnds, otherWhiteSpace } from './whiteSpace.ts';

/** Something that was made canonical and turned out to be other bytes than those that were signed. */
export interface Question extends Place {
  /** Are these the bytes that were signed? */
  readonly isRight: (text: CanonicalText) => boolean;
  /** What asking costs beside the length of the text. */
  readonly costOfAsking: number;
}

/** What happens to documents, the usual first. */
const USUAL: readonly Undo[] = [
  withoutInstructions,
  otherWhiteSpace,
  otherLineEnds,
  withByteOrderMark,
  otherEncodings,
  otherNamespaces,
];

/** What happens to a document beside one of the others. */
const COMPANIONS: readonly Undo[] = [withoutInstructions, otherWhiteSpace, otherNamespaces];

/** The rest may be many: every attribute of the document, every choice of namespaces. */
const LABORIOUS: readonly Undo[] = [otherNamespaces, withoutAttributes];

/** Making a guess takes a text apart and puts it together. */
const COST_OF_TOKEN = 12;

/** The first guesses of an undoing are its likely ones. */
const LIKELY = 24;

/**
 * Tries what usually happens to documents, alone and then by two.
 * @returns what was signed and what happened, or null when nothing that was tried fits.
 */
export function explain(question: Question, effort: Effort): Hypothesis | null {
  const { xml, size, part } = question;
  // Two passes make the forms that guesses are made of.
  if (!spend(effort, 2 * size)) return null;
  const [now] = canonicalTexts(xml, [part]);
  if (now === null || now === undefined) return null;
  const cost = question.costOfAsking + COST_OF_TOKEN * tokensOf(now).length;
  for (const guess of guesses(now, question)) {
    if (!spend(effort, guess.text.length + cost)) return null;
    if (question.isRight(guess.text)) return guess;
  }
  return null;
}

function* guesses(now: CanonicalText, question: Question): Iterable<Hypothesis> {
  const others = [...otherMethods(question), ...otherExtents(now, question)];
  yield* others;
  yield* unprocessed(question);
  for (const undo of USUAL) yield* likely(undo(now));
  for (const companion of COMPANIONS) {
    yield* together(others, companion);
    for (const undo of COMPANIONS) yield* together(likely(undo(now)), companion);
  }
  for (const undo of LABORIOUS) yield* undo(now);
}

/** Each of those, with something else that happened as well. */
function* together(bases: Iterable<Hypothesis>, undo: Undo): Iterable<Hypothesis> {
  for (const base of bases) {
    for (const { causes, text } of likely(undo(base.text))) {
      yield { causes: unique([...base.causes, ...causes]), text };
    }
  }
}

function* likely(hypotheses: Iterable<Hypothesis>): Iterable<Hypothesis> {
  let count = 0;
  for (const one of hypotheses) {
    if (count++ === LIKELY) return;
    yield one;
  }
}

function unique(causes: Hypothesis['causes']): Hypothesis['causes'] {
  const texts = causes.map((cause) => JSON.stringify(cause));
  return causes.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}
