import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../../../src/views/signature/worker/messages.ts';

/** Plays the thread that validates: does what the name of the file says. */
const post = (message: unknown): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToWorker) => {
  if (message.type === 'fetched') {
    const outcome = 'answer' in message ? String(message.answer.status) : message.problem;
    post({ type: 'done', answer: [{ file: outcome }] });
    return;
  }
  if (message.type !== 'job') return;
  const { job } = message;
  const file = job.kind === 'validate' ? job.file : '';
  if (file === 'crash') throw new Error('out of memory');
  if (file === 'exit') process.exit(7);
  if (file === 'busy') for (;;);
  if (file === 'silent') return;
  if (file === 'refuse') {
    const error = { code: 'file/changed', data: { path: 'a.xml' }, cause: null };
    post({ type: 'failed', error } satisfies FromWorker | { type: string; error: unknown });
    return;
  }
  if (file === 'fetch') {
    const request = { url: 'http://ocsp.example.tr/', method: 'GET', mostBytes: 10, seconds: 1 };
    post({ type: 'fetch', number: 1, request });
    return;
  }
  post({ type: 'done', answer: [{ file: `${file} ${String(process.pid)}` }] });
});
