import type { Log } from '../src/log.ts';

function unexpected(message: string): never {
  throw new Error(`unexpected in the log: ${message}`);
}

/** A log that fails whoever warns or reports an error. */
export const strictLog: Log = { trace() {}, info() {}, warn: unexpected, error: unexpected };
