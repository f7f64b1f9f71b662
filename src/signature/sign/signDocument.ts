import type { DocumentKind, SignatureReport } from '../report/report.ts';
import type { Signer } from '../signers/signer.ts';
import type { ByteSource } from '../xml/byteSource.ts';
import { checkResult } from './checkResult.ts';
import type { CadesChoices } from './signCades.ts';
import { signCades } from './signCades.ts';
import type { XadesChoices } from './signXades.ts';
import { signXades } from './signXades.ts';

/** How documents are signed; the same for all of a batch. */
export interface SigningChoices {
  readonly format: XadesChoices | CadesChoices;
  /** Asks for a time stamp over what it is given, which makes level T of B. */
  readonly stamp: Stamp | null;
  /** Validate the result before it is handed out; without trust, and without the network. */
  readonly check: boolean;
}

export type Stamp = (data: Uint8Array) => Promise<Uint8Array>;

export interface SignedResult {
  /** What is to be written: the document with its signature, or the CMS. */
  readonly result: ByteSource;
  readonly kind: DocumentKind | null;
  /** Of ds:Signature; null for a CMS. */
  readonly id: string | null;
  readonly signingTime: Date;
}

export interface SignedDocument extends SignedResult {
  readonly level: 'B' | 'T';
  /** What validation says of the signature; null: it was not asked. */
  readonly report: SignatureReport | null;
}

/**
 * Signs one document, and writes nothing. What can be said against it is said before the signer is
 * asked for anything.
 * @throws `document/…`, `sign/…`, `time-stamp/…`, and what the signer throws.
 */
export async function signDocument(
  document: ByteSource,
  signer: Signer,
  choices: SigningChoices,
): Promise<SignedDocument> {
  const { format, stamp, check } = choices;
  const signed =
    format.name === 'xades'
      ? await signXades(document, signer, format, stamp)
      : await signCades(document, signer, format, stamp);
  const content = format.name === 'cades' && format.detached ? document : null;
  const report = check ? await checkResult(signed, content) : null;
  return { ...signed, level: stamp === null ? 'B' : 'T', report };
}
