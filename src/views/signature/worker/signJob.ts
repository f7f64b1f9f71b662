import { createHash } from 'node:crypto';
import type { TaskQueue } from '../../../card/taskQueue.ts';
import { toWire } from '../../../card/process/wireError.ts';
import { MuhurError } from '../../../errors.ts';
import type { Fetcher } from '../../../pki/fetching.ts';
import { requestTimeStamp } from '../../../pki/timeStamp/requestTimeStamp.ts';
import { verifyTimeStamp } from '../../../pki/timeStamp/verifyTimeStamp.ts';
import { signBatch } from '../../../signature/sign/signBatch.ts';
import type { SignedDocument, SigningChoices } from '../../../signature/sign/signDocument.ts';
import { signDocument } from '../../../signature/sign/signDocument.ts';
import { signInto } from '../../../signature/sign/signFile.ts';
import type { Signer } from '../../../signature/signers/signer.ts';
import { bytesOf } from '../../../signature/xml/byteSource.ts';
import type { ItemOutcome, SignItem, SignJob, SignedItem } from './messages.ts';
import { withContent } from './withContent.ts';

/** What a job needs of its surroundings. */
export interface Signing {
  readonly signer: Signer;
  readonly fetcher: Fetcher;
  readonly signal: AbortSignal;
  readonly onProgress: (count: number) => void;
}

/** Signs the documents of a job; one that fails stops no other. */
export async function sign(job: SignJob, signing: Signing): Promise<readonly ItemOutcome[]> {
  const results = new Map<SignItem, SignedItem>();
  const items = job.items.map((item) => ({
    name: item.name,
    async sign(turns: TaskQueue): Promise<SignedDocument> {
      const { document, result } = await signItem(item, job, signing, turns);
      results.set(item, result);
      return document;
    },
  }));
  const outcomes = await signBatch(items, {
    signal: signing.signal,
    onDone: (_, count) => signing.onProgress(count),
  });
  return job.items.map((item, index): ItemOutcome => {
    const { name } = item;
    const signed = results.get(item);
    if (signed !== undefined) return { name, signed };
    return { name, error: toWire(outcomes[index]?.error ?? new MuhurError('cancelled', {})) };
  });
}

async function signItem(
  { content, out, existing, addMissing }: SignItem,
  { preset, stampAddress }: SignJob,
  { signer, fetcher, signal }: Signing,
  turns: TaskQueue,
): Promise<{ document: SignedDocument; result: SignedItem }> {
  const server = stampAddress === null ? null : new TimeStampServer(stampAddress, fetcher);
  const choices: SigningChoices = {
    format: { name: 'xades', preset, existing: existing ?? undefined, addMissing },
    stamp: server && ((data) => server.stamp(data)),
    check: true,
  };
  const done = (document: SignedDocument, bytes: Uint8Array | null) => ({
    document,
    result: {
      signingTime: document.signingTime.toISOString(),
      stampTime: server?.time?.toISOString() ?? null,
      bytes,
    },
  });
  if (out !== null) {
    const open = <T>(use: Parameters<typeof withContent<T>>[1]) => withContent(content, use);
    return done(await signInto(out, open, signer, choices, { signal, turns }), null);
  }
  return withContent(content, async (source) => {
    const document = await turns.run(() => signDocument(source, signer, choices), signal);
    return done(document, bytesOf(document.result));
  });
}

/** Asks for time stamps, and remembers what the server's clock said. */
class TimeStampServer {
  time: Date | null = null;
  readonly #url: URL;
  readonly #fetcher: Fetcher;

  constructor(address: string, fetcher: Fetcher) {
    this.#url = new URL(address);
    this.#fetcher = fetcher;
  }

  async stamp(data: Uint8Array): Promise<Uint8Array> {
    const hash = createHash('sha256').update(data).digest();
    const [url, fetcher] = [this.#url, this.#fetcher];
    const token = await requestTimeStamp({ url, fetcher, algorithm: 'sha256', hash });
    this.time = verifyTimeStamp(token, () => hash).info?.time ?? null;
    return token;
  }
}
