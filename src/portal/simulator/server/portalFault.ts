import type { IncomingMessage, ServerResponse } from 'node:http';
import { MuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';
import { spoiltAnswer } from './spoiltAnswer.ts';

/** Carries out a fault of the portal. @returns whether there is nothing left to answer. */
export async function portalFault(
  { faults }: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const fault = faults.take('portal');
  if (fault?.kind === 'down') throw new MuhurError('portal/down', { service: 'portal' });
  return spoiltAnswer(fault, request, response);
}
