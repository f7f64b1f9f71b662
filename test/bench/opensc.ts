import type { OpenSc } from '../interop/opensc.ts';

/** Runs one of OpenSC's programs; one that fails is no rival to be measured against. */
export async function runRival(opensc: OpenSc, program: string, ...args: string[]): Promise<void> {
  const { code, text } = await opensc.run(program, ...args);
  if (code !== 0) throw new Error(`${program} failed: ${text}`);
}
