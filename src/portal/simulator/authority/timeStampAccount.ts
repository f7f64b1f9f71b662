import { createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { Asn1Error } from '../../../pki/asn1.ts';
import { TAG, readSequence, readUnsigned } from '../../../pki/derReader.ts';
import type { TimeStampAccount } from '../../../pki/timeStamp/kamuSmIdentity.ts';
import { readTimeStampRequest } from './timeStampRequest.ts';

/** Whoever has no account gets time stamps, too; this one is there to be proven. */
export const TEST_ACCOUNT: TimeStampAccount = { user: 1234, password: 'deneme-zaman-damgasi' };

/** What the header says (see `kamuSmIdentity`). */
interface Identity {
  readonly user: number;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly iv: Uint8Array;
  readonly encrypted: Uint8Array;
}

const LONGEST_HEADER = 1024;
const MOST_ITERATIONS = 10_000;

const derive = promisify(pbkdf2);

/**
 * Checks the `identity` header of Kamu SM's servers against the test account.
 * @returns why it is refused, in Kamu SM's words; null when it is not.
 */
export async function refusalOf(header: string, request: Uint8Array): Promise<string | null> {
  const identity = readIdentity(header);
  if (identity === null) return 'Identity could not be read';
  if (identity.user !== TEST_ACCOUNT.user) return `User ${identity.user} is not known`;
  const proven = await decrypted(identity);
  const hash = hashIn(request);
  // A request without a hash is refused as what it is.
  if (hash === null || (proven && Buffer.compare(proven, hash) === 0)) return null;
  return 'Account could not be authenticated';
}

function readIdentity(header: string): Identity | null {
  if (header.length > LONGEST_HEADER || !/^([0-9a-f]{2})+$/i.test(header)) return null;
  try {
    const parts = readSequence(Buffer.from(header, 'hex'));
    const number = () => parseInt(hexOf(readUnsigned(parts.next(TAG.integer), 6)), 16);
    const octets = () => parts.next(TAG.octetString).contents;
    const [user, salt, iterations, iv, encrypted] = [
      number(),
      octets(),
      number(),
      octets(),
      octets(),
    ];
    parts.end();
    const isSane = iv.length === 16 && iterations >= 1 && iterations <= MOST_ITERATIONS;
    return isSane ? { user, salt, iterations, iv, encrypted } : null;
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Null for what was made with another password. */
async function decrypted({ salt, iterations, iv, encrypted }: Identity): Promise<Buffer | null> {
  const key = await derive(TEST_ACCOUNT.password, salt, iterations, 32, 'sha256');
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch {
    return null;
  }
}

function hashIn(request: Uint8Array): Uint8Array | null {
  const read = readTimeStampRequest(request);
  if (typeof read === 'string') return null;
  const imprint = readSequence(read.imprint);
  imprint.next(TAG.sequence);
  return imprint.next(TAG.octetString).contents;
}
