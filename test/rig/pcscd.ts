import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { skip } from '../support.ts';
import { until } from './until.ts';

/** Names and ports of the two readers of Debian's vpcd. */
export const READERS = [
  { name: 'Virtual PCD 00 00', port: 35963 },
  { name: 'Virtual PCD 00 01', port: 35964 },
] as const;

const SOCKET = '/run/pcscd/pcscd.comm';

/** Leaves the suite out where there is no PC/SC service of our own; call it in `before`. */
export function needsRig(context: Mocha.Context): void {
  if (process.env['MUHUR_RIG'] !== '1') skip(context, 'no PC/SC service of our own (test/rig)');
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandOf(name) === 'pcscd')
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Ends the PC/SC service as a crash would. Only inside the rig, where it is ours. */
export async function killPcscd(): Promise<void> {
  if (process.env['MUHUR_RIG'] !== '1') throw new Error('outside the rig this is not our service');
  for (const pid of pids()) process.kill(pid, 'SIGKILL');
  await until('pcscd is gone', () => pids().length === 0);
}

/** Starts the service with the rig's two readers, or with those of another folder. */
export async function startPcscd(config = process.env['MUHUR_PCSCD_CONFIG'] ?? ''): Promise<void> {
  const started = Date.now();
  spawn('pcscd', ['--foreground', '--config', config], { stdio: 'ignore', detached: true }).unref();
  await until('pcscd answers', () => existsSync(SOCKET) && Date.now() - started > 50);
}
