import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { HOST, HostileTokens, needsCompiler } from '../rig/hostileModule.ts';
import { until } from '../rig/until.ts';

const MODULES = new URL('../../src/card/pkcs11/modules.ts', import.meta.url);

/** A program that lists a module and nothing else. */
const program = (module: string) => `
  import { Pkcs11Modules } from ${JSON.stringify(MODULES.href)};
  const modules = new Pkcs11Modules(${JSON.stringify(HOST)}, { info() {}, warn() {} });
  modules.use([${JSON.stringify(module)}]);
  await modules.list();
`;

describe('The process of a module that hangs', function () {
  this.timeout(30_000);
  let rig: HostileTokens;

  before(async function () {
    needsCompiler(this);
    if (process.platform !== 'linux') this.skip();
    rig = await HostileTokens.start();
  });
  after(() => rig.dispose());

  it('ends with the program that asked it, however that ended', async () => {
    rig.module.behave({ C_GetSlotList: 'hang' });
    const window = spawn(process.execPath, ['--input-type=module', '-e', program(rig.module.path)]);
    await until('the module hangs', () =>
      rig.module.calls().some(({ name }) => name === 'C_GetSlotList'),
    );
    const hung = childOf(window.pid ?? 0);
    assert.ok(runs(hung));
    window.kill('SIGKILL');
    await until('its process has ended', () => !runs(hung));
  });
});

function childOf(pid: number): number {
  const path = `/proc/${String(pid)}/task/${String(pid)}/children`;
  return Number(readFileSync(path, 'utf8').trim());
}

/** A process that nobody waited for is a zombie, and runs no more. */
function runs(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
