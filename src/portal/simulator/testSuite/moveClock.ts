import { MuhurError } from '../../../errors.ts';
import { CLOCK_RANGE } from '../authority/createAuthority.ts';
import type { Clock } from '../clock.ts';

export interface ClockMove {
  readonly now?: string | undefined;
  readonly moveSeconds?: number | undefined;
  readonly frozen?: boolean | undefined;
}

/**
 * Sets or moves the simulator's time; what is not said stays.
 * @throws `portal/clock` for a time outside the validity of the authority's certificates.
 */
export function moveClock(clock: Clock, { now, moveSeconds = 0, frozen }: ClockMove): void {
  const from = now === undefined ? clock.now() : new Date(now);
  const time = new Date(from.getTime() + moveSeconds * 1000);
  const { notBefore, notAfter } = CLOCK_RANGE;
  if (!(time > notBefore && time < notAfter)) {
    const [earliest, latest] = [notBefore.toISOString(), notAfter.toISOString()];
    throw new MuhurError('portal/clock', { from: earliest, to: latest });
  }
  clock.set(time, frozen ?? clock.frozen);
}
