import type { ChildProcess } from 'node:child_process';
import { fork, spawn } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  StoredAuthority,
  StoredIdentity,
} from '../../../src/portal/simulator/authority/types.ts';
import { until } from '../../rig/until.ts';

export interface Server {
  readonly port: number;
  readonly child: ChildProcess;
}

/** Ours, with the PKI given. */
export async function startOurs(stored: StoredAuthority): Promise<Server> {
  const script = fileURLToPath(new URL('authorityServer.ts', import.meta.url));
  const child = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(stored);
  const [port] = (await once(child, 'message')) as [number];
  return { port, child };
}

/** `openssl ocsp` as a server for the seals, with the same keys and one certificate in its index. */
export async function startOpenssl(
  stored: StoredAuthority,
  certificate: X509Certificate,
  folder: string,
): Promise<Server> {
  const paths = {
    index: await save(folder, 'index', indexLine(certificate)),
    issuer: await save(folder, 'issuer.pem', pem(stored.issuers.seal)),
    signer: await save(folder, 'signer.pem', pem(stored.responders.seal)),
    key: await save(folder, 'key.pem', keyPem(stored.responders.seal)),
  };
  const log = join(folder, 'log');
  const output = await open(log, 'w');
  const child = spawn(
    'openssl',
    [
      ...['ocsp', '-port', '0', '-index', paths.index, '-CA', paths.issuer],
      ...['-rsigner', paths.signer, '-rkey', paths.key, '-nmin', '60', '-ignore_err'],
    ],
    { stdio: ['ignore', output.fd, output.fd] },
  );
  await output.close();
  // A connection without a request, to see whether it listens, would make it wait for ever.
  await until('openssl listens', async () => (await portIn(log)) !== null);
  return { port: Number(await portIn(log)), child };
}

/** From the line `ACCEPT [::]:PORT PID=…`. */
async function portIn(log: string): Promise<string | null> {
  return /^ACCEPT .*:(\d+) /m.exec(await readFile(log, 'latin1'))?.[1] ?? null;
}

/** A line of an openssl ca database: valid, when it expires, serial number, file, subject. */
function indexLine({ validTo, serialNumber }: X509Certificate): string {
  const expires = new Date(validTo)
    .toISOString()
    .replace(/[-T:]|\.\d+/g, '')
    .slice(2);
  return `V\t${expires}\t\t${serialNumber}\tunknown\t/CN=Test\n`;
}

async function save(folder: string, name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

function pem({ certificate }: StoredIdentity): string {
  return new X509Certificate(Buffer.from(certificate, 'base64')).toString();
}

function keyPem({ privateKey }: StoredIdentity): string {
  const key = Buffer.from(privateKey, 'base64');
  const pkcs8 = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return pkcs8.export({ format: 'pem', type: 'pkcs8' }).toString();
}
