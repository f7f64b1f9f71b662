import type { SignInput } from '../../../card/card.ts';
import { fromWire } from '../../../card/process/wireError.ts';
import type { Signer } from '../../../signature/signers/signer.ts';
import type { FromWorker, Signed } from './messages.ts';

/** Asks the host for signature values, each question under a number of its own. */
export class HostSigner {
  readonly #post: (message: FromWorker) => void;
  readonly #waiting = new Map<number, (signed: Signed) => void>();
  #last = 0;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  /** A signer with that certificate; the host opened it, and closes it. */
  with(certificate: Uint8Array, chain: readonly Uint8Array[]): Signer {
    return {
      certificate,
      chain,
      sign: (input) => this.#sign(input),
      close: () => Promise.resolve(),
    };
  }

  /** The host has answered; what nobody asked is ignored. */
  settle(number: number, signed: Signed): void {
    const resolve = this.#waiting.get(number);
    this.#waiting.delete(number);
    resolve?.(signed);
  }

  async #sign(input: SignInput): Promise<Uint8Array> {
    const number = ++this.#last;
    const signed = await new Promise<Signed>((resolve) => {
      this.#waiting.set(number, resolve);
      this.#post({ type: 'sign', number, input });
    });
    if ('error' in signed) throw fromWire(signed.error);
    return signed.value;
  }
}
