import { MuhurError } from '../errors.ts';
import { examine } from './examine.ts';
import type { Diagnosis } from './findings.ts';
import type { Circumstances } from './machine.ts';
import { thisMachine } from './thisMachine.ts';
import type { MachineParts } from './thisMachine.ts';

/** Is the machine that this runs on ready to sign? A late part: it brings HTTP along. */
export async function diagnose(parts: MachineParts, around: Circumstances): Promise<Diagnosis> {
  const machine = thisMachine(parts);
  try {
    const examined = examine(machine, around);
    return await (around.signal ? Promise.race([examined, aborted(around.signal)]) : examined);
  } finally {
    machine.dispose();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new MuhurError('cancelled', {}));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}
