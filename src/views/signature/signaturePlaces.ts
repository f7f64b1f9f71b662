/** Where a start tag begins: line and character from 0, as VS Code counts. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** The lines of a document, without their ends. */
export interface Lines {
  readonly count: number;
  readonly at: (line: number) => string;
}

/** Signatures stand near the beginning or the end; in between there may be a ledger of a million lines. */
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 1_000_000;
const MOST_OF_TAG = 2000;

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const START_TAG = /<(?:([\p{L}_][\p{L}\p{N}_.-]*):)?Signature(?=[\s/>]|$)/gu;
const DECLARATION = /\bxmlns(?::([^\s=]+))?\s*=\s*["']([^"']*)["']/g;

/**
 * Start tags that look like a ds:Signature, by text alone: this runs while somebody types, so it
 * parses nothing. What it finds is a place to offer a command at, and says nothing of a signature.
 */
export function signaturePlaces(lines: Lines): readonly Place[] {
  const places: Place[] = [];
  const prefixes = new Set<string>();
  let isInComment = false;
  for (const number of lineNumbers(lines.count)) {
    const line = lines.at(number);
    const text = line.length > MOST_CHARACTERS ? line.slice(0, MOST_CHARACTERS) : line;
    if (text.includes(DS)) notePrefixes(text, prefixes);
    for (const { index, 1: prefix = '' } of text.matchAll(START_TAG)) {
      if (isCommentAt(text, index, isInComment)) continue;
      const isDs = prefixes.has(prefix) || isBoundBelow(lines, number, index, prefix);
      if (isDs) places.push({ line: number, character: index });
    }
    isInComment = isCommentAt(text, text.length, isInComment);
  }
  return places;
}

function* lineNumbers(count: number): Iterable<number> {
  for (let line = 0; line < count; line++) {
    if (line === MOST_LINES) line = Math.max(line, count - MOST_LINES);
    yield line;
  }
}

/** A declaration holds for what is below it; that it could end again is not worth a parser here. */
function notePrefixes(text: string, prefixes: Set<string>): void {
  for (const { 1: prefix = '', 2: uri } of text.matchAll(DECLARATION)) {
    if (uri === DS) prefixes.add(prefix);
  }
}

/** The start tag itself may have its attributes on the next lines. */
function isBoundBelow(lines: Lines, line: number, index: number, prefix: string): boolean {
  let tag = lines.at(line).slice(index, index + MOST_OF_TAG);
  for (let next = line + 1; !tag.includes('>') && next < lines.count; next++) {
    if (tag.length > MOST_OF_TAG) break;
    tag += ` ${lines.at(next).slice(0, MOST_OF_TAG)}`;
  }
  const end = tag.indexOf('>');
  const prefixes = new Set<string>();
  notePrefixes(end === -1 ? tag : tag.slice(0, end), prefixes);
  return prefixes.has(prefix);
}

function isCommentAt(text: string, index: number, isInComment: boolean): boolean {
  const before = text.slice(0, index);
  const [opened, closed] = [before.lastIndexOf('<!--'), before.lastIndexOf('-->')];
  if (opened === -1 && closed === -1) return isInComment;
  return opened > closed;
}

/** UBL, e-Arşiv reports, ledgers, and GİB's user documents. */
const SIGNED_KINDS =
  /urn:oasis:names:specification:ubl:schema:xsd:|http:\/\/(earsiv\.efatura|www\.edefter)\.gov\.tr|http:\/\/www\.openapplications\.org\/oagis/;

/** Does a document begin like one that GİB wants signed? An envelope is not signed itself. */
export function isSignable(beginning: string): boolean {
  return SIGNED_KINDS.test(beginning) && !beginning.includes('StandardBusinessDocument');
}
