import { parentPort } from 'node:worker_threads';
import { toWire } from '../../../card/process/wireError.ts';
import { toMuhurError } from '../../../errors.ts';
import { HostFetcher } from './hostFetcher.ts';
import { HostSigner } from './hostSigner.ts';
import { perform } from './jobs.ts';
import type { FromWorker, Job, ToWorker } from './messages.ts';

/**
 * The thread that validates and signs, so that no document, however large or hostile, is felt in the
 * editor. It is ended whenever an answer is not wanted any more, but not while it writes documents.
 */
const post = (message: FromWorker): void => parentPort?.postMessage(message);
const fetcher = new HostFetcher(post);
const signer = new HostSigner(post);
let stopping = new AbortController();

parentPort?.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'job':
      void answer(message.job);
      break;
    case 'stop':
      stopping.abort();
      break;
    case 'fetched':
      fetcher.settle(message.number, message);
      break;
    case 'signed':
      signer.settle(message.number, message);
  }
});

async function answer(job: Job): Promise<void> {
  stopping = new AbortController();
  const { signal } = stopping;
  const onProgress = (count: number): void => post({ type: 'progress', count });
  try {
    const host = { fetcher: fetcher.fetch, signer, signal, onProgress };
    post({ type: 'done', answer: await perform(job, host) });
  } catch (error) {
    post({ type: 'failed', error: toWire(toMuhurError(error)) });
  }
}
