import { toMuhurError } from '../../errors.ts';
import type { FromProcess, Operations, Request, ToProcess } from './messages.ts';
import { toWire } from './wireError.ts';

export type Handlers<O extends Operations<O>> = {
  readonly [Op in keyof O]: (request: Request<O, Op>) => Promise<O[Op]['answers']>;
};

/** Answers what the program asks that has started this process, and ends with it. */
export function serve<O extends Operations<O>>(handlers: Handlers<O>): void {
  process.on('message', (request: ToProcess<O>) => {
    void answer(handlers, request);
  });
  // An ordinary exit would wait for threads that sit in native calls.
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGKILL');
  });
}

/** Tells that program something it did not ask for. */
export function tell(event: object): void {
  process.send?.({ event });
}

async function answer<O extends Operations<O>>(
  handlers: Handlers<O>,
  request: ToProcess<O>,
): Promise<void> {
  const { id } = request;
  try {
    const handler = handlers[request.op];
    send({ id, answer: await handler(request) });
  } catch (error) {
    send({ id, error: toWire(toMuhurError(error)) });
  }
}

function send(message: FromProcess<never>): void {
  process.send?.(message);
}
