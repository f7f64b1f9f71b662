import type { Action, ActionProblem, FromPage } from '../protocol/messages.ts';

interface Pending {
  readonly key: string;
  readonly action: Action;
  readonly stopWaiting: () => void;
}

/** How the exchange reaches the host and the clock; a test gives its own. */
export interface ExchangePorts {
  readonly post: (message: FromPage) => void;
  /** Calls once the time is over, unless the returned function is called before. */
  readonly wait: (over: () => void) => () => void;
}

/** Actions on their way to the host, each under its number, until their answer or the time-out. */
export class Exchange {
  readonly #ports: ExchangePorts;
  readonly #pending = new Map<number, Pending>();
  #lastNumber = 0;

  constructor(ports: ExchangePorts) {
    this.#ports = ports;
  }

  /** Whether the answer to this action is still awaited. */
  isPending(action: Action): boolean {
    const key = keyOf(action);
    return [...this.#pending.values()].some((pending) => pending.key === key);
  }

  /**
   * Sends an action, unless the same one is on its way.
   * @param timedOut is called when no answer came; one that comes later is ignored
   */
  send(action: Action, timedOut: () => void): boolean {
    if (this.isPending(action)) return false;
    const number = ++this.#lastNumber;
    const stopWaiting = this.#ports.wait(() => {
      if (this.#pending.delete(number)) timedOut();
    });
    this.#pending.set(number, { key: keyOf(action), action, stopWaiting });
    this.#ports.post({ type: 'act', number, action });
    return true;
  }

  /** @returns what was answered, or undefined for an answer that nobody waits for. */
  settle(number: number, problem: ActionProblem | null): { readonly action: Action } | undefined {
    const pending = this.#pending.get(number);
    if (pending === undefined || !isProblem(problem)) return undefined;
    this.#pending.delete(number);
    pending.stopWaiting();
    return { action: pending.action };
  }

  /** Waits for nothing any more: the user went elsewhere. */
  forget(): void {
    for (const { stopWaiting } of this.#pending.values()) stopWaiting();
    this.#pending.clear();
  }
}

/** Two presses of one button have the same key. */
function keyOf(action: Action): string {
  switch (action.kind) {
    case 'go':
      return `go ${action.to}`;
    case 'open-official':
      return `${action.kind} ${action.page}`;
    case 'activate':
    case 'suspend':
    case 'ask-revoke':
    case 'revoke':
      return `${action.kind} ${action.certificate}`;
    case 'sign-in-with-card':
      return `${action.kind} ${action.card} ${action.vkn ?? ''}`;
    case 'ask-renew':
    case 'renew':
    case 'open-secrets':
    case 'open-unlock':
      return `${action.kind} ${action.card}`;
    default:
      return action.kind;
  }
}

function isProblem(problem: unknown): boolean {
  return problem === null || (typeof problem === 'object' && 'text' in problem);
}
