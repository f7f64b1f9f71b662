import { parentPort } from 'node:worker_threads';
import { toWire } from '../../../card/process/wireError.ts';
import { toMuhurError } from '../../../errors.ts';
import { HostFetcher } from './hostFetcher.ts';
import { perform } from './jobs.ts';
import type { FromWorker, Job, ToWorker } from './messages.ts';

/**
 * The thread that validates, so that no document, however large or hostile, is felt in the editor.
 * It is ended whenever an answer is not wanted any more.
 */
const post = (message: FromWorker): void => parentPort?.postMessage(message);
const fetcher = new HostFetcher(post);

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'fetched') fetcher.settle(message.number, message);
  else void answer(message.job);
});

async function answer(job: Job): Promise<void> {
  try {
    post({ type: 'done', answer: await perform(job, fetcher.fetch) });
  } catch (error) {
    post({ type: 'failed', error: toWire(toMuhurError(error)) });
  }
}
