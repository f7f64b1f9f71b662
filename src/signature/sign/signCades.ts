import { createHash } from 'node:crypto';
import { prepareCms } from '../cades/prepareCms.ts';
import { stampedValue, withTimeStamp } from '../cades/timeStamp.ts';
import { signingKeyOf } from '../preparedSignature.ts';
import type { Signer } from '../signers/signer.ts';
import type { ByteSource } from '../xml/byteSource.ts';
import { bytesOf, memorySource } from '../xml/byteSource.ts';
import type { SignedResult, Stamp } from './signDocument.ts';

/** A CMS, a file of its own, for a document of any kind. */
export interface CadesChoices {
  readonly name: 'cades';
  /** The document is not in it. */
  readonly detached: boolean;
}

export async function signCades(
  document: ByteSource,
  signer: Signer,
  { detached }: CadesChoices,
  stamp: Stamp | null,
): Promise<SignedResult> {
  const { certificate, chain } = signer;
  const signingTime = new Date();
  const what = detached
    ? { digest: digestOf(document, signingKeyOf(certificate).digestAlgorithm) }
    : { content: bytesOf(document), detached };
  const prepared = prepareCms({ certificate, chain, what, signingTime });
  const cms = prepared.finish(await signer.sign(prepared.signInput));
  const whole = stamp === null ? cms : withTimeStamp(cms, await stamp(stampedValue(cms)));
  return { result: memorySource(whole), kind: 'cms', id: null, signingTime };
}

function digestOf(document: ByteSource, algorithm: string): Uint8Array {
  const hash = createHash(algorithm);
  for (const piece of document.pieces()) hash.update(piece);
  return new Uint8Array(hash.digest());
}
