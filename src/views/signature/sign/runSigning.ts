import type * as vscode from 'vscode';
import { fromWire } from '../../../card/process/wireError.ts';
import type { CardServices } from '../../../card/services.ts';
import { MuhurError, toMuhurError } from '../../../errors.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import type { CallOff } from '../validator.ts';
import type { ItemOutcome, SignItem, SignedItem } from '../worker/messages.ts';
import type { ChosenSigner } from './chooseSigner.ts';
import { changeOf } from './documentToSign.ts';
import type { PlannedDocument } from './planDocument.ts';
import type { ResultTarget } from './resultTarget.ts';
import type { SigningOptions } from './signingOptions.ts';
import { withSigner } from './withSigner.ts';
import { writeResult } from './writeResult.ts';

/** A document, and where it goes. */
export interface DocumentToWrite {
  readonly document: PlannedDocument;
  readonly target: ResultTarget;
}

/** What became of one. */
export interface SigningOutcome extends DocumentToWrite {
  /** Where the signed document is; null: it was not signed, and `error` says why. */
  readonly result: vscode.Uri | null;
  readonly error: MuhurError | null;
  /** What the time-stamp server said, and what this computer said then. */
  readonly clocks: Pick<SignedItem, 'signingTime' | 'stampTime'> | null;
}

/** Shows that it goes on, and lets the user stop it. */
export type ShowProgress = <T>(
  task: (callOff: CallOff, onProgress: (count: number) => void) => Promise<T>,
) => Promise<T>;

export interface SigningRun {
  readonly chosen: ChosenSigner;
  readonly options: SigningOptions;
  /** As the box for the PIN names what is signed. */
  readonly what: string;
  readonly showProgress: ShowProgress;
}

/**
 * Signs documents with one signer, which is opened once: in the thread, but for the values, which the
 * signer makes here. Results are there as a whole or not at all.
 * @returns one outcome each; what keeps all of them from being signed is thrown.
 */
export async function runSigning(
  host: SignatureHost,
  services: CardServices,
  documents: readonly DocumentToWrite[],
  { chosen, options, what, showProgress }: SigningRun,
): Promise<readonly SigningOutcome[]> {
  const signed = await withSigner(services, chosen, what, (signer) => {
    // The box may have been open for long.
    const items = documents.filter(({ document }) => changeOf(document) === null).map(itemOf);
    return showProgress((callOff, onProgress) =>
      host.validator.sign(
        {
          kind: 'sign',
          items,
          certificate: Uint8Array.from(signer.certificate),
          chain: signer.chain.map((one) => Uint8Array.from(one)),
          preset: options.preset,
          stampAddress: options.stampAddress,
        },
        callOff,
        { sign: (input) => signer.sign(input), onProgress },
      ),
    );
  });
  const outcomes: SigningOutcome[] = [];
  for (const one of documents) {
    const item = signed.find(({ name }) => name === one.document.uri.toString());
    outcomes.push(await outcomeOf(one, item));
  }
  return outcomes;
}

function itemOf({ document, target }: DocumentToWrite): SignItem {
  return {
    name: document.uri.toString(),
    content: document.content,
    out: target?.scheme === 'file' ? target.fsPath : null,
    ...document.placement,
  };
}

async function outcomeOf(
  one: DocumentToWrite,
  item: ItemOutcome | undefined,
): Promise<SigningOutcome> {
  const failed = (error: MuhurError): SigningOutcome => {
    return { ...one, result: null, error, clocks: null };
  };
  try {
    if (item === undefined)
      return failed(new MuhurError('file/changed', { path: fileNameOf(one.document.uri) }));
    if ('error' in item) return failed(fromWire(item.error));
    const result = await writeResult(one, item.signed.bytes);
    return { ...one, result, error: null, clocks: item.signed };
  } catch (error) {
    return failed(toMuhurError(error));
  }
}
