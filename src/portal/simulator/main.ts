/**
 * The simulator as a process of its own, as the extension starts it: `main.ts DIRECTORY`, with the
 * key as one line of base64 on standard input. It answers with one line of JSON, the ready line or
 * `{error: {code, data}}`, and ends some seconds after the last lease.
 */
import { createInterface } from 'node:readline';
import { toMuhurError } from '../../errors.ts';
import { parseKey } from './process/keyFile.ts';

const LEASES = { firstMs: 20_000, graceMs: 5000 };

async function main(directory: string): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  // Whoever started this may be gone when it has something to say.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const key = parseKey(await firstLine());
  if (key === null) throw new Error('no key on standard input');
  const { runSimulator } = await import('./process/runSimulator.ts');
  await runSimulator({
    directory,
    key,
    log: (line) => process.stderr.write(`${line}\n`),
    ready: tell,
    signal: stop.signal,
    leases: LEASES,
  });
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    process.stdin.destroy();
    return line;
  }
  return '';
}

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  const { code, data } = toMuhurError(error);
  tell({ error: { code, data } });
  process.exitCode = 1;
});
