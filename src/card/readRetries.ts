import type { Disposable } from '../disposable.ts';
import type { ErrorCode, MuhurError } from '../errors.ts';

/** PC/SC Lite does not notify when a program lets go of a card; so look again, this often. */
export const RETRY_MS = 500;
/** How often a card is read again after a failure that may pass by itself. */
const RETRIES = 3;
const MAY_PASS: readonly ErrorCode[] = [
  'card/reset',
  'card/removed',
  'card/absent',
  'reader/failed',
  'reader/unavailable',
  'reader/not-found',
  'reader/no-service',
  'reader/service-lost',
];

/** When a card that could not be read is read again. */
export class ReadRetries implements Disposable {
  readonly #planned = new Map<string, { timer: NodeJS.Timeout; count: number }>();
  readonly #read: (reader: string) => void;
  #disposed = false;

  constructor(read: (reader: string) => void) {
    this.#read = read;
  }

  /** A card that another program holds is tried until it is free; other failures a few times. */
  plan(reader: string, error: MuhurError | null): void {
    const before = this.#planned.get(reader);
    clearTimeout(before?.timer);
    this.#planned.delete(reader);
    const isHeld = error?.code === 'reader/in-use';
    const mayPass = error !== null && MAY_PASS.includes(error.code);
    const count = (before?.count ?? 0) + 1;
    if (this.#disposed || !(isHeld || (mayPass && count <= RETRIES))) return;
    const timer = setTimeout(() => this.#read(reader), RETRY_MS);
    this.#planned.set(reader, { timer, count });
  }

  dispose(): void {
    this.#disposed = true;
    for (const { timer } of this.#planned.values()) clearTimeout(timer);
  }
}
