import * as l10n from '@vscode/l10n';
import type { DigestCause } from '../../signature/report/digestCause.ts';
import { algorithmText } from '../algorithmWords.ts';
import type { FindingText } from './findingText.ts';

type CauseWords = {
  readonly [K in DigestCause['kind']]: (
    cause: Extract<DigestCause, { readonly kind: K }>,
  ) => FindingText;
};

/** What happened, and how to avoid it. */
export function digestCauseText(cause: DigestCause): FindingText {
  return wordsFor(cause.kind, cause);
}

function wordsFor<K extends DigestCause['kind']>(
  kind: K,
  cause: Extract<DigestCause, { readonly kind: K }>,
): FindingText {
  return words[kind](cause);
}

const words: CauseWords = {
  'white-space': () => ({
    message: l10n.t(
      'The document was formatted again after signing: white space between elements was added or removed.',
    ),
    advice: l10n.t('Format before signing; afterwards send and store the very same bytes.'),
  }),
  'line-ends': () => ({
    message: l10n.t(
      'Line ends were changed after signing: a carriage return (“&#13;”) came or went.',
    ),
    advice: l10n.t(
      'Settle on one kind of line end before signing; afterwards send and store the very same bytes.',
    ),
  }),
  'byte-order-mark': () => ({
    message: l10n.t(
      'A byte order mark (invisible bytes at the start of a file) was counted when the digest was made.',
    ),
    advice: l10n.t('Write the file without a byte order mark before signing.'),
  }),
  encoding: ({ encoding }) => ({
    message: l10n.t('The text was read or written as {0} when it was signed.', encoding),
    advice: l10n.t(
      'Read the bytes of the file with an XML library, which heeds its encoding, and never by way of a text of your own.',
    ),
  }),
  namespace: ({ prefix, added }) => namespaceText(prefix, added),
  attribute: ({ name }) => ({
    message: l10n.t('The attribute “{0}” was added, removed or changed after signing.', name),
    advice: l10n.t(
      'Write all attributes before signing; look for a step that adds some when it saves.',
    ),
  }),
  instruction: ({ target }) => ({
    message: l10n.t(
      'The processing instruction “<?{0} …?>” outside the root element was left out of the digest.',
      target,
    ),
    advice: l10n.t(
      'Count it when signing, as it belongs to the document, or remove it before signing.',
    ),
  }),
  canonicalization: ({ used, named }) => ({
    message: l10n.t(
      'The digest was made over another canonical form (the form in which XML is compared) than the signature names: {0} instead of {1}.',
      algorithmText(used),
      algorithmText(named),
    ),
    advice: l10n.t('When signing, use the same method that is written into the signature.'),
  }),
  envelope: () => ({
    message: l10n.t('The document was put into an envelope, or taken out of one, after signing.'),
    advice: l10n.t(
      'Copy the signed document byte for byte, and do not build it anew: namespaces of an envelope count in the digest.',
    ),
  }),
  'out-of-context': () => ({
    message: l10n.t(
      'The signed properties (SignedProperties) were digested alone, without the namespaces of the elements around them.',
    ),
    advice: l10n.t('Put the signature into the document first, and make the digest there.'),
  }),
  'not-enveloped': () => ({
    message: l10n.t(
      'The signature itself was counted when the digest was made, though the signature says it is left out.',
    ),
    advice: l10n.t(
      'Carry out the enveloped-signature transform: leave out ds:Signature when the digest is made.',
    ),
  }),
  'enveloped-unnamed': () => ({
    message: l10n.t(
      'The signature was left out when the digest was made, but the reference does not say so.',
    ),
    advice: l10n.t(
      'Name the enveloped-signature transform in the ds:Transforms of the reference when signing.',
    ),
  }),
  'raw-bytes': () => ({
    message: l10n.t(
      'The digest was made over the bytes of the file as it is, and not over its canonical form (the form in which XML is compared).',
    ),
    advice: l10n.t('When signing, bring the document into canonical form, then make the digest.'),
  }),
  algorithm: ({ used }) => ({
    message: l10n.t(
      'The digest was made with {0}, and the signature names another function.',
      algorithmText(used),
    ),
    advice: l10n.t('Name in DigestMethod the function that the digest is made with.'),
  }),
};

function namespaceText(prefix: string, added: boolean): FindingText {
  const what = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  return {
    message: added
      ? l10n.t('The namespace declaration “{0}” was added after signing.', what)
      : l10n.t('The namespace declaration “{0}” was removed after signing.', what),
    advice: l10n.t(
      'Write all namespace declarations before signing, and do not let the document be built anew afterwards.',
    ),
  };
}
