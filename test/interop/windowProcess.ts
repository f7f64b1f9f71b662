/**
 * A process that plays a window of VS Code: `windowProcess.ts DIRECTORY PROGRAM`. It says in one
 * line of JSON what it joined, lets go when its standard input ends, and goes on living.
 */
import { joinOrStart } from '../../src/portal/simulator/process/joinOrStart.ts';

const [, , directory = '', program = ''] = process.argv;
const key = new Uint8Array(32).fill(1);
const joined = await joinOrStart({ directory, key, program });
process.stdout.write(`${JSON.stringify({ started: joined.started, ...joined.ready })}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  joined.close();
});
setInterval(() => undefined, 60_000);
