import * as z from 'zod';
import { route } from './route.ts';
import { cardSerial, hex, id } from './values.ts';

/**
 * Kilit Çözme as a relay: the server says which APDU comes next, whoever has the card passes it on
 * and brings the answer back. Any client can play it.
 */
export const cardOperation = z.object({
  id,
  kind: z.literal('unlock'),
  cardSerial,
  state: z.enum(['running', 'interrupted', 'done', 'failed', 'cancelled']),
  /** Counts the commands of this operation, from 1. */
  step: z.int(),
  /**
   * What the card has to be told now; null when there is nothing to do, and for whoever only reads
   * how far it is. It may hold secrets: it belongs to the card and to no log.
   */
  command: z.object({ apdu: hex, name: z.string() }).nullable(),
  /** Why it failed, or was interrupted by what the card answered. */
  failure: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
});
export type CardOperation = z.output<typeof cardOperation>;

const params = z.object({ operationId: id });

export const startCardOperation = route({
  method: 'POST',
  path: '/portal/v1/card-operations',
  access: 'session',
  summary: 'Kilit Çözme: starts, or goes on with, the unlocking of a card and the making of a PIN',
  body: z.strictObject({
    kind: z.literal('unlock'),
    cardSerial,
    /** Answer to reset of the card in the reader: a real card is told how the real portal does it. */
    atr: hex.max(66),
  }),
  response: cardOperation,
  problems: [
    'portal/not-found',
    'portal/real-card',
    'portal/card-dead',
    'portal/unlock-impossible',
  ],
});

export const answerCardCommand = route({
  method: 'POST',
  path: '/portal/v1/card-operations/{operationId}/answers',
  access: 'session',
  summary: "The card's response APDU to the command of that step",
  params,
  body: z.strictObject({ step: z.int(), response: hex.max(600) }),
  response: cardOperation,
  problems: ['portal/not-found', 'portal/operation-step'],
});

export const readCardOperation = route({
  method: 'GET',
  path: '/portal/v1/card-operations/{operationId}',
  access: 'session',
  summary: 'How far the operation is',
  params,
  response: cardOperation,
  problems: ['portal/not-found'],
});

export const interruptCardOperation = route({
  method: 'POST',
  path: '/portal/v1/card-operations/{operationId}/interruption',
  access: 'session',
  summary: 'The card is gone: keeps what is needed to go on later',
  params,
  response: cardOperation,
  problems: ['portal/not-found', 'portal/operation-step'],
});

export const cancelCardOperation = route({
  method: 'DELETE',
  path: '/portal/v1/card-operations/{operationId}',
  access: 'session',
  summary: 'Gives the operation up, where the card cannot have been changed yet',
  params,
  problems: ['portal/not-found', 'portal/operation-step'],
});
