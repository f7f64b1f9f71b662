import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The PKCS#11 module of Debian's OpenSC. */
export const OPENSC_MODULE = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so';

/** The environment in which OpenSC uses its AKİS driver and no cache of card files. */
export async function openScEnvironment(): Promise<NodeJS.ProcessEnv> {
  const folder = await mkdtemp(join(tmpdir(), 'muhur-opensc-'));
  const config = join(folder, 'opensc.conf');
  const settings = 'card_drivers = akis; framework pkcs15 { use_file_caching = no; }';
  await writeFile(config, `app default { ${settings} }\n`);
  return { ...process.env, OPENSC_CONF: config, HOME: folder };
}

/** Runs OpenSC's programs in that environment. */
export async function openSc(): Promise<(program: string, ...args: string[]) => Promise<string>> {
  const env = await openScEnvironment();
  return async (program, ...args) => {
    const { stdout } = await promisify(execFile)(program, args, { env });
    return stdout;
  };
}
