import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Card } from '../../src/card/card.ts';
import { Pkcs11Modules } from '../../src/card/pkcs11/modules.ts';
import { silentLog } from '../../src/log.ts';
import { runProgram, useEnvironment } from '../interop/opensc.ts';
import { SOFT_HSM, SoftHsm, TOKEN } from '../rig/softHsm.ts';
import { DATA, compareRepeated, signDocument, signMany } from './repeatedSignatures.ts';
import { compare } from './row.ts';
import type { Row } from './row.ts';

const HOST = fileURLToPath(new URL('../../src/card/pkcs11/host.ts', import.meta.url));
const ROUNDS = 15;

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
    const { pin } = TOKEN;
    const signOnce = async (card: Card) => {
      await card.verifyPin(new TextEncoder().encode(pin));
      await signDocument(card, id);
    };
    const note = 'session, login and signature; theirs: pkcs11-tool --login --sign';
    const once = () => modules.withToken(token, signOnce);
    const many = () => modules.withToken(token, (card) => signMany(card, id, pin));
    const rival = { folder: store.folder, module: SOFT_HSM, pin, env: store.env };
    return [
      await compare('pkcs11-sign', ROUNDS, once, pkcs11Tool(store, id), note),
      await compareRepeated('pkcs11-sign-repeat', many, rival),
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
