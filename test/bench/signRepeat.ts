import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Card } from '../../src/card/card.ts';
import { SHA256_DIGEST_INFO, startCardSession } from './cardSession.ts';
import { OpenSc } from '../interop/opensc.ts';
import { OPENSC_MODULE } from './opensc.ts';
import { median, timed } from './row.ts';
import type { Row } from './row.ts';

const RIVAL = fileURLToPath(new URL('./signRepeat.c', import.meta.url));
const SIGNATURES = 100;
const ROUNDS = 15;
/** As in a batch: the next document is ready while the card works on this one. */
const LANES = 2;
const DATA = Buffer.from('a document to be signed');

/** `sign-repeat`: signatures of one confirmed PIN session, against C and OpenSC's module. */
export async function run(): Promise<Row[]> {
  const { folder, pin, withCard, dispose } = await startCardSession();
  const opensc = new OpenSc('akis');
  try {
    const rival = join(folder, 'sign-repeat');
    execFileSync('cc', ['-O2', '-o', rival, RIVAL, '-ldl']);
    const { env } = opensc;
    const args = [OPENSC_MODULE, pin, String(SIGNATURES)];
    const theirs = () => Number(execFileSync(rival, args, { input: DATA, env })) / 1e6;

    const { keys } = await withCard('shared', (card) => card.readSnapshot());
    const id = keys[0]?.id ?? '';
    const signOnce = (card: Card) => {
      const digest = createHash('sha256').update(DATA).digest();
      const digestInfo = new Uint8Array(Buffer.concat([SHA256_DIGEST_INFO, digest]));
      return card.sign(id, { kind: 'digest-info', digestInfo });
    };
    const ours = () =>
      withCard('exclusive', async (card) => {
        await card.verifyPin(new TextEncoder().encode(pin));
        const elapsed = await timed(async () => {
          let left = SIGNATURES;
          const lane = async () => {
            while (left-- > 0) await signOnce(card);
          };
          await Promise.all(Array.from({ length: LANES }, lane));
        });
        return elapsed / SIGNATURES;
      });

    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.ours.push(await ours());
      times.theirs.push(theirs());
    }
    const [mine, other] = [median(times.ours), median(times.theirs)];
    const note = `per signature, ${String(SIGNATURES)} in one session, ${String(LANES)} documents at a time; theirs: C through OpenSC’s module`;
    return [
      { name: 'sign-repeat', ours: mine, theirs: other, ratio: mine / other, unit: 'ms', note },
    ];
  } finally {
    await dispose();
    opensc.dispose();
  }
}
