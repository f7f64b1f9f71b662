import { join } from 'node:path';
import { PcscSource } from '../card/reader/pcsc/pcscSource.ts';
import type { ReaderStatus } from '../card/reader/reader.ts';
import { silentLog } from '../log.ts';

/** Runs `use` with the readers of the PC/SC service. @throws `reader/no-service`. */
export async function withReaders<T>(
  use: (source: PcscSource, readers: readonly ReaderStatus[]) => Promise<T>,
): Promise<T> {
  const source = new PcscSource(join(__dirname, 'pcscHost.js'), silentLog);
  try {
    const { readers, problem } = await source.list();
    if (problem !== null) throw problem;
    return await use(source, readers);
  } finally {
    source.dispose();
  }
}
