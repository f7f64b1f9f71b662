import { MuhurError } from '../../../errors.ts';
import { signaturePlace } from '../../gib/signaturePlace.ts';
import type { Span } from '../../report/findings.ts';
import type { DocumentKind } from '../../report/report.ts';
import type { ByteSource } from '../../xml/byteSource.ts';
import type { ElementHead } from '../../xml/tree.ts';
import type { XmlSource } from '../../xml/xmlSource.ts';
import { openXml } from '../../xml/xmlSource.ts';
import { addPlace } from './addPlace.ts';
import type { CounterPlace } from './counterPlace.ts';
import { counterPlace } from './counterPlace.ts';
import type { ExaminedDocument, FoundSignature } from './examineDocument.ts';
import { examineDocument, isUbl } from './examineDocument.ts';
import { findPlace } from './findPlace.ts';
import { openTag } from './inContext.ts';
import type { Place } from './place.ts';
import { readSpans } from './readSpans.ts';
import { readable } from './readable.ts';
import type { SignatureIds } from './signatureIds.ts';
import { newSignatureIds } from './signatureIds.ts';
import { missingSignatureParty, senderTaxNumber, signaturePartyEdit } from './signatureParty.ts';
import type { TextEdit } from './textEdits.ts';

export interface PlanRequest {
  /** What becomes of a signature that is there: by default nothing is signed. */
  readonly existing?: 'replace' | 'counter-sign' | undefined;
  /** Add what a kind of document has around and beside its signature, where it is missing. */
  readonly addMissing?: boolean | undefined;
}

/** What will become of a document, before anybody was asked for anything. */
export interface SignaturePlan {
  readonly kind: DocumentKind;
  /** VKN or TCKN of the one whose document it is; null: it does not say. */
  readonly senderTaxNumber: string | null;
  /** What is added beside the signature; the signature itself is not in it. */
  readonly additions: readonly TextEdit[];
  /** Does the document lack a cac:Signature that could be added? */
  readonly lacksSignatureParty: boolean;
  /** The signature goes to no place that GİB knows. */
  readonly isPlaceFree: boolean;

  readonly file: ByteSource;
  readonly xml: XmlSource;
  readonly ids: SignatureIds;
  readonly place: Place;
  /** Start tags of all that will be around the signature, root first. */
  readonly tags: readonly string[];
  /** Edits beside the one at `place`. */
  readonly otherEdits: readonly TextEdit[];
  /** What is signed when it is not the document. */
  readonly counter: CounterTarget | null;
}

export interface CounterTarget {
  readonly id: string;
  /** ds:SignatureValue as it is written, and the start tags around it. */
  readonly value: string;
  readonly tags: readonly string[];
}

/**
 * Decides where the signature goes. One pass over the document, and parts of a second.
 * @throws `document/unreadable`, `document/envelope`, `document/already-signed`, `document/no-place`,
 *   `document/not-signed`, `document/no-counter-signature`.
 */
export function planSignature(file: ByteSource, request: PlanRequest = {}): SignaturePlan {
  const xml = readable(file, () => openXml(file));
  const document = readable(file, () => examineDocument(xml));
  const signed = document.signatures.filter(({ isSkeleton }) => !isSkeleton);
  if (request.existing === 'counter-sign') return planCounter(file, xml, document, signed);
  if (signed.length > 0 && request.existing === undefined) throw alreadySigned(document, signed);
  return planDocument(file, xml, document, { signed, addMissing: request.addMissing === true });
}

function alreadySigned({ kind }: ExaminedDocument, signed: readonly FoundSignature[]): MuhurError {
  return new MuhurError('document/already-signed', {
    count: signed.length,
    canCounterSign: !isUbl(kind),
  });
}

function planDocument(
  file: ByteSource,
  xml: XmlSource,
  document: ExaminedDocument,
  { signed, addMissing }: { signed: readonly FoundSignature[]; addMissing: boolean },
): SignaturePlan {
  const inPlace = signed.filter(
    ({ path }) => signaturePlace(document.kind)?.isInPlace(path) ?? true,
  );
  const [replaced = null, ...others] = inPlace;
  const found = findPlace(document, replaced);
  const party = missingSignatureParty(document);
  const spans = [startOfContent(document), ...(party === null ? [] : [party.address])];
  const [lead = '', address = ''] = readSpans(xml, spans);
  const indent = /^[ \t]*[\r\n][ \t\r\n]*(?=<)/.exec(lead)?.[0] ?? '';
  const place = found ?? (addMissing ? addPlace(document, indent) : null);
  if (place === null) {
    const canAdd = !addMissing && addPlace(document, indent) !== null;
    const expected = signaturePlace(document.kind)?.text ?? '';
    throw new MuhurError('document/no-place', { expected, canAdd });
  }
  const ids = newSignatureIds(document.namedId);
  const partyEdits =
    party === null || !addMissing
      ? []
      : [
          signaturePartyEdit(
            document,
            { ...party, address },
            { signatureId: ids.signature, indent },
          ),
        ];
  const placeEdit = { ...place.span, text: place.before + place.after };
  return {
    ...about(document),
    additions: [...(found === null ? [placeEdit] : []), ...partyEdits],
    lacksSignatureParty: party !== null && !addMissing,
    file,
    xml,
    ids,
    place,
    tags: tagsAround(xml, place),
    otherEdits: [...partyEdits, ...others.map(({ element }) => removal(element))],
    counter: null,
  };
}

function planCounter(
  file: ByteSource,
  xml: XmlSource,
  document: ExaminedDocument,
  signed: readonly FoundSignature[],
): SignaturePlan {
  const last = signed.at(-1);
  if (last === undefined) throw new MuhurError('document/not-signed', {});
  if (isUbl(document.kind)) throw alreadySigned(document, signed);
  const found = counterPlace(last);
  return {
    ...about(document),
    additions: [],
    lacksSignatureParty: false,
    file,
    xml,
    ids: newSignatureIds(null),
    place: found.place,
    tags: tagsAround(xml, found.place),
    otherEdits: [],
    counter: counterTarget(xml, found, last),
  };
}

function about(document: ExaminedDocument) {
  return {
    kind: document.kind,
    senderTaxNumber: senderTaxNumber(document),
    isPlaceFree: signaturePlace(document.kind) === null,
  };
}

function removal({ start, end }: Span): TextEdit {
  return { start, end, text: '' };
}

/** The white space that the content of the root begins with, and a little more. */
function startOfContent({ index }: ExaminedDocument): Span {
  const { contentStart } = index.root;
  return { start: contentStart, end: Math.min(contentStart + 256, index.rootContentEnd + 1) };
}

function tagsAround(xml: XmlSource, { path, wrapper }: Place): readonly string[] {
  return [...startTags(xml, path), ...wrapper];
}

function startTags(xml: XmlSource, path: readonly ElementHead[]): readonly string[] {
  const spans = path.map(({ start, contentStart }) => ({ start, end: contentStart }));
  return readSpans(xml, spans).map(openTag);
}

function counterTarget(
  xml: XmlSource,
  { value, id }: CounterPlace,
  { path, element }: FoundSignature,
): CounterTarget {
  const [text = ''] = readSpans(xml, [value]);
  return { id, value: text, tags: startTags(xml, [...path, element]) };
}
