import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../contract/testSuite.ts';

/**
 * Carries out `slow` and `plain-text`, which are the same for every service.
 * @returns whether there is nothing left to answer.
 */
export async function spoiltAnswer(
  fault: Fault | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (fault?.kind === 'slow') {
    // A simulator that is stopped does not wait for it.
    await delay(fault.milliseconds, undefined, { ref: false });
    return response.destroyed;
  }
  if (fault?.kind !== 'plain-text') return false;
  request.resume();
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end('Service is under maintenance');
  return true;
}
