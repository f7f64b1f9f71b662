import type { NamespaceScope } from './namespaceScope.ts';
import type { Names } from './names.ts';
import type { StartTag } from './startTag.ts';
import type { ByteWindow } from './window.ts';

/** What a token handler reads from: all of it changes with every token. */
export interface TokenContext {
  readonly window: ByteWindow;
  readonly names: Names;
  readonly scope: NamespaceScope;
  readonly tag: StartTag;
}

/**
 * Takes the tokens of a document one by one. Places are those of the window (`window.base` makes
 * offsets of them) and hold until `release`. Text outside the root is no token.
 */
export interface TokenHandler {
  /** The tag is in the context; its namespaces are in scope. */
  startTag(): void;
  /** `start` and `end` are the same behind an empty-element tag; the element's scope still holds. */
  endTag(start: number, end: number): void;
  /** Character data that is canonical as it stands. */
  text(start: number, end: number): void;
  /** One character of text that is written in another way than canonical XML writes it. */
  character(start: number, end: number, code: number): void;
  /** "<![CDATA[" or "]]>". */
  cdataMark(start: number, end: number): void;
  startComment(start: number): void;
  /** A part of a comment with its marks, line ends left out. */
  comment(start: number, end: number): void;
  /** A line end in a comment that is not "\n". */
  commentLineEnd(start: number, end: number): void;
  endComment(end: number): void;
  instruction(start: number, targetEnd: number, dataStart: number, end: number): void;
  /** The window moves on. */
  release(): void;
}
