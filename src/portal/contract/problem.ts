import * as z from 'zod';

/** Problem details (RFC 9457), with the code and data of the error that the client rebuilds. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export type Problem = z.output<typeof problem>;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
