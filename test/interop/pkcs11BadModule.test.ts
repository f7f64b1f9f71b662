import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pkcs11Modules } from '../../src/card/pkcs11/modules.ts';
import type { MuhurError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import { failsWith } from '../contract/keyContract.ts';
import { HOST, HostileTokens, compileLibrary, needsCompiler } from '../rig/hostileModule.ts';

describe('A PKCS#11 module that is none', function () {
  this.timeout(30_000);
  let folder: string;
  let modules: Pkcs11Modules;

  before(function () {
    needsCompiler(this);
    folder = mkdtempSync(join(tmpdir(), 'muhur-modules-'));
    modules = new Pkcs11Modules(HOST, silentLog);
  });
  after(() => {
    modules.dispose();
    rmSync(folder, { recursive: true });
  });

  const path = (name: string) => join(folder, name);
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(path(name), content);
    return path(name);
  };
  const library = (name: string, source = 'int nothing;\n', ...more: readonly string[]) => {
    compileLibrary(file(`${name}.c`, source), path(name), ...more);
    return path(name);
  };
  const problemOf = async (module: string): Promise<MuhurError> => {
    modules.use([module]);
    const [record] = await modules.list();
    assert.ok(record?.problem, 'it was loaded');
    assert.deepEqual([record.tokens, record.info], [[], null]);
    return record.problem;
  };

  it('because there is no such file', async () => {
    const module = path('missing.so');
    failsWith('pkcs11/not-found', { module, reason: 'ENOENT' })(await problemOf(module));
  });

  it('but a folder', async () => {
    failsWith('pkcs11/not-found', { module: folder, reason: 'EISDIR' })(await problemOf(folder));
  });

  it('but a text, or empty', async () => {
    for (const content of ['no library', '', '#!/bin/sh\n'.repeat(20)]) {
      const module = file('text.so', content);
      failsWith('pkcs11/not-library', { module })(await problemOf(module));
    }
  });

  it('but a library for another processor, which is named', async () => {
    const head = readFileSync(library('other.so'));
    head.writeUInt16LE(3, 18);
    const module = file('other.so', head);
    const ours = `${process.platform}-${process.arch}`;
    const error = await problemOf(module);
    failsWith('pkcs11/other-architecture', { module, theirs: 'linux-ia32', ours })(error);
  });

  it('but a library without C_GetFunctionList', async () => {
    failsWith('pkcs11/not-module')(await problemOf(library('empty.so')));
  });

  it('but half a library', async () => {
    const whole = readFileSync(library('half.so'));
    const error = await problemOf(file('half.so', whole.subarray(0, 1000)));
    // The loader of the system may stumble over it.
    assert.match(error.code, /^pkcs11\/(not-loaded|ended)$/);
  });

  it('without another library that it needs, which is named', async () => {
    library('libneeded.so', 'void needed(void) {}\n');
    const source = 'void needed(void); void C_GetFunctionList(void) { needed(); }\n';
    const module = library('needy.so', source, '-L', folder, '-lneeded');
    rmSync(path('libneeded.so'));
    const error = await problemOf(module);
    failsWith('pkcs11/not-loaded')(error);
    assert.match(error.message, /libneeded\.so/);
  });

  it('whose code ends the process when it is loaded', async () => {
    const source =
      '#include <stdlib.h>\n__attribute__((constructor)) void run(void) { abort(); }\n';
    failsWith('pkcs11/ended')(await problemOf(library('deadly.so', source)));
  });

  it('because it is gone since it was loaded: it serves until its process ends, then it is missed', async () => {
    const rig = await HostileTokens.start();
    try {
      const token = await rig.token();
      rmSync(rig.module.path);
      await rig.sign(token);
      rig.module.behave({ C_Sign: 'crash' });
      await assert.rejects(rig.sign(token), failsWith('pkcs11/ended'));
      rig.module.behave();
      await assert.rejects(rig.sign(token), failsWith('pkcs11/not-found'));
    } finally {
      rig.dispose();
    }
  });
});
