import { isEnvelope, isEnveloped } from './envelope/documentsInEnvelope.ts';
import type { Surrounding } from './explain/explainSignature.ts';
import { explainSignature } from './explain/explainSignature.ts';
import { documentKind } from './gib/documentKind.ts';
import { keepForGib } from './gib/keep.ts';
import { partyFindings } from './gib/party.ts';
import { gibFindings } from './gib/rules.ts';
import { signaturePlace } from './gib/signaturePlace.ts';
import type { PlacedFinding, Span } from './report/findings.ts';
import { finding } from './report/findings.ts';
import type { DraftReport } from './report/placeReport.ts';
import type { DocumentKind } from './report/report.ts';
import type { CheckedSignature } from './xades/checkSignature.ts';
import { checkSignature } from './xades/checkSignature.ts';
import { newRoom, planPass } from './xades/documentPass.ts';
import type { FoundSignature } from './xades/findSignatures.ts';
import { findSignatures, isSignature } from './xades/findSignatures.ts';
import { startTagOf } from './xml/tree.ts';
import type { Circumstances } from './trust/judgedReport.ts';
import type { DraftSignature } from './xades/reportSignature.ts';
import { reportSignature, unreadableReport } from './xades/reportSignature.ts';
import { canonicalize } from './xml/canonicalize.ts';
import type { DocumentIndex } from './xml/documentIndex.ts';
import { indexDocument } from './xml/documentIndex.ts';
import type { XmlElement } from './xml/tree.ts';
import type { XmlSource } from './xml/xmlSource.ts';

interface Drafted {
  readonly draft: DraftSignature;
  readonly element: XmlElement;
}

/** What one pass over a document tells before anything is checked. */
export interface ReadDocument {
  readonly index: DocumentIndex;
  readonly kind: DocumentKind;
  readonly signatures: readonly FoundSignature[];
}

/** Reads a document and its signatures; of an envelope, where its documents are. @throws XmlError */
export function readDocument(xml: XmlSource): ReadDocument {
  const index = indexDocument(xml, (path) => {
    const [root] = path;
    const head = path.at(-1);
    if (root === undefined || head === undefined) return false;
    if (isEnvelope(root)) return isEnveloped(path) ? 'head' : false;
    return isSignature(head) || keepForGib(path);
  });
  return { index, kind: documentKind(index.root), signatures: findSignatures(index.kept) };
}

/**
 * Validates the signatures of one XML document (EN 319 102-1 §5), and what GİB asks of their parts.
 */
export async function validateXml(
  document: ReadDocument,
  surrounding: Surrounding,
  circumstances: Circumstances,
): Promise<Omit<DraftReport, 'file' | 'part'>> {
  const checked = checkDocument(document, surrounding, circumstances.around.now);
  const drafts: Drafted[] = [];
  for (const found of document.signatures) {
    const result = checked.get(found);
    if (result !== undefined) {
      const draft = await reportSignature(result, found.counters !== null, circumstances);
      const explained = withMore(draft, explanationsOf(result, surrounding));
      drafts.push({ draft: explained, element: found.element });
    } else if (found.content.kind === 'unreadable') {
      const { element, content, counters } = found;
      const isCounter = counters !== null;
      const draft = unreadableReport(element, content.finding, isCounter, circumstances);
      drafts.push({ draft, element });
    }
  }
  const { kind, index } = document;
  const rules = [
    ...gibFindings(
      kind,
      index,
      index.kept.filter(({ element }) => isSignature(element)),
    ),
    ...partiesOf(document, [...checked.values()], drafts),
  ];
  return {
    kind,
    unreadable: false,
    ...distribute(drafts, rules, missing(document)),
  };
}

/** The mathematics of all signatures, in one pass over the document. */
export function checkDocument(
  { index, kind, signatures }: ReadDocument,
  { xml, size }: Surrounding,
  now: Date,
): ReadonlyMap<FoundSignature, CheckedSignature> {
  const readable = signatures.flatMap((found) => {
    const { content } = found;
    return content.kind === 'signature' ? [{ found, signature: content.signature }] : [];
  });
  const room = newRoom(size);
  const passes = readable.map(({ signature }) => planPass(signature, room));
  const matches = canonicalize(
    xml,
    passes.flatMap(({ parts }) => parts),
  );
  let first = 0;
  const results = new Map<FoundSignature, CheckedSignature>();
  for (const [i, { found, signature }] of readable.entries()) {
    const pass = passes[i];
    if (pass === undefined) continue;
    const passed = pass.finish(matches.slice(first, first + pass.parts.length));
    first += pass.parts.length;
    results.set(found, checkSignature(signature, passed, placeOf(found, kind, index), now));
  }
  return results;
}

function placeOf(
  { path, counters, isInside }: FoundSignature,
  kind: DocumentKind,
  { root }: DocumentIndex,
): Parameters<typeof checkSignature>[2] {
  const place = isInside ? null : signaturePlace(kind);
  const isElsewhere = place !== null && !place.isInPlace(path);
  return { root, counters, expected: isElsewhere ? place.text : null };
}

/** Explained only where it is wrong: that takes time. */
function explanationsOf(
  checked: CheckedSignature,
  surrounding: Surrounding,
): readonly PlacedFinding[] {
  return checked.verdict?.indication === 'TOTAL_FAILED'
    ? explainSignature(checked, surrounding)
    : [];
}

/** Whose document it is, where its bytes are verified. */
function partiesOf(
  { index, kind }: ReadDocument,
  checked: readonly CheckedSignature[],
  drafts: readonly Drafted[],
): readonly PlacedFinding[] {
  const isProven = checked.some(({ documentProven }) => documentProven);
  const signer = drafts.find(({ draft }) => !draft.isCounterSignature)?.draft.signer;
  const number = signer?.vkn ?? signer?.tckn ?? null;
  return isProven && number !== null ? partyFindings(kind, index, number) : [];
}

/** A document without a signature says so. */
function missing({ signatures, index }: ReadDocument): readonly PlacedFinding[] {
  const [skeleton] = signatures.filter(({ content }) => content.kind === 'skeleton');
  if (skeleton !== undefined) {
    return [finding('SIG-EMPTY', 'error', {}, startTagOf(skeleton.element))];
  }
  if (signatures.length > 0) return [];
  return [finding('SIG-NONE', 'error', {}, startTagOf(index.root))];
}

/** Each rule's finding goes to the signature in which it stands, or to the first. */
function distribute(
  drafts: readonly Drafted[],
  rules: readonly PlacedFinding[],
  others: readonly PlacedFinding[],
): Pick<DraftReport, 'signatures' | 'findings'> {
  const [first] = drafts;
  if (first === undefined) return { signatures: [], findings: [...others, ...rules] };
  const owner = ({ position }: PlacedFinding): Drafted =>
    drafts.findLast(({ element }) => position !== null && isInside(position, element)) ?? first;
  return {
    signatures: drafts.map((drafted) =>
      withMore(
        drafted.draft,
        rules.filter((rule) => owner(rule) === drafted),
      ),
    ),
    findings: others,
  };
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function withMore(draft: DraftSignature, more: readonly PlacedFinding[]): DraftSignature {
  return more.length === 0 ? draft : { ...draft, findings: [...draft.findings, ...more] };
}
