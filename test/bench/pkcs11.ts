import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Card } from '../../src/card/card.ts';
import { Pkcs11Modules } from '../../src/card/pkcs11/modules.ts';
import { silentLog } from '../../src/log.ts';
import { SOFT_HSM, SoftHsm, TOKEN } from '../rig/softHsm.ts';
import { runProgram, useEnvironment } from '../interop/opensc.ts';
import { SHA256_DIGEST_INFO } from './cardSession.ts';
import { compare, median, timed } from './row.ts';
import type { Row } from './row.ts';

const HOST = fileURLToPath(new URL('../../src/card/pkcs11/host.ts', import.meta.url));
const RIVAL = fileURLToPath(new URL('./signRepeat.c', import.meta.url));
const SIGNATURES = 100;
const ROUNDS = 15;
/** As in a batch: the next document is ready while the token works on this one. */
const LANES = 2;
const DATA = Buffer.from('a document to be signed');

/**
 * Signatures through SoftHSM’s module in our process for it, which runs already: `pkcs11-sign`, one
 * of them with all that belongs to it, and `pkcs11-sign-repeat`, many of one PIN session.
 */
export async function run(): Promise<Row[]> {
  const store = new SoftHsm();
  await store.fill({});
  const restore = useEnvironment(store.env, ['SOFTHSM2_CONF']);
  const modules = new Pkcs11Modules(HOST, silentLog);
  try {
    modules.use([SOFT_HSM]);
    const [token] = (await modules.list()).flatMap(({ tokens }) => tokens);
    if (token === undefined) throw new Error('SoftHSM shows no token');
    const id = token.snapshot.certificates[0]?.id ?? '';
    const signOnce = (card: Card) => {
      const digest = createHash('sha256').update(DATA).digest();
      const digestInfo = new Uint8Array(Buffer.concat([SHA256_DIGEST_INFO, digest]));
      return card.sign(id, { kind: 'digest-info', digestInfo });
    };
    const verified = <T>(action: (card: Card) => Promise<T>) =>
      modules.withToken(token, async (card) => {
        await card.verifyPin(new TextEncoder().encode(TOKEN.pin));
        return action(card);
      });

    return [
      await compare(
        'pkcs11-sign',
        ROUNDS,
        () => verified(signOnce),
        pkcs11Tool(store, id),
        'session, login and signature; theirs: pkcs11-tool --login --sign',
      ),
      await signRepeat(store, () =>
        verified((card) =>
          timed(async () => {
            let left = SIGNATURES;
            const lane = async () => {
              while (left-- > 0) await signOnce(card);
            };
            await Promise.all(Array.from({ length: LANES }, lane));
          }),
        ),
      ),
    ];
  } finally {
    modules.dispose();
    restore();
    store.dispose();
  }
}

/** A signature by OpenSC’s program, through the same module. */
function pkcs11Tool({ folder, env }: SoftHsm, id: string): () => Promise<void> {
  const input = join(folder, 'document');
  writeFileSync(input, DATA);
  const files = ['--input-file', input, '--output-file', join(folder, 'signature')];
  const what = ['--login', '--pin', TOKEN.pin, '--sign', '--id', id, '-m', 'SHA256-RSA-PKCS'];
  return async () => {
    const { code, text } = await runProgram(
      'pkcs11-tool',
      ['--module', SOFT_HSM, '--token-label', TOKEN.label, ...what, ...files],
      env,
    );
    if (code !== 0) throw new Error(`pkcs11-tool failed: ${text}`);
  };
}

/** @param ours milliseconds for all signatures. */
async function signRepeat({ folder, env }: SoftHsm, ours: () => Promise<number>): Promise<Row> {
  const rival = join(folder, 'sign-repeat');
  execFileSync('cc', ['-O2', '-o', rival, RIVAL, '-ldl']);
  const args = [SOFT_HSM, TOKEN.pin, String(SIGNATURES)];
  const theirs = () => Number(execFileSync(rival, args, { input: DATA, env })) / 1e6;
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push((await ours()) / SIGNATURES);
    times.theirs.push(theirs());
  }
  const [mine, other] = [median(times.ours), median(times.theirs)];
  const note = `per signature, ${String(SIGNATURES)} in one session, ${String(LANES)} documents at a time; theirs: C through the same module`;
  return {
    name: 'pkcs11-sign-repeat',
    ours: mine,
    theirs: other,
    ratio: mine / other,
    unit: 'ms',
    note,
  };
}
