import { randomBytes } from 'node:crypto';

/** An identifier that nobody guesses. */
export function randomId(): string {
  return randomBytes(16).toString('base64url');
}
