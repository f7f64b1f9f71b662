import {
  AMP,
  BANG,
  BLANKS,
  BRACKET,
  CR,
  DASH,
  FFFX,
  GT,
  LF,
  LT,
  NAME_BYTES,
  QUESTION,
  SLASH,
  SPACE,
  TEXT_STOPS,
  isNoncharacter,
} from './characters.ts';
import { OpenElements } from './openElements.ts';
import { forgetNames, namesAtHand } from './names.ts';
import { NamespaceScope } from './namespaceScope.ts';
import { referenceEnd, referenceValue } from './reference.ts';
import { commentPart, declarationEnd, readInstruction } from './sideMarkup.ts';
import { StartTag } from './startTag.ts';
import { resolveNamespaces } from './tagNamespaces.ts';
import type { TokenContext, TokenHandler } from './tokenHandler.ts';
import { broken } from './wellFormedness.ts';
import { ByteWindow } from './window.ts';
import { XmlError } from './xmlError.ts';
import type { XmlSource } from './xmlSource.ts';

type Place = 'content' | 'cdata' | 'comment';

/** Where a token that does not end in the window leaves the scanner. */
const UNFINISHED = -1;

/**
 * Reads a document once, checks that it is well-formed (XML 1.0, Namespaces in XML 1.0) and hands on
 * its tokens. Throws `XmlError`.
 */
export function scan(source: XmlSource, open: (context: TokenContext) => TokenHandler): void {
  const scanner = new Scanner(source);
  try {
    scanner.run(open(scanner));
  } catch (error) {
    forgetNames();
    throw error;
  } finally {
    scanner.window.close();
  }
}

class Scanner implements TokenContext {
  readonly window: ByteWindow;
  readonly names = namesAtHand();
  readonly scope = new NamespaceScope();
  readonly tag = new StartTag();
  readonly #open = new OpenElements();
  #place: Place = 'content';
  #hadRoot = false;

  constructor(source: XmlSource) {
    this.window = new ByteWindow(source.pieces());
  }

  run(handler: TokenHandler): void {
    const window = this.window;
    while (window.more()) {
      while (window.position < window.end) {
        const next = this.#next(handler, window.position);
        if (next === UNFINISHED) break;
        window.position = next;
      }
      handler.release();
    }
    if (window.position < window.end || this.#place !== 'content') throw this.#truncated('markup');
    if (this.#open.depth > 0) throw this.#truncated('element');
    if (!this.#hadRoot) throw this.#truncated('document');
  }

  #truncated(detail: string): XmlError {
    return new XmlError('truncated', detail, this.window.base + this.window.end);
  }

  /** Reads on from `at`: to the end of a token, or as far as its parts go. */
  #next(handler: TokenHandler, at: number): number {
    if (this.#place === 'comment') return this.#comment(handler, at);
    if (this.#place === 'cdata') return this.#cdata(handler, at);
    if (this.#open.depth > 0) return this.#content(handler, at);
    return this.#outsideRoot(handler, at);
  }

  #outsideRoot(handler: TokenHandler, at: number): number {
    const { bytes, base, end } = this.window;
    if (base + at === 0) {
      const after = declarationEnd(this.window);
      if (after !== 0) return after;
    }
    let i = at;
    while (BLANKS[bytes[i] as number] === 1) i++;
    if (i >= end) return i;
    if (bytes[i] !== LT) throw broken('outside-root', base + i);
    if (i > at) return i;
    if (i + 1 >= end) return UNFINISHED;
    const next = bytes[i + 1] as number;
    if (next === QUESTION || next === BANG) return this.#sideMarkup(handler, i);
    if (this.#hadRoot) throw broken('outside-root', base + i);
    return this.#startTag(handler, i);
  }

  /** Elements and their text, until something else comes or the window ends. */
  #content(handler: TokenHandler, at: number): number {
    const { bytes, end } = this.window;
    const open = this.#open;
    let i = at;
    while (open.depth > 0) {
      if (bytes[i] !== LT) {
        i = this.#text(handler, i);
        if (bytes[i] !== LT) return this.#held(i);
      }
      if (i + 1 >= end) return this.#held(i);
      const next = bytes[i + 1] as number;
      let after: number;
      if (next === SLASH) after = this.#endTag(handler, i);
      else if (next === BANG || next === QUESTION) {
        after = this.#sideMarkup(handler, i);
        if (this.#place !== 'content') return after;
      } else after = this.#startTag(handler, i);
      if (after === UNFINISHED) return this.#held(i);
      i = after;
      if (i >= end) break;
    }
    return i;
  }

  /** Everything before `at` is done; what follows is not all there. */
  #held(at: number): number {
    this.window.position = at;
    return UNFINISHED;
  }

  /** Where the text ends, or where it has to be gone on with when there is more of it. */
  #text(handler: TokenHandler, at: number): number {
    const { bytes, base, end } = this.window;
    let from = at;
    let i = at;
    for (;;) {
      while (TEXT_STOPS[bytes[i] as number] === 0) i++;
      const byte = bytes[i] as number;
      if (i >= end) break;
      if (byte === FFFX) {
        if (isNoncharacter(bytes, i)) throw broken('character', base + i);
        i++;
        continue;
      }
      let after = i + 1;
      let code: number = byte;
      if (byte === LT) break;
      if (byte === GT) {
        if (bytes[i - 1] === BRACKET && bytes[i - 2] === BRACKET)
          throw broken('cdata-end', base + i - 2);
      } else if (byte === CR) {
        if (after >= end) break;
        if (bytes[after] === LF) after++;
        code = LF;
      } else if (byte === AMP) {
        after = referenceEnd(bytes, i, end, base);
        if (after < 0) break;
        code = referenceValue(bytes, i, after, base);
      } else throw broken('character', base + i);
      if (i > from) handler.text(from, i);
      handler.character(i, after, code);
      from = i = after;
    }
    // "]]" may be the beginning of what text must not have.
    if (i >= end) while (i > from && i > end - 2 && bytes[i - 1] === BRACKET) i--;
    if (i > from) handler.text(from, i);
    return i;
  }

  #startTag(handler: TokenHandler, at: number): number {
    const tag = this.tag;
    const after = tag.read(this.window, at, this.names);
    if (after < 0) return UNFINISHED;
    const declared = this.scope.count;
    this.#hadRoot = true;
    resolveNamespaces(this);
    handler.startTag();
    if (tag.empty) {
      handler.endTag(after, after);
      if (declared !== this.scope.count) this.scope.leave(declared);
    } else this.#open.push(tag.name, declared, this.window.base + at);
    return after;
  }

  #endTag(handler: TokenHandler, at: number): number {
    const { bytes, base, end } = this.window;
    const open = this.#open;
    const name = open.name;
    const length = this.names.lengthOf(name);
    let i = at + 2 + length;
    if (!this.names.startsWith(name, bytes, at + 2, Math.min(i, end)))
      throw broken('end-tag', base + at);
    if (i >= end) return UNFINISHED;
    if (NAME_BYTES[bytes[i] as number] === 1) throw broken('end-tag', base + at);
    while (BLANKS[bytes[i] as number] === 1) i++;
    if (i >= end) return UNFINISHED;
    if (bytes[i] !== GT) throw broken('tag', base + i);
    handler.endTag(at, i + 1);
    const declared = open.pop();
    if (declared !== this.scope.count) this.scope.leave(declared);
    return i + 1;
  }

  /** Comments, processing instructions and CDATA sections. */
  #sideMarkup(handler: TokenHandler, at: number): number {
    const { bytes, base, end } = this.window;
    if (bytes[at + 1] === QUESTION) return readInstruction(handler, this.window, at);
    const third = bytes[at + 2];
    if (at + 2 >= end) return UNFINISHED;
    if (third === DASH) {
      if (at + 3 >= end) return UNFINISHED;
      if (bytes[at + 3] !== DASH) throw broken('markup', base + at);
      handler.startComment(at);
      handler.comment(at, at + 4);
      this.#place = 'comment';
      return at + 4;
    }
    if (startsWith(bytes, at, end, '<!DOCTYPE')) {
      if (at + 9 > end) return UNFINISHED;
      throw new XmlError('dtd', 'DOCTYPE', base + at);
    }
    if (this.#open.depth === 0 || !startsWith(bytes, at, end, '<![CDATA['))
      throw broken('markup', base + at);
    if (at + 9 > end) return UNFINISHED;
    handler.cdataMark(at, at + 9);
    this.#place = 'cdata';
    return at + 9;
  }

  #comment(handler: TokenHandler, at: number): number {
    const part = commentPart(handler, this.window, at);
    if (part.ended) this.#place = 'content';
    return part.next;
  }

  #cdata(handler: TokenHandler, at: number): number {
    const { bytes, base, end } = this.window;
    let from = at;
    let i = at;
    for (;;) {
      while (TEXT_STOPS[bytes[i] as number] === 0) i++;
      const byte = bytes[i] as number;
      if (i >= end) break;
      if (byte === FFFX) {
        if (isNoncharacter(bytes, i)) throw broken('character', base + i);
        i++;
        continue;
      }
      if (byte < SPACE && byte !== CR) throw broken('character', base + i);
      if (byte === GT && i - 2 >= at && bytes[i - 1] === BRACKET && bytes[i - 2] === BRACKET) {
        if (i - 2 > from) handler.text(from, i - 2);
        handler.cdataMark(i - 2, i + 1);
        this.#place = 'content';
        return i + 1;
      }
      if (byte === CR && i + 1 >= end) break;
      const after = byte === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
      if (i > from) handler.text(from, i);
      handler.character(i, after, byte === CR ? LF : byte);
      from = i = after;
    }
    if (i >= end) while (i > from && i > end - 2 && bytes[i - 1] === BRACKET) i--;
    if (i > from) handler.text(from, i);
    return this.#held(i);
  }
}

/** Do the bytes there begin like that, as far as they go? */
function startsWith(bytes: Uint8Array, at: number, end: number, text: string): boolean {
  for (let i = 0; i < text.length && at + i < end; i++)
    if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
