import * as z from 'zod';
import type { PageState } from './screens.ts';
import { REVOCATION_REASONS } from './screens.ts';
import type { PageTexts } from './texts.ts';

/**
 * What page and host say to each other. The page asks for actions, each with a number; the host
 * answers each once and sends the state whenever it changed. What is typed into a form is told as
 * well, and not answered. Whatever has another shape is logged and ignored.
 */

const text = z.string().max(1000);
const serial = z.string().regex(/^[0-9A-F]{2,40}$/);

/** Places that need nothing but a click. */
export const PLACES = [
  'home',
  'online-services',
  'verification',
  'password',
  'signature',
  'forgotten',
  'menu',
  'details',
] as const;
export type Place = (typeof PLACES)[number];

export const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('go'), to: z.enum(PLACES) }),
  z.object({
    kind: z.literal('open-official'),
    page: z.enum(['drivers', 'old-portal', 'new-portal']),
  }),
  z.object({ kind: z.literal('check-computer') }),
  z.object({ kind: z.literal('start-simulator') }),
  z.object({ kind: z.literal('new-picture') }),
  z.object({ kind: z.literal('tell-picture') }),
  z.object({ kind: z.literal('show-phone') }),
  z.object({ kind: z.literal('sign-in'), vkn: text, picture: text, word: text }),
  z.object({ kind: z.literal('send-code') }),
  z.object({ kind: z.literal('enter-code'), code: text }),
  z.object({ kind: z.literal('sign-in-with-card'), card: serial, vkn: text.nullable() }),
  z.object({ kind: z.literal('forgot-word'), vkn: text, picture: text }),
  z.object({ kind: z.literal('renew-word'), code: text, word: text }),
  z.object({ kind: z.literal('activate'), certificate: serial }),
  z.object({ kind: z.literal('suspend'), certificate: serial }),
  z.object({ kind: z.literal('ask-revoke'), certificate: serial }),
  z.object({
    kind: z.literal('revoke'),
    certificate: serial,
    reason: z.enum(REVOCATION_REASONS),
    confirmed: text,
  }),
  z.object({ kind: z.literal('ask-renew'), card: serial }),
  z.object({ kind: z.literal('renew'), card: serial }),
  z.object({ kind: z.literal('save-details'), address: text, phone: text, email: text }),
  z.object({ kind: z.literal('open-secrets'), card: serial }),
  z.object({ kind: z.literal('show-secrets'), warningsRead: z.literal(true) }),
  z.object({ kind: z.literal('hide-secrets') }),
  z.object({ kind: z.literal('save-secrets'), warningsRead: z.literal(true) }),
  z.object({ kind: z.literal('print-secrets'), warningsRead: z.literal(true) }),
  z.object({ kind: z.literal('delete-secrets') }),
  z.object({ kind: z.literal('open-unlock'), card: serial }),
  z.object({ kind: z.literal('unlock') }),
  z.object({ kind: z.literal('sign-out') }),
]);
export type Action = z.infer<typeof action>;
export type ActionKind = Action['kind'];

/** What stands in a form and is not sent yet. */
export const draft = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('details'), address: text, phone: text, email: text }),
  z.object({ screen: z.literal('revoke'), reason: z.enum(REVOCATION_REASONS), confirmed: text }),
  // The security word is a secret, and another picture has another text.
  z.object({ screen: z.enum(['password', 'forgotten']), vkn: text }),
]);
export type Draft = z.infer<typeof draft>;

/** Where on the page an error belongs. */
export type Field =
  'vkn' | 'picture' | 'word' | 'code' | 'confirmed' | 'address' | 'phone' | 'email';

/** Why an action did not work, in words; at a field where it belongs to one. */
export interface ActionProblem {
  readonly text: string;
  readonly field: Field | null;
}

export const fromPage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('act'), number: z.int(), action }),
  z.object({ type: z.literal('typed'), draft }),
]);
export type FromPage = z.infer<typeof fromPage>;

export type ToPage =
  | {
      readonly type: 'init';
      readonly language: 'en' | 'tr';
      readonly texts: PageTexts;
      readonly panel: string;
      readonly state: PageState;
    }
  | { readonly type: 'state'; readonly state: PageState }
  /** `problem` null: it worked, or the user changed their mind. */
  | { readonly type: 'done'; readonly number: number; readonly problem: ActionProblem | null };
