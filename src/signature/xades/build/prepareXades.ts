import { createHash } from 'node:crypto';
import { MuhurError } from '../../../errors.ts';
import type { PreparedSignature } from '../../preparedSignature.ts';
import { prepareSignature } from '../../preparedSignature.ts';
import type { ByteSource } from '../../xml/byteSource.ts';
import { bytesOf } from '../../xml/byteSource.ts';
import type { C14nMethod } from '../../xml/canonicalize.ts';
import { canonicalize } from '../../xml/canonicalize.ts';
import { openXml } from '../../xml/xmlSource.ts';
import { canonicalInContext, endTags } from './inContext.ts';
import type { SignaturePlan } from './planSignature.ts';
import type { SignatureIds } from './signatureIds.ts';
import { newSignatureIds } from './signatureIds.ts';
import type { SignedReference } from './signatureXml.ts';
import {
  signatureTag,
  signatureValue,
  signedInfo,
  signedProperties,
  tagsAroundProperties,
  timeStampProperties,
} from './signatureXml.ts';
import { EditedDocument } from './textEdits.ts';
import type { XadesSigner } from './xadesSigner.ts';

export interface XadesRequest {
  readonly signer: XadesSigner;
  readonly signingTime?: Date | undefined;
  /** ClaimedRole; null: the preset's. */
  readonly role?: string | null | undefined;
}

/** An enveloped XAdES-BES signature that lacks its value. */
export interface PreparedXades extends PreparedSignature {
  /** Of ds:Signature. */
  readonly id: string;
  readonly signingTime: Date;
  /** Like `finish`, for documents that are better not in memory as a whole. */
  complete(signature: Uint8Array): SignedXades;
}

export interface SignedXades {
  /** The file with the signature in it: the original bytes but where something was put in. */
  readonly file: ByteSource;
  /** What a time stamp is to be made over: the canonical SignatureValue. */
  readonly toBeStamped: Uint8Array;
  /** XAdES-T. */
  withTimeStamp(token: Uint8Array): ByteSource;
}

/** Of a reference without a canonicalization of its own, and of time stamps. */
const INCLUSIVE: C14nMethod = { name: 'c14n-1.0', comments: false, inclusivePrefixes: [] };

/**
 * Prepares the signature that was planned: digests the document as it will be without the signature,
 * in one pass, and the parts of the signature where they will stand.
 * @throws `document/duplicate-id`
 */
export function prepareXades(plan: SignaturePlan, request: XadesRequest): PreparedXades {
  const { signer, role = null, signingTime = new Date() } = request;
  const { key, preset } = signer;
  const document = editedDocument(plan);
  const { signed, ids } = signedBy(plan, document, signer);
  const inside = tagsAroundProperties(ids);
  const properties = signedProperties(signer, { ids, signingTime, role });
  const propertiesDigest = createHash(signer.digest)
    .update(
      canonicalInContext(
        [...plan.tags, ...inside],
        properties,
        preset.propertiesTransform ?? INCLUSIVE,
      ),
    )
    .digest();
  const info = signedInfo(signer, ids, signed, propertiesDigest);
  const around = [...plan.tags, signatureTag(ids)];
  const toBeSigned = canonicalInContext(around, info, preset.canonicalization);
  const verified = prepareSignature(key, key.digestAlgorithm, toBeSigned, (value) => value);

  const complete = (signature: Uint8Array): SignedXades => {
    const value = signatureValue(ids, verified.finish(signature));
    const whole = (unsigned: string) =>
      signatureTag(ids) +
      info +
      value +
      signer.keyInfo +
      inside.slice(1).join('') +
      properties +
      unsigned +
      endTags(inside);
    return {
      file: document.withSignature(whole('')),
      toBeStamped: canonicalInContext(around, value, INCLUSIVE),
      withTimeStamp: (token) =>
        document.withSignature(whole(timeStampProperties(INCLUSIVE, token))),
    };
  };
  return {
    ...verified,
    id: ids.signature,
    signingTime,
    complete,
    finish: (signature) => bytesOf(complete(signature).file),
  };
}

/** The document with a signature, or nothing, at the place for it. */
interface SignableDocument {
  withSignature(text: string): ByteSource;
}

function editedDocument({ file, xml, place, otherEdits }: SignaturePlan): SignableDocument {
  const atPlace = { ...place.span, text: '' };
  const edits = [atPlace, ...otherEdits].sort((a, b) => a.start - b.start);
  const edited = new EditedDocument(file, xml, edits);
  return {
    withSignature: (signature) =>
      edited.edited(
        edits.map((edit) =>
          edit === atPlace ? place.before + signature + place.after : edit.text,
        ),
      ),
  };
}

/** Digests what is signed, and sees to it that the Id of the signature is its own. */
function signedBy(
  plan: SignaturePlan,
  document: SignableDocument,
  signer: XadesSigner,
): { signed: SignedReference; ids: SignatureIds } {
  const hash = createHash(signer.digest);
  const { counter, ids } = plan;
  if (counter !== null) {
    const { canonicalization } = signer.preset;
    // References to an element drop comments first (XMLDSig §4.4.3.3).
    const method = { ...canonicalization, comments: false };
    hash.update(canonicalInContext(counter.tags, counter.value, method));
    const signed = { uri: `#${counter.id}`, transform: canonicalization, digest: hash.digest() };
    return { signed, ids };
  }
  const [, others = []] = canonicalize(openXml(document.withSignature('')), [
    { what: 'document', without: [], method: INCLUSIVE, sink: (bytes) => hash.update(bytes) },
    { what: { id: ids.signature }, without: [], method: INCLUSIVE, sink: () => undefined },
  ]);
  if (others.length > 1) throw new MuhurError('document/duplicate-id', { id: ids.signature });
  return {
    signed: { uri: '', transform: 'enveloped', digest: hash.digest() },
    ids: others.length === 0 ? ids : newSignatureIds(null),
  };
}
