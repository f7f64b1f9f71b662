import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { windowsCompiler } from '../../scripts/lib/compiler.mjs';
import { skip } from '../support.ts';
import { filesIn, root, thisPlatform, unpack, vsixFor } from './vsix.ts';
import { WindowsHost } from './windowsHost.ts';

const target = 'win32-x64';
const run = promisify(execFile);

async function makePackage(): Promise<Buffer> {
  await run(process.execPath, ['scripts/package.mjs', '--target', target], { cwd: root });
  return readFileSync(vsixFor(target));
}

/** The libraries that Windows loads together with each addon; all of them are parts of Windows. */
const libraries = {
  'smartcard_napi.node': ['kernel32.dll', 'msvcrt.dll', 'winscard.dll'],
  'pkcs11.node': ['kernel32.dll', 'msvcrt.dll'],
};

describe('the package for Windows, made on another system', function () {
  this.timeout(300_000);
  let vsix: Buffer;
  let folder: string;

  before(async function () {
    if (windowsCompiler() === undefined) skip(this, 'MinGW is not installed');
    vsix = await makePackage();
    folder = await unpack(target);
  });

  it('has the files of the package for this machine', async () => {
    assert.deepEqual(filesIn(folder), filesIn(await unpack(thisPlatform)));
  });

  it('is under 5 MB, and has the licence of what the compiler adds', () => {
    assert.ok(vsix.length < 5_000_000);
    const notices = readFileSync(join(folder, 'ThirdPartyNotices.txt'), 'utf8');
    assert.match(notices, /^winpthreads/m);
  });

  for (const [name, expected] of Object.entries(libraries)) {
    it(`${name} is a Windows library for x64 that needs nothing but Windows and its host`, async () => {
      const file = join(folder, 'dist', name);
      const { stdout } = await run('x86_64-w64-mingw32-objdump', ['-p', file]);
      assert.match(stdout, /file format pei-x86-64/);
      assert.match(stdout, /^\s+DLL$/m);
      const needed = [...stdout.matchAll(/DLL Name: (.+)/g)].map(([, dll]) => dll?.toLowerCase());
      assert.deepEqual(needed.sort(), expected);
      // Made elsewhere or later it is the same.
      assert.match(stdout, /^Time\/Date\s+Thu Jan {2}1 00:00:00 1970$/m);
      assert.match(stdout, /^ImageBase\s+0+180000000$/m);
      assert.ok(!readFileSync(file).includes(root), 'it names a folder of this machine');
    });
  }

  it('is the same, byte by byte, when it is made again', async () => {
    assert.ok(vsix.equals(await makePackage()));
  });

  describe('in a program named Code.exe', () => {
    let host: WindowsHost | undefined;

    before(function () {
      const missing = WindowsHost.missing();
      if (missing !== undefined) skip(this, missing);
      host = new WindowsHost();
    });

    after(() => {
      host?.dispose();
    });

    it('both addons load, and reach PC/SC and PKCS#11 modules of Windows', () => {
      assert.ok(host);
      const { pcsc, ...others } = host.run(
        `const failure = (action) => { try { action(); } catch (error) { return error.message; } };
        const [smartcard, pkcs11js] = process.argv.slice(1).map((file) => require(file));
        console.log(JSON.stringify({
          program: require('node:path').win32.basename(process.execPath),
          platform: process.platform + '-' + process.arch,
          pcsc: failure(() => new smartcard.Context()) ?? 'runs',
          pkcs11: failure(() => new pkcs11js.PKCS11().load('C:\\\\none.dll')),
        }));`,
        ...Object.keys(libraries).map((name) => `Z:${join(folder, 'dist', name)}`),
      );
      // What a Wine has in place of the service differs; that it answers is what counts.
      assert.match(pcsc ?? '', /^(runs|Internal error|.*service.*)$/i);
      const moduleNotFound = 'Win32 error 126';
      assert.deepEqual(others, { program: 'Code.exe', platform: target, pkcs11: moduleNotFound });
    });
  });
});
