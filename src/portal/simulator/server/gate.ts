import { createHash, timingSafeEqual } from 'node:crypto';
import { MuhurError } from '../../../errors.ts';
import { readSession } from '../../contract/signIn.ts';
import type { Route } from '../../contract/route.ts';
import { Sessions } from '../signIn/sessions.ts';
import type { Simulator } from '../simulator.ts';
import type { SessionInfo } from './handlers.ts';
import { TokenBucket } from './tokenBucket.ts';

/** Many tests at the same time sign in; a guesser would need more. */
const OPEN_CALLS = { perSecond: 100, burst: 400 } as const;

/** Who may call what. */
export class Gate {
  readonly #sessions: Sessions;
  readonly #testToken: Buffer;
  readonly #open = new TokenBucket(OPEN_CALLS);

  constructor(simulator: Pick<Simulator, 'database' | 'clock' | 'testToken'>) {
    this.#sessions = new Sessions(simulator);
    this.#testToken = digest(simulator.testToken);
  }

  /**
   * Lets a call in.
   * @returns the session, for routes that want one.
   * @throws `portal/session-ended`, `portal/test-token`, `portal/too-many`
   */
  admit(route: Route, token: string | null): SessionInfo | null {
    switch (route.access) {
      case 'session':
        // Looking at the session does not prolong it.
        return this.#sessions.find(token, route !== readSession);
      case 'test':
        if (token === null || !timingSafeEqual(digest(token), this.#testToken)) {
          throw new MuhurError('portal/test-token', {});
        }
        return null;
      case 'open':
        this.#open.take();
        return null;
    }
  }
}

/** Of one length, whatever was sent. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
