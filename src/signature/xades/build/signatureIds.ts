import { randomUUID } from 'node:crypto';
import { isNcName } from './xmlText.ts';

/** Ids of the parts of a signature: NCNames that nothing else in the document has. */
export interface SignatureIds {
  readonly signature: string;
  readonly properties: string;
  readonly value: string;
}

/**
 * @param wanted what the document calls its signature already; it is used when it can be an Id, so
 *   that the document needs no other change.
 */
export function newSignatureIds(wanted: string | null): SignatureIds {
  const id = randomUUID();
  return {
    signature: wanted !== null && isNcName(wanted) ? wanted : `Signature_${id}`,
    properties: `SignedProperties_${id}`,
    value: `SignatureValue_${id}`,
  };
}
