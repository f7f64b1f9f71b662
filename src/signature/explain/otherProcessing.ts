import { uriOfC14n } from '../xades/algorithms.ts';
import type { Span } from '../report/findings.ts';
import type { C14nMethod, C14nName, CanonicalPart } from '../xml/canonicalize.ts';
import { canonicalize } from '../xml/canonicalize.ts';
import type { XmlSource } from '../xml/xmlSource.ts';
import type { CanonicalText } from './canonicalText.ts';
import { textOfBytes } from './canonicalText.ts';
import type { Hypothesis } from './hypothesis.ts';
import { hypothesis } from './hypothesis.ts';

type Part = Omit<CanonicalPart, 'sink'>;

/** What is made canonical, and where it stands. */
export interface Place {
  readonly xml: XmlSource;
  /** Bytes of the document. */
  readonly size: number;
  readonly part: Part;
  /** The signature that is asked about. */
  readonly signature: Span;
  /** What is made canonical is the document, and not a part of it. */
  readonly isDocument: boolean;
  /** The envelope in which the document stands, and where in it. */
  readonly envelope: { readonly xml: XmlSource; readonly start: number } | null;
}

/** Larger forms are not explained. */
const LARGEST_EXPLAINED = 16 * 1024 * 1024;

const NAMES: readonly C14nName[] = ['c14n-1.0', 'exclusive', 'c14n-1.1'];

/** Other ways to make the same part canonical. */
export function otherMethods({ xml, part }: Place): Hypothesis[] {
  const named = uriOfC14n(part.method.name, part.method.comments);
  const methods = NAMES.flatMap((name) =>
    [false, true].map((comments): C14nMethod => ({ name, comments, inclusivePrefixes: [] })),
  ).filter(({ name, comments }) => uriOfC14n(name, comments) !== named);
  const texts = canonicalTexts(
    xml,
    methods.map((method) => ({ ...part, method })),
  );
  return methods.flatMap(({ name, comments }, index) => {
    const text = texts[index] ?? null;
    const cause = { kind: 'canonicalization', used: uriOfC14n(name, comments), named } as const;
    return text === null ? [] : [hypothesis(cause, text)];
  });
}

/** With the signature in it, or without; with the envelope around it. */
export function* otherExtents(now: CanonicalText, place: Place): Iterable<Hypothesis> {
  if (!place.isDocument) return;
  const { xml, part, signature, envelope } = place;
  const texts = canonicalTexts(xml, [
    { ...part, without: [] },
    { ...part, without: [signature.start] },
  ]);
  const [all, alone] = texts;
  if (all && alone) {
    if (part.without.length === 0) {
      yield hypothesis({ kind: 'enveloped-unnamed' }, alone);
    } else {
      yield* withoutSurroundings(now, all);
      yield* withTemplate(now, all);
    }
  }
  if (!envelope) return;
  const without = part.without.map((start) => start + envelope.start);
  const around = canonicalTexts(envelope.xml, [
    { ...part, what: { start: envelope.start }, without },
    { ...part, what: 'document', without },
  ]);
  for (const text of around) if (text !== null) yield hypothesis({ kind: 'envelope' }, text);
}

/** Where both texts part: at the signature, which one of them has. */
function signatureAt(now: CanonicalText, all: CanonicalText): number {
  let at = 0;
  while (at < now.length && now[at] === all[at]) at++;
  // Both go on with "<" when nothing stands between the signature and the next tag.
  return now[at - 1] === '<' ? at - 1 : at;
}

/** White space on both sides of the signature came with it. */
function* withoutSurroundings(now: CanonicalText, all: CanonicalText): Iterable<Hypothesis> {
  const at = signatureAt(now, all);
  const before = /[ \t\n]*$/.exec(now.slice(Math.max(0, at - 1000), at))?.[0] ?? '';
  const after = /^[ \t\n]*/.exec(now.slice(at, at + 1000))?.[0] ?? '';
  const [head, tail] = [now.slice(0, at - before.length), now.slice(at + after.length)];
  for (const between of new Set(['', before, after])) {
    yield hypothesis({ kind: 'white-space' }, head + between + tail);
  }
}

/** The signature was in its place already, and its values were not yet filled in, or not all. */
function* withTemplate(now: CanonicalText, all: CanonicalText): Iterable<Hypothesis> {
  const at = signatureAt(now, all);
  const end = at + all.length - now.length;
  // Behind SignatureValue are certificates and properties, whose digests were there.
  const own = /^[^]*?SignatureValue>/.exec(all.slice(at, end))?.[0] ?? '';
  const values = own.match(/<(?:[^ >:]+:)?(?:Digest|Signature)Value[ >]/g)?.length ?? 0;
  for (let filled = 0; filled < Math.min(values, 8); filled++) {
    let seen = 0;
    const template = own.replace(
      /(<(?:[^ >:]+:)?(?:Digest|Signature)Value(?: [^>]*)?>)[^<]*/g,
      (whole, tag: string) => (seen++ < filled ? whole : tag),
    );
    yield hypothesis(
      { kind: 'not-enveloped' },
      all.slice(0, at) + template + all.slice(at + own.length),
    );
  }
}

/**
 * The file as it was before the signature was put into it. Nothing else is tried with it: it is no
 * canonical form.
 */
export function* unprocessed({ xml, size, isDocument, signature }: Place): Iterable<Hypothesis> {
  if (!isDocument || size > LARGEST_EXPLAINED) return;
  const pieces: Uint8Array[] = [];
  for (const piece of xml.pieces()) pieces.push(Uint8Array.from(piece));
  const text = textOfBytes(Buffer.concat(pieces));
  const before = text.slice(0, signature.start) + text.slice(signature.end);
  yield hypothesis({ kind: 'raw-bytes' }, before);
  // An element that was empty may have been written as one tag.
  const tag = /<([^\s<>/]+)([^<>]*)><\/\1>/;
  const around = before.slice(0, signature.start).lastIndexOf('<');
  const short = before.slice(around).replace(tag, '<$1$2/>');
  yield hypothesis({ kind: 'raw-bytes' }, before.slice(0, around) + short);
}

/** Canonical forms as texts, in one pass; null for each that is too large. */
export function canonicalTexts(
  xml: XmlSource,
  parts: readonly Part[],
): readonly (CanonicalText | null)[] {
  const texts: (CanonicalText | null)[] = parts.map(() => '');
  const sinkOf = (index: number) => (bytes: Uint8Array) => {
    const text = texts[index] ?? null;
    const isTooLarge = text === null || text.length + bytes.length > LARGEST_EXPLAINED;
    texts[index] = isTooLarge ? null : text + textOfBytes(bytes);
  };
  canonicalize(
    xml,
    parts.map((part, index) => ({ ...part, sink: sinkOf(index) })),
  );
  return texts;
}
