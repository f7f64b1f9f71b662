import { examine } from './examine.ts';
import type { Diagnosis } from './findings.ts';
import type { Circumstances } from './machine.ts';
import { thisMachine } from './thisMachine.ts';
import type { MachineParts } from './thisMachine.ts';

/** Is the machine that this runs on ready to sign? A late part: it brings HTTP along. */
export async function diagnose(parts: MachineParts, around: Circumstances): Promise<Diagnosis> {
  const machine = thisMachine(parts);
  try {
    return await examine(machine, around);
  } finally {
    machine.dispose();
  }
}
