import { execFile } from 'node:child_process';
import type Mocha from 'mocha';
import { skip } from '../support.ts';

/** What openssl printed, on both channels, and how it ended. */
export interface Printed {
  readonly code: number;
  readonly text: string;
}

/** Runs openssl in a folder, without blocking this process: it may be the server. */
export function openssl(folder: string, ...args: string[]): Promise<Printed> {
  return new Promise((resolve) => {
    execFile('openssl', args, { cwd: folder, encoding: 'utf8' }, (error, out, err) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        text: out + err,
      });
    });
  });
}

export async function needsOpenssl(context: Mocha.Context): Promise<void> {
  if ((await openssl('.', 'version')).code !== 0) skip(context, 'openssl is not installed');
}
