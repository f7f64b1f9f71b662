import type { CardsState } from '../../card/cardState.ts';
import { Emitter } from '../../disposable.ts';
import type { Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import type { PortalFeature } from './portalFeature.ts';
import type { CertificateState } from './protocol/screens.ts';

export type PortalStatesMap = ReadonlyMap<string, CertificateState>;

/**
 * What the portal says of the certificates on virtual cards, for the explorer. It asks when such a
 * card appears and when the portal changed something; it starts no simulator for that.
 */
export class PortalStates implements Disposable {
  readonly #portal: PortalFeature;
  readonly #log: Log;
  readonly #changed: Emitter<void>;
  readonly #listening: Disposable;
  #states: PortalStatesMap = new Map();
  #cards = '';
  #asking = false;
  #askAgain = false;

  constructor(portal: PortalFeature, log: Log) {
    this.#portal = portal;
    this.#log = log;
    this.#changed = new Emitter((error) => log.error(String(error)));
    this.#listening = portal.onDidChange(() => void this.#refresh());
  }

  /** By serial number; nothing of certificates that the portal does not know. */
  get value(): PortalStatesMap {
    return this.#states;
  }

  get onDidChange(): (listener: () => void) => Disposable {
    return this.#changed.on;
  }

  /** Cards came or went. */
  look({ readers }: CardsState): void {
    const virtual = readers.filter(({ card }) => card?.family === 'virtual');
    const cards = virtual.map(({ card }) => card?.serial ?? '').join(' ');
    if (cards === this.#cards) return;
    this.#cards = cards;
    if (cards !== '') void this.#refresh();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  /** One question at a time; what changes meanwhile is asked once more. */
  async #refresh(): Promise<void> {
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#askAgain) {
        this.#askAgain = false;
        const host = await this.#portal.get();
        this.#states = (await host.certificateStates()) ?? new Map();
        this.#changed.fire();
      }
    } catch (error) {
      this.#log.warn(`states of certificates: ${String(error)}`);
    } finally {
      this.#asking = false;
    }
  }
}
