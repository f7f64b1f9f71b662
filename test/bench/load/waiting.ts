/**
 * A process that only waits, as the extension host mostly does. For each line on standard input it
 * prints the delay of its event loop since the line before: 99th percentile, in milliseconds.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
createInterface({ input: process.stdin }).on('line', () => {
  console.log((delay.percentile(99) / 1e6).toFixed(2));
  delay.reset();
});
