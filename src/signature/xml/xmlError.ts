/** Why a document cannot be read. */
export type XmlProblem =
  /** Against a rule of XML 1.0 or Namespaces in XML 1.0; `detail` says which. */
  | 'not-well-formed'
  /** The file ends inside something. */
  | 'truncated'
  /** Nothing of it looks like XML. */
  | 'not-xml'
  | 'dtd'
  /** A reference to an entity other than the five of XML; `detail` is its name. */
  | 'entity'
  /** Bytes that the encoding does not have; `detail` is the encoding. */
  | 'encoding'
  /** An encoding that is not read; `detail` is its name. */
  | 'encoding-unknown'
  /** Byte order mark or first bytes say another encoding than the declaration; `detail`: both. */
  | 'encoding-contradicts'
  /** XML 1.1, say. */
  | 'version'
  /** Deeper, longer or more than is sane; `detail` says what. */
  | 'limit';

/** Where and why reading ended. Internal: reports make a finding of it. */
export class XmlError extends Error {
  readonly problem: XmlProblem;
  readonly detail: string;
  /** Byte of the document in UTF-8, without its byte order mark. */
  readonly offset: number;

  constructor(problem: XmlProblem, detail: string, offset: number) {
    super(`${problem}: ${detail} at byte ${offset}`);
    this.problem = problem;
    this.detail = detail;
    this.offset = offset;
  }
}
