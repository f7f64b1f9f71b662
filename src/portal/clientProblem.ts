import type { ErrorCode } from '../errors.ts';
import { MuhurError } from '../errors.ts';
import { explain } from '../text/errors.ts';
import type { Problem } from './contract/problem.ts';
import { problem } from './contract/problem.ts';

/** Families of errors that a server may report; any other code is none of its business. */
const REPORTED = /^(?:portal|simulator)\/[a-z-]+$/;

/**
 * The error that a server reported as problem details (RFC 9457); `portal/answer` when the answer
 * is none. The data is the server's word: it is shown, and decides nothing.
 */
export function errorOfProblem(body: Uint8Array, status: number, address: string): MuhurError {
  const reported = problem.safeParse(jsonOf(body)).data;
  const error = reported && reportedError(reported);
  if (error !== undefined) return error;
  const reason = reported === undefined ? 'no problem details' : reported.title;
  return new MuhurError('portal/answer', { address, status, reason });
}

/**
 * An error by the code and data that a server told.
 * @returns undefined for a code that we have no words for, or data that does not fit them.
 */
export function reportedError({
  code,
  data,
}: Pick<Problem, 'code' | 'data'>): MuhurError | undefined {
  if (!REPORTED.test(code)) return undefined;
  const error = new MuhurError(code as ErrorCode, data);
  try {
    explain(error);
    return error;
  } catch {
    return undefined;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}
