import { MuhurError } from '../../errors.ts';
import type { Fault } from '../contract/testSuite.ts';

export type ServiceName = 'portal' | 'ocsp' | 'crl' | 'tsa' | 'issuers';

/** What can be wrong with any answer, and what only with a signed one, or one that has a time. */
const ANY = ['slow', 'down', 'plain-text'] as const;
const KINDS: Readonly<Record<ServiceName, readonly Fault['kind'][]>> = {
  portal: ANY,
  issuers: [...ANY, 'wrong-signature'],
  ocsp: [...ANY, 'wrong-signature', 'stale'],
  crl: [...ANY, 'wrong-signature', 'stale'],
  tsa: [...ANY, 'wrong-signature', 'stale'],
};

/** What a test suite put out of order. Not kept: a simulator that starts is in order. */
export class Faults {
  readonly #faults = new Map<ServiceName, Fault>();

  /** @throws `portal/input` for a kind that no answer of this service can have. */
  set(service: ServiceName, fault: Fault): void {
    if (!KINDS[service].includes(fault.kind)) {
      const fields = [{ path: 'kind', reason: 'not-of-this-service' }];
      throw new MuhurError('portal/input', { fields });
    }
    this.#faults.set(service, fault);
  }

  clear(service?: ServiceName): void {
    if (service === undefined) this.#faults.clear();
    else this.#faults.delete(service);
  }

  list(): Readonly<Partial<Record<ServiceName, Fault>>> {
    return Object.fromEntries(this.#faults);
  }

  /** The fault for the next answer of a service; one with a count is used up. */
  take(service: ServiceName): Fault | null {
    const fault = this.#faults.get(service);
    if (fault === undefined) return null;
    if (fault.times !== undefined) {
      if (fault.times > 1) this.#faults.set(service, { ...fault, times: fault.times - 1 });
      else this.#faults.delete(service);
    }
    return fault;
  }
}
