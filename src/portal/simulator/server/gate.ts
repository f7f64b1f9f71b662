import { createHash, timingSafeEqual } from 'node:crypto';
import { MuhurError, isMuhurError } from '../../../errors.ts';
import { readSession } from '../../contract/signIn.ts';
import type { Route } from '../../contract/route.ts';
import { Sessions } from '../signIn/sessions.ts';
import type { Simulator } from '../simulator.ts';
import type { SessionInfo } from './handlers.ts';
import { TokenBucket } from './tokenBucket.ts';

/** Many tests at the same time sign in; a guesser would need more. */
const STRANGERS = { perSecond: 100, burst: 400 } as const;

/** Who may call what. Whoever has a right token is never slowed down by those who have none. */
export class Gate {
  readonly #sessions: Sessions;
  readonly #testToken: Buffer;
  readonly #open = new TokenBucket(STRANGERS);
  readonly #wrongTokens = new TokenBucket(STRANGERS);

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
        return this.#session(route, token);
      case 'test':
        if (token === null || !timingSafeEqual(digest(token), this.#testToken)) {
          this.#wrongTokens.take();
          throw new MuhurError('portal/test-token', {});
        }
        return null;
      case 'open':
        this.admitStranger();
        return null;
    }
  }

  /** Lets a call in that anybody may make. @throws `portal/too-many` */
  admitStranger(): void {
    this.#open.take();
  }

  #session(route: Route, token: string | null): SessionInfo {
    try {
      // Looking at the session does not prolong it.
      return this.#sessions.find(token, route !== readSession);
    } catch (error) {
      if (isMuhurError(error, 'portal/session-ended')) this.#wrongTokens.take();
      throw error;
    }
  }
}

/** Of one length, whatever was sent. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
