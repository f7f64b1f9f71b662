import type { CardServices } from '../card/services.ts';
import { MuhurError } from '../errors.ts';

/**
 * The card services, built once, when a view or command first asks. A failure to build them is
 * told to whoever asked, and the next one may try again.
 */
export class LateServices {
  readonly #build: () => Promise<CardServices>;
  #services: Promise<CardServices> | undefined;
  #disposed = false;

  constructor(build: () => Promise<CardServices>) {
    this.#build = build;
  }

  get(): Promise<CardServices> {
    if (this.#disposed) return Promise.reject(new MuhurError('cancelled', {}));
    this.#services ??= this.#build().catch((error: unknown) => {
      this.#services = undefined;
      throw error;
    });
    return this.#services;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const services = await this.#services?.catch(() => undefined);
    await services?.dispose();
  }
}
