/** Measures what users wait for, beside what others offer: `npm run bench [-- --json] [-- WORD…]`. */
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { build, setUp } from './setup.mjs';

const tools = await setUp();
await build(tools, { production: true });
const args = ['test/rig/rig.sh', tools.node, 'test/bench/main.ts', ...process.argv.slice(2)];
process.exitCode = await run(args[0], args.slice(1), { cwd: root, env: tools.env });
