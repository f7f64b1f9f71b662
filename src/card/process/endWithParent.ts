import { Worker } from 'node:worker_threads';

const EVERY_MS = 1000;

/** Windows does not tell that the parent has changed, only that it is there no more. */
const WATCH = `
  const { workerData: parent } = require('node:worker_threads');
  setInterval(() => {
    try {
      process.kill(parent, 0);
      if (process.ppid === parent) return;
    } catch {}
    process.kill(process.pid, 'SIGKILL');
  }, ${String(EVERY_MS)});
`;

/**
 * Ends this process with the one that started it, also while a native call that never returns holds
 * its main thread: no event would be heard there, and the card would be kept for ever.
 */
export function endWithParent(): void {
  new Worker(WATCH, { eval: true, workerData: process.ppid }).unref();
}
