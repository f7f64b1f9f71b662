import { MuhurError } from '../../../errors.ts';
import { RequestProcess } from '../../process/requestProcess.ts';
import type { PcscOperations, WireStatus } from './protocol.ts';

/** Threads for calls that wait: one watches, the others each serve a reader. */
const THREADS = 40;

export type PcscProcess = RequestProcess<PcscOperations, WireStatus>;

/** @param script the entry point of the PC/SC process. */
export function startPcscProcess(
  script: string,
  onEvent: (status: WireStatus) => void,
  onEnd: (reason: string) => void,
): PcscProcess {
  return new RequestProcess({
    script,
    env: { UV_THREADPOOL_SIZE: String(THREADS) },
    failure: (reason) => new MuhurError('reader/failed', { reader: '', reason }),
    onEvent,
    onEnd,
  });
}
