import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HandSigner } from '../fixtures/signatures/handSigner.ts';

const run = promisify(execFile);

const IDS = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];

/** Does xmlsec1 take the first signature for right, whoever made it? */
export async function xmlsecAccepts(folder: string, document: Uint8Array): Promise<boolean> {
  const file = join(folder, 'verified.xml');
  await writeFile(file, document);
  const keys = ['--enabled-key-data', 'x509,rsa,ecdsa'];
  try {
    await run('xmlsec1', ['--verify', '--insecure', ...keys, ...IDS, file]);
    return true;
  } catch {
    return false;
  }
}

/** Lets xmlsec1 fill in the values of a signature. */
export async function xmlsecSigns(
  folder: string,
  template: Uint8Array,
  { key, certificate }: HandSigner,
): Promise<Buffer> {
  const [file, keys] = [join(folder, 'template.xml'), join(folder, 'key.pem')];
  const chain = join(folder, 'certificate.pem');
  await writeFile(file, template);
  await writeFile(keys, key.export({ type: 'pkcs8', format: 'pem' }));
  const base64 = Buffer.from(certificate).toString('base64').replaceAll(/.{64}/g, '$&\n');
  await writeFile(chain, `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`);
  const args = ['--sign', '--privkey-pem', `${keys},${chain}`, ...IDS, file];
  const { stdout } = await run('xmlsec1', args, { encoding: 'buffer', maxBuffer: 1 << 26 });
  return stdout;
}
