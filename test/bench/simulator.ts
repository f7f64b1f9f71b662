import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Der } from '../../src/pki/der.ts';
import { octets } from '../../src/pki/der.ts';
import { OID } from '../../src/pki/oids.ts';
import { depth } from '../depth.ts';
import { startSimulatorProcess } from '../rig/simulatorProcess.ts';
import type { SimulatorProcess } from '../rig/simulatorProcess.ts';
import { certIdOf, extension, requestFor } from '../unit/portal/ocspMessages.ts';
import type { Row } from './row.ts';
import { median, timed } from './row.ts';

const REQUESTS = Math.min(50_000, depth(50_000));
const CONNECTIONS = 8;

/** `simulator-start`, `simulator-reset`, `simulator-memory`, `host-delay`: no rival. */
export async function run(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'muhur-bench-'));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const [first, again] = await starts(folder);
    const simulator = await startSimulatorProcess(join(folder, 'data-0'));
    try {
      return [
        row('simulator-start', again, 'ms', `to the ready line; the very first ${ms(first)}`),
        await reset(simulator, agent),
        ...(await underLoad(simulator, agent)),
      ];
    } finally {
      await simulator.stop();
    }
  } finally {
    agent.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Medians of the first start, which makes a PKI, keys and cards, and of later ones. */
async function starts(folder: string): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round++) {
    for (const list of times) {
      let simulator: SimulatorProcess | undefined;
      list.push(
        await timed(async () => {
          simulator = await startSimulatorProcess(join(folder, `data-${String(round)}`));
        }),
      );
      await simulator?.stop();
    }
  }
  return [median(times[0]), median(times[1])];
}

async function reset({ ready }: SimulatorProcess, agent: Agent): Promise<Row> {
  const token = ready.testToken;
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const order = JSON.stringify({ keyAlgorithm: 'EC-P384' });
    await send(agent, 'POST', `${ready.baseUrl}/test/v1/organisations`, token, order);
    const path = `${ready.baseUrl}/test/v1/reset`;
    times.push(await timed(() => send(agent, 'POST', path, token)));
  }
  const worst = ms(Math.max(...times));
  return row(
    'simulator-reset',
    median(times),
    'ms',
    `with an organisation to remove; worst ${worst}`,
  );
}

async function underLoad(simulator: SimulatorProcess, agent: Agent): Promise<Row[]> {
  const portions: number[] = [];
  const waiting = startWaiting();
  try {
    await sleep(1000);
    await waiting.delay();
    await sleep(2000);
    const idle = await waiting.delay();
    for (let portion = 0; portion < 5; portion++) {
      await load(simulator, agent, Math.ceil(REQUESTS / 5));
      portions.push(memoryOf(simulator.child.pid ?? 0));
    }
    const loaded = await waiting.delay();
    const [afterFirst = 0] = portions;
    const afterAll = portions.at(-1) ?? 0;
    const all = portions.map((value) => value.toFixed(0)).join(', ');
    const growth = (afterAll / afterFirst).toFixed(2);
    return [
      row(
        'simulator-memory',
        afterAll,
        'MB',
        `after ${String(REQUESTS)} requests; after each fifth ${all}: ${growth} of the first`,
      ),
      row(
        'host-delay',
        loaded,
        'ms',
        `event loop delay (p99) of a process that waits, simulator under load; idle ${ms(idle)}`,
      ),
    ];
  } finally {
    waiting.stop();
  }
}

/** Stands for the extension host. */
function startWaiting() {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load', 'waiting.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return {
    /** Since it was asked last. */
    async delay(): Promise<number> {
      child.stdin.write('\n');
      const [answer] = (await once(child.stdout, 'data')) as [Buffer];
      return Number(answer.toString());
    },
    stop: () => child.kill(),
  };
}

/** OCSP with and without a nonce, CRLs, issuers and the API in turn. */
async function load({ ready }: SimulatorProcess, agent: Agent, count: number): Promise<void> {
  const issuer = Buffer.from(await (await fetch(ready.caUrl)).arrayBuffer());
  const ocsp = (...extensions: Der[]) => {
    const request = requestFor([certIdOf(issuer, '7E57')], ...extensions);
    return `/ocsp/${encodeURIComponent(Buffer.from(request).toString('base64'))}`;
  };
  const paths = [
    () => ocsp(),
    () => ocsp(extension(OID.ocspNonce, false, octets(randomBytes(16)))),
    () => '/crl/seal.crl',
    () => '/ca/seal.crt',
    () => '/test/v1/clock',
  ];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) {
      const path = paths[i % paths.length]?.() ?? '';
      await send(agent, 'GET', ready.baseUrl + path, ready.testToken);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

function send(
  agent: Agent,
  method: string,
  url: string,
  token?: string,
  body?: string,
): Promise<void> {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers }, (response) => {
      response.resume().once('end', () => {
        if ((response.statusCode ?? 500) < 400) resolve();
        else reject(new Error(`${url} answered ${String(response.statusCode)}`));
      });
    });
    sent.once('error', reject).end(body);
  });
}

/** Resident memory in MB, as Linux tells it. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

function row(name: string, ours: number, unit: string, note: string): Row {
  return { name, ours, theirs: null, ratio: null, unit, note };
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
