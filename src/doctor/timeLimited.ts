import { withTimeLimit } from '../card/reader/pcsc/timeLimit.ts';

export const TOO_SLOW = Symbol('too slow');

/** What `call` gives, or `TOO_SLOW` after that time. Rejects as `call` does. */
export async function timeLimited<T>(
  call: Promise<T>,
  seconds: number,
): Promise<T | typeof TOO_SLOW> {
  const slow = new Error('too slow');
  try {
    return await withTimeLimit(call, seconds, () => slow);
  } catch (error) {
    if (error === slow) return TOO_SLOW;
    throw error;
  }
}
