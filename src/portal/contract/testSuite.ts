import * as z from 'zod';
import { route } from './route.ts';
import { cardSerial, id, phone, time, vkn } from './values.ts';

/** What test suites drive the simulator with; nearly all of it needs the token of the start. */

export const readHealth = route({
  method: 'GET',
  path: '/health',
  access: 'open',
  summary: 'Answers when everything is ready',
  response: z.object({ status: z.literal('ready'), now: time }),
});

export const resetSimulator = route({
  method: 'POST',
  path: '/test/v1/reset',
  access: 'test',
  summary: 'Everything as at the first start; the PKI, the port and the snapshots stay',
  response: z.object({
    /** Cards that are in a reader now and so could not be put back. */
    cardsInUse: z.array(cardSerial),
  }),
});

const snapshotParams = z.object({ name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/) });

export const listSnapshots = route({
  method: 'GET',
  path: '/test/v1/snapshots',
  access: 'test',
  summary: 'Names of the snapshots',
  response: z.object({ snapshots: z.array(z.object({ name: z.string(), takenAt: time })) }),
});

export const takeSnapshot = route({
  method: 'PUT',
  path: '/test/v1/snapshots/{name}',
  access: 'test',
  summary: 'Keeps the present state, cards included, under a name',
  params: snapshotParams,
});

export const restoreSnapshot = route({
  method: 'POST',
  path: '/test/v1/snapshots/{name}/restoration',
  access: 'test',
  summary: 'Goes back to the state of that name',
  params: snapshotParams,
  response: z.object({ cardsInUse: z.array(cardSerial) }),
  problems: ['portal/not-found'],
});

export const deleteSnapshot = route({
  method: 'DELETE',
  path: '/test/v1/snapshots/{name}',
  access: 'test',
  summary: 'Forgets a snapshot',
  params: snapshotParams,
  problems: ['portal/not-found'],
});

const service = z.enum(['portal', 'ocsp', 'crl', 'tsa', 'issuers']);

const journalEntry = z.object({
  number: z.int(),
  at: time,
  service: z.union([service, z.literal('test')]),
  method: z.string(),
  /** Without the query, which could hold anything. */
  path: z.string(),
  /** Null: it got no answer, by a fault or because the caller went away. */
  status: z.int().nullable(),
  milliseconds: z.number(),
  /** Organisation of the session, where there is one. */
  vkn: vkn.nullable(),
});
export type JournalEntry = z.output<typeof journalEntry>;

export const readJournal = route({
  method: 'GET',
  path: '/test/v1/requests',
  access: 'test',
  summary: 'The last requests, oldest first; no bodies, no secrets',
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0),
    service: z.union([service, z.literal('test')]).optional(),
    vkn: vkn.optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(1000),
  }),
  response: z.object({ requests: z.array(journalEntry) }),
});

export const clearJournal = route({
  method: 'DELETE',
  path: '/test/v1/requests',
  access: 'test',
  summary: 'Forgets the requests so far',
});

const message = z.object({
  number: z.int(),
  at: time,
  phone: z.string(),
  text: z.string(),
  code: z.string().nullable(),
});

export const readMessages = route({
  method: 'GET',
  path: '/test/v1/messages',
  access: 'test',
  summary: 'SMS on the simulated phone, oldest first; can wait until one is there',
  query: z.strictObject({
    phone: phone.optional(),
    vkn: vkn.optional(),
    after: z.coerce.number().int().min(0).default(0),
    waitSeconds: z.coerce.number().min(0).max(60).default(0),
  }),
  response: z.object({ messages: z.array(message) }),
});

export const readCaptcha = route({
  method: 'GET',
  path: '/test/v1/captchas/{captchaId}',
  access: 'test',
  summary: 'The text in a picture, for those who cannot see it',
  params: z.object({ captchaId: id }),
  response: z.object({ text: z.string() }),
  problems: ['portal/not-found'],
});

const clockState = z.object({ now: time, frozen: z.boolean(), offsetSeconds: z.number() });

export const readClock = route({
  method: 'GET',
  path: '/test/v1/clock',
  access: 'test',
  summary: "The simulator's time",
  response: clockState,
});

export const moveClock = route({
  method: 'PUT',
  path: '/test/v1/clock',
  access: 'test',
  summary: 'Sets the time, or moves it by seconds; frozen, it stands still',
  body: z
    .strictObject({
      /** With any offset from UTC. */
      now: z.iso.datetime({ offset: true }).optional(),
      moveSeconds: z.number().min(-1e9).max(1e9).optional(),
      frozen: z.boolean().optional(),
    })
    .refine(({ now, moveSeconds }) => now === undefined || moveSeconds === undefined),
  response: clockState,
});

export const resetClock = route({
  method: 'DELETE',
  path: '/test/v1/clock',
  access: 'test',
  summary: 'Back to the time of the machine',
  response: clockState,
});

const fault = z.object({
  /** A wrong signature where one is, `stale` where a time is signed; the others everywhere. */
  kind: z.enum(['slow', 'down', 'wrong-signature', 'stale', 'plain-text']),
  /** For `slow`. */
  milliseconds: z.int().min(0).max(60_000).default(2000),
  /** How many answers are spoilt; all of them when left out. */
  times: z.int().min(1).max(1_000_000).optional(),
});
export type Fault = z.output<typeof fault>;

export const listFaults = route({
  method: 'GET',
  path: '/test/v1/faults',
  access: 'test',
  summary: 'What is out of order now',
  response: z.object({ faults: z.partialRecord(service, fault) }),
});

const faultParams = z.object({ service });

export const setFault = route({
  method: 'PUT',
  path: '/test/v1/faults/{service}',
  access: 'test',
  summary:
    'Puts a service out of order: wrong-signature not for portal, stale for ocsp, crl and tsa only',
  params: faultParams,
  body: z.strictObject(fault.shape),
});

export const clearFault = route({
  method: 'DELETE',
  path: '/test/v1/faults/{service}',
  access: 'test',
  summary: 'Puts a service in order again',
  params: faultParams,
});
