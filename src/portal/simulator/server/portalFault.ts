import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { MuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';

/** Carries out a fault of the portal. @returns whether the request is answered by that. */
export async function portalFault(
  { faults }: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const fault = faults.take('portal');
  if (fault === null) return false;
  if (fault.kind === 'slow') {
    await delay(fault.milliseconds);
    return false;
  }
  if (fault.kind !== 'plain-text') throw new MuhurError('portal/down', { service: 'portal' });
  request.resume();
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end('Service is under maintenance');
  return true;
}
