import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Card } from '../../src/card/card.ts';
import { SHA256_DIGEST_INFO } from './cardSession.ts';
import { median, timed } from './row.ts';
import type { Row } from './row.ts';

const RIVAL = fileURLToPath(new URL('./signRepeat.c', import.meta.url));
const SIGNATURES = 100;
const ROUNDS = 15;
/** As in a batch: the next document is ready while the card works on this one. */
const LANES = 2;

export const DATA = Buffer.from('a document to be signed');

/** Hashes the document and has the card sign it, as for each document of a batch. */
export function signDocument(card: Card, id: string): Promise<Uint8Array> {
  const digest = createHash('sha256').update(DATA).digest();
  const digestInfo = new Uint8Array(Buffer.concat([SHA256_DIGEST_INFO, digest]));
  return card.sign(id, { kind: 'digest-info', digestInfo });
}

/** Many signatures after one PIN. @returns milliseconds for each. */
export async function signMany(card: Card, id: string, pin: string): Promise<number> {
  await card.verifyPin(new TextEncoder().encode(pin));
  const elapsed = await timed(async () => {
    let left = SIGNATURES;
    const lane = async () => {
      while (left-- > 0) await signDocument(card, id);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  });
  return elapsed / SIGNATURES;
}

/** A program in C that does the same through a module. */
export interface Rival {
  /** Where it is compiled to. */
  readonly folder: string;
  readonly module: string;
  readonly pin: string;
  readonly env: NodeJS.ProcessEnv;
}

/** @param ours gives milliseconds for each signature, like `signMany`. */
export async function compareRepeated(
  name: string,
  ours: () => Promise<number>,
  { folder, module, pin, env }: Rival,
): Promise<Row> {
  const program = join(folder, 'sign-repeat');
  execFileSync('cc', ['-O2', '-o', program, RIVAL, '-ldl']);
  const args = [module, pin, String(SIGNATURES)];
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(await ours());
    times.theirs.push(Number(execFileSync(program, args, { input: DATA, env })) / 1e6);
  }
  const [mine, other] = [median(times.ours), median(times.theirs)];
  const note = `per signature, ${String(SIGNATURES)} in one session, ${String(LANES)} documents at a time; theirs: C through a module`;
  return { name, ours: mine, theirs: other, ratio: mine / other, unit: 'ms', note };
}
