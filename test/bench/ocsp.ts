import type { ChildProcess } from 'node:child_process';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Load } from './load/client.ts';
import type { Ours } from './load/ocspServers.ts';
import { pem, startOpenssl, startOurs } from './load/ocspServers.ts';
import { compare, median, timed } from './row.ts';
import type { Row } from './row.ts';

const ROUNDS = 15;
const REQUESTS = 400;
/** What openssl puts at the end of its requests. */
const NONCE_OCTETS = 16;

/**
 * `ocsp-nonce` and `ocsp-plain`: an answer of the simulator over HTTP, for 8 connections, against
 * `openssl ocsp` as a server with the same keys; it closes each connection. `ocsp-p384` and `tsa` have no rival.
 */
export async function run(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'muhur-ocsp-'));
  const client = fork(fileURLToPath(new URL('load/client.ts', import.meta.url)));
  const ours = await startOurs(join(folder, 'simulator'));
  const theirs = await startOpenssl(ours.stored, ours.seal, folder);
  try {
    const against = async (name: string, load: Omit<Load, 'port' | 'path'>, note: string) =>
      each(
        await compare(
          name,
          ROUNDS,
          () => send(client, { ...load, port: ours.port, path: '/ocsp' }),
          () => send(client, { ...load, port: theirs.port, path: '/' }),
          note,
        ),
      );
    const alone = (name: string, load: Omit<Load, 'port'>, note: string) =>
      withoutRival(name, () => send(client, { ...load, port: ours.port }), note);
    const nonce = await ocspLoad(folder, ours, 'seal', true);
    const plain = await ocspLoad(folder, ours, 'seal', false);
    const p384 = await ocspLoad(folder, ours, 'qualified', true);
    return [
      await against('ocsp-nonce', nonce, 'RSA-2048, a nonce in each request; 0.8 allowed'),
      await against('ocsp-plain', plain, 'RSA-2048, no nonce; 0.35 allowed'),
      await alone('ocsp-p384', { ...p384, path: '/ocsp' }, 'EC P-384, a nonce in each request'),
      await alone('tsa', { ...(await timeStampLoad(folder)), path: '/tsa' }, 'RSA-2048'),
    ];
  } finally {
    client.disconnect();
    theirs.child.kill();
    await ours.stop();
    await rm(folder, { recursive: true });
  }
}

async function send(client: ChildProcess, load: Load): Promise<void> {
  client.send(load);
  const [answer] = (await once(client, 'message')) as [{ done: true } | { failed: string }];
  if ('failed' in answer) throw new Error(`the load failed: ${answer.failed}`);
}

/** From the time of all requests to that of one. */
function each(row: Row): Row {
  return { ...row, ours: row.ours / REQUESTS, theirs: (row.theirs ?? 0) / REQUESTS };
}

async function withoutRival(name: string, task: () => Promise<void>, note: string): Promise<Row> {
  await task();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(task));
  return { name, ours: median(times) / REQUESTS, theirs: null, ratio: null, unit: 'ms', note };
}

async function ocspLoad(
  folder: string,
  ours: Ours,
  issuer: 'seal' | 'qualified',
  withNonce: boolean,
): Promise<Omit<Load, 'port' | 'path'>> {
  const [issuerFile, leafFile, out] = ['ca.pem', 'leaf.pem', 'request'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(issuerFile, pem(ours.stored.issuers[issuer]));
  await writeFile(leafFile, ours[issuer].toString());
  const nonce = withNonce ? '-nonce' : '-no_nonce';
  execFileSync(
    'openssl',
    ['ocsp', '-issuer', issuerFile, '-cert', leafFile, nonce, '-reqout', out],
    { stdio: 'ignore' },
  );
  return {
    contentType: 'application/ocsp-request',
    body: await readFile(out, 'base64'),
    freshOctets: withNonce ? NONCE_OCTETS : 0,
    requests: REQUESTS,
  };
}

async function timeStampLoad(folder: string): Promise<Omit<Load, 'port' | 'path'>> {
  const [data, out] = [join(folder, 'data'), join(folder, 'query')];
  await writeFile(data, 'what is stamped');
  execFileSync('openssl', ['ts', '-query', '-data', data, '-sha256', '-cert', '-out', out], {
    stdio: 'ignore',
  });
  return {
    contentType: 'application/timestamp-query',
    body: await readFile(out, 'base64'),
    freshOctets: 0,
    requests: REQUESTS,
  };
}
