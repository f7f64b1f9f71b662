import { XmlError } from './xmlError.ts';

/** What a document that is not well-formed goes against: the details of 'not-well-formed'. */
export type BrokenRule =
  /** XML 1.0 §2.2: a character that XML does not have, or a reference to one. */
  | 'character'
  /** §2.3, Namespaces §4: not a name, or a colon where it must not be. */
  | 'name'
  /** §2.4: "]]>" in text. */
  | 'cdata-end'
  /** §2.5: "--" in a comment. */
  | 'comment'
  /** §2.6: a processing instruction without a target, or whose target is "xml". */
  | 'instruction'
  /** §2.8: the XML declaration is not as it has to be, or not at the start. */
  | 'declaration'
  /** §2.8: text or a second element outside the root. */
  | 'outside-root'
  /** §3: markup that is nothing of XML. */
  | 'markup'
  /** §3.1: a tag that is not built as tags are. */
  | 'tag'
  /** §3.1: an end tag of another element. */
  | 'end-tag'
  /** §3.1, Namespaces §6.3: the same attribute twice. */
  | 'attribute-twice'
  /** §3.1: "<" in the value of an attribute. */
  | 'attribute-value'
  /** §4.1: "&" that begins no reference. */
  | 'reference'
  /** Namespaces §5: a prefix that is not declared. */
  | 'prefix-undeclared'
  /** Namespaces §3: a declaration of a reserved prefix or namespace, or of a prefix as nothing. */
  | 'namespace-declaration';

/** The error for a broken rule. */
export function broken(rule: BrokenRule, offset: number): XmlError {
  return new XmlError('not-well-formed', rule, offset);
}
