import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PortalClient } from '../../../src/portal/client.ts';
import { listOrganisations } from '../../../src/portal/contract/organisations.ts';
import type {
  StoredAuthority,
  StoredIdentity,
} from '../../../src/portal/simulator/authority/types.ts';
import { DATABASE_FILE } from '../../../src/portal/simulator/store/database.ts';
import { startSimulatorProcess } from '../../rig/simulatorProcess.ts';
import { until } from '../../rig/until.ts';

/** The rival. */
export interface Theirs {
  readonly port: number;
  readonly child: ChildProcess;
}

/** A simulator as users start it, with its PKI and two certificates of its first start. */
export interface Ours {
  readonly port: number;
  readonly stored: StoredAuthority;
  readonly seal: X509Certificate;
  readonly qualified: X509Certificate;
  stop(): Promise<unknown>;
}

/** Ours, on new data in that folder. */
export async function startOurs(folder: string): Promise<Ours> {
  const simulator = await startSimulatorProcess(folder);
  const { ready } = simulator;
  const client = new PortalClient({ baseUrl: ready.baseUrl });
  const { organisations } = await client.call(listOrganisations, {}, { token: ready.testToken });
  await client.close();
  const certificates = organisations.flatMap(({ cards }) => cards.flatMap((c) => c.certificates));
  // The first seal is on hold; its rival is told that the certificate is good.
  const leaf = (purpose: string) => {
    const found = certificates.find((c) => c.purpose === purpose && c.state === 'active');
    return new X509Certificate(Buffer.from(found?.certificate ?? '', 'base64'));
  };
  return {
    port: Number(new URL(ready.baseUrl).port),
    stored: storedAuthority(folder),
    seal: leaf('signing'),
    qualified: leaf('qualified'),
    stop: () => simulator.stop(),
  };
}

/** The keys, so that the rival can have the same. */
function storedAuthority(folder: string): StoredAuthority {
  const database = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
  try {
    const row = database.prepare("SELECT value FROM setting WHERE name = 'authority'").get();
    return JSON.parse(String(row?.['value'])) as StoredAuthority;
  } finally {
    database.close();
  }
}

/** `openssl ocsp` as a server for the seals, with the same keys and one certificate in its index. */
export async function startOpenssl(
  stored: StoredAuthority,
  certificate: X509Certificate,
  folder: string,
): Promise<Theirs> {
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

export function pem({ certificate }: StoredIdentity): string {
  return new X509Certificate(Buffer.from(certificate, 'base64')).toString();
}

function keyPem({ privateKey }: StoredIdentity): string {
  const key = Buffer.from(privateKey, 'base64');
  const pkcs8 = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return pkcs8.export({ format: 'pem', type: 'pkcs8' }).toString();
}
