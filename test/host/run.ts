import { format } from 'node:util';
import Mocha from 'mocha';

/** Runs the suites that `load` defines, inside the extension host; rejects when a test failed. */
export async function runSuites(load: () => void): Promise<void> {
  const { MUHUR_MARK: mark, MUHUR_GREP: grep, MUHUR_REPORTER: reporter } = process.env;
  process.setSourceMapsEnabled(true);
  // VS Code's own messages reach the runner on the same way; it knows ours by their mark.
  if (mark) {
    Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
      console.log(mark + format(...args));
    };
  }
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    reporter: reporter ?? 'spec',
    ...(grep ? { grep } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} of the tests failed`);
}
