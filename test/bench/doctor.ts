import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenSc, openScModule } from '../interop/opensc.ts';
import { startCardProcess } from '../rig/cardProcess.ts';
import { askDoctor } from '../rig/doctorProcess.ts';
import { READERS } from '../rig/pcscd.ts';
import { median, timed } from './row.ts';
import type { Row } from './row.ts';

const ROUNDS = 11;

/** `doctor`: the whole terminal command on a healthy machine. */
export async function run(): Promise<Row[]> {
  const [{ port }] = READERS;
  const folder = await mkdtemp(join(tmpdir(), 'muhur-bench-'));
  const opensc = new OpenSc('akis');
  const card = await startCardProcess(join(folder, 'card'), port);
  try {
    await opensc.untilCard(true);
    const ask = async () => {
      const report = await askDoctor(opensc.env, '--pkcs11', openScModule());
      if (!report.ready) throw new Error(`not ready: ${JSON.stringify(report)}`);
    };
    await ask();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await timed(ask));
    const note = 'all checks, program start included: virtual card, module of OpenSC; 2000 allowed';
    return [{ name: 'doctor', ours: median(times), theirs: null, ratio: null, unit: 'ms', note }];
  } finally {
    await card.stop();
    opensc.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}
