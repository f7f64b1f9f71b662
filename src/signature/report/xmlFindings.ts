import type { XmlProblem } from '../xml/xmlError.ts';

/** About the file as XML. */
export interface XmlFindings {
  /** It cannot be read as a document at all. */
  'XML-UNREADABLE': { problem: XmlProblem; detail: string };
  /** A ZIP archive that cannot be read. */
  'XML-ARCHIVE': { problem: 'malformed' | 'too-large' | 'empty' };
  /** An envelope without a document in it. */
  'XML-ENVELOPE-EMPTY': object;
  /** Two elements have the same Id: a reference to it means either. */
  'XML-DUPLICATE-ID': { id: string };
}
