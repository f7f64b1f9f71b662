import * as l10n from '@vscode/l10n';
import type { XmlFindings } from '../../signature/report/xmlFindings.ts';
import type { BrokenRule } from '../../signature/xml/wellFormedness.ts';
import type { XmlProblem } from '../../signature/xml/xmlError.ts';
import type { FindingText, FindingWords } from './findingText.ts';

/** About the file as XML. */
export const xmlWords: FindingWords<XmlFindings> = {
  'XML-UNREADABLE': ({ problem, detail }) => problems[problem](detail),
  'XML-ARCHIVE': ({ problem }) => archiveProblems[problem](),
  'XML-ENVELOPE-EMPTY': () => ({
    message: l10n.t('There is no document in the envelope.'),
    advice: l10n.t(
      'Put the signed document into ElementList of the envelope as it is, byte for byte.',
    ),
  }),
  'XML-DUPLICATE-ID': ({ id }) => ({
    message: l10n.t(
      'The Id “{0}” is given to more than one element, so it is not clear which of them was signed.',
      id,
    ),
    advice: l10n.t('Give each element an Id of its own, then sign again.'),
  }),
};

const archiveProblems: Readonly<Record<XmlFindings['XML-ARCHIVE']['problem'], () => FindingText>> =
  {
    malformed: () => ({
      message: l10n.t('The ZIP archive is damaged and cannot be unpacked.'),
      advice: l10n.t(
        'Transfer or pack the file again; GİB answers such an archive with 1110 or 1130.',
      ),
    }),
    'too-large': () => ({
      message: l10n.t('The ZIP archive holds more than is unpacked here.'),
      advice: l10n.t('Unpack it and validate the files in it.'),
    }),
    empty: () => ({
      message: l10n.t('There is no file in the ZIP archive.'),
      advice: l10n.t('Pack the envelope into it: GİB wants one file in an archive (1131).'),
    }),
  };

const problems: Readonly<Record<XmlProblem, (detail: string) => FindingText>> = {
  'not-well-formed': (rule) => ({
    message: isBrokenRule(rule)
      ? brokenRules[rule]()
      : l10n.t('The file breaks a rule of XML here.'),
    advice: l10n.t(
      'Write the file with an XML library instead of putting texts together, then sign again.',
    ),
  }),
  truncated: () => ({
    message: l10n.t('The file ends in the middle: something that was begun is not finished.'),
    advice: l10n.t('Transfer or write the file again, and compare its size with the original.'),
  }),
  'not-xml': () => ({
    message: l10n.t('The file is neither an XML document nor a CMS signature (.p7s).'),
    advice: l10n.t('Choose the signed file itself, and not the PDF or web page that shows it.'),
  }),
  dtd: () => ({
    message: l10n.t(
      'The file has a document type declaration (DOCTYPE), which can change what it says.',
    ),
    advice: l10n.t('Leave DOCTYPE out when the file is written, then sign again.'),
  }),
  entity: (name) => ({
    message: l10n.t('The file uses “&{0};”, an abbreviation that XML does not know.', name),
    advice: l10n.t('Write the character itself, or its number such as &#160;, then sign again.'),
  }),
  encoding: (encoding) => ({
    message: l10n.t('The file has bytes that its encoding, {0}, does not have.', encoding),
    advice: l10n.t('Write the file in the encoding that its first line names, best in UTF-8.'),
  }),
  'encoding-unknown': (encoding) => ({
    message: l10n.t('The file is in an encoding that cannot be read here: “{0}”.', encoding),
    advice: l10n.t('Write the file in UTF-8, then sign again.'),
  }),
  'encoding-contradicts': (both) => ({
    message: l10n.t('The file contradicts itself about its encoding: {0}.', both),
    advice: l10n.t(
      'Let its first line (encoding=…) name the encoding that the file is really in, then sign again.',
    ),
  }),
  version: (version) => ({
    message: l10n.t('The file is in a version of XML that cannot be read here: {0}.', version),
    advice: l10n.t('Write the file as XML 1.0, then sign again.'),
  }),
  limit: () => ({
    message: l10n.t('The file is nested too deeply, or has too much of something, to be read.'),
    advice: l10n.t('Look at the file at this place: no e-invoice comes near these limits.'),
  }),
};

/** What the file goes against, by the rule's name. */
const brokenRules: Readonly<Record<BrokenRule, () => string>> = {
  character: () => l10n.t('There is a character here that XML does not allow.'),
  name: () => l10n.t('A name here is not written as XML demands.'),
  'cdata-end': () => l10n.t('There is “]]>” in the text here, which XML does not allow.'),
  comment: () => l10n.t('There is “--” in a comment here, which XML does not allow.'),
  instruction: () => l10n.t('A processing instruction (“<?…?>”) here has no name it may have.'),
  declaration: () =>
    l10n.t(
      'The XML declaration (“<?xml …?>”) is not written as XML demands, or not at the very start.',
    ),
  'outside-root': () =>
    l10n.t('There is something here outside the root element, where nothing may be.'),
  markup: () => l10n.t('“<” begins nothing here that XML knows; on its own it is written “&lt;”.'),
  tag: () => l10n.t('A tag here is not written as XML demands.'),
  'end-tag': () => l10n.t('The end tag here is not that of the element that is open.'),
  'attribute-twice': () => l10n.t('The element here has the same attribute twice.'),
  'attribute-value': () =>
    l10n.t('The value of an attribute here has “<” in it, which is written “&lt;”.'),
  reference: () =>
    l10n.t('“&” begins nothing here that XML knows; on its own it is written “&amp;”.'),
  'prefix-undeclared': () => l10n.t('The prefix of a name here has no namespace declaration.'),
  'namespace-declaration': () => l10n.t('A namespace declaration here is one that XML forbids.'),
};

function isBrokenRule(name: string): name is BrokenRule {
  return Object.hasOwn(brokenRules, name);
}
