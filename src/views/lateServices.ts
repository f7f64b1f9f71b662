import type { CardServices } from '../card/services.ts';
import { type Disposable, Emitter } from '../disposable.ts';
import { MuhurError } from '../errors.ts';
import type { Log } from '../log.ts';

/**
 * The card services, built once, when a view or command first asks. A failure to build them is
 * told to whoever asked, and the next one may try again.
 */
export class LateServices {
  readonly #build: () => Promise<CardServices>;
  readonly #built: Emitter<CardServices>;
  #services: Promise<CardServices> | undefined;
  #disposed = false;

  constructor(build: () => Promise<CardServices>, log: Log) {
    this.#build = build;
    this.#built = new Emitter((error) => log.error(String(error)));
  }

  /** For those who have nothing to do before somebody else needs the services. */
  get onDidBuild(): (listener: (services: CardServices) => void) => Disposable {
    return this.#built.on;
  }

  /** Has somebody asked, so that what the services were built with cannot change any more? */
  get asked(): boolean {
    return this.#services !== undefined;
  }

  get(): Promise<CardServices> {
    if (this.#disposed) return Promise.reject(new MuhurError('cancelled', {}));
    this.#services ??= this.#buildAndTell();
    return this.#services;
  }

  async #buildAndTell(): Promise<CardServices> {
    try {
      const services = await this.#build();
      this.#built.fire(services);
      return services;
    } catch (error) {
      this.#services = undefined;
      throw error;
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#built.dispose();
    const services = await this.#services?.catch(() => undefined);
    await services?.dispose();
  }
}
