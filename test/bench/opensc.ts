import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The PKCS#11 module of Debian's OpenSC. */
export const OPENSC_MODULE = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so';

/** Runs OpenSC's programs with its AKİS driver and without its cache of card files. */
export async function openSc(): Promise<(program: string, ...args: string[]) => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'muhur-opensc-'));
  const config = join(folder, 'opensc.conf');
  const settings = 'card_drivers = akis; framework pkcs15 { use_file_caching = no; }';
  await writeFile(config, `app default { ${settings} }\n`);
  const env = { ...process.env, OPENSC_CONF: config, HOME: folder };
  return async (program, ...args) => {
    const { stdout } = await promisify(execFile)(program, args, { env });
    return stdout;
  };
}
