import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import Mocha from 'mocha';

/**
 * Leaves out the running test, or in a `before` hook the tests of its suite, because this machine
 * lacks a part. The reason is printed; under MUHUR_STRICT=1 it is a failure.
 */
export function skip(context: Mocha.Context, reason: string): never {
  if (process.env['MUHUR_STRICT'] === '1') throw new Error(`Cannot be tested here: ${reason}`);
  Mocha.reporters.Base.consoleLog(`    not tested here: ${reason}`);
  context.skip();
}

/** Leaves the test out where a program is not installed. */
export function needsProgram(context: Mocha.Context, name: string): void {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const isThere = folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!isThere) skip(context, `${name} is not installed`);
}
