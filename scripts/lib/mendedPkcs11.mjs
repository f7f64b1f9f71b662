/**
 * Mends two faults of pkcs11js 2.1.7. Asked to call C_Initialize without arguments, it does not pass
 * NULL, as its documentation says, but a structure of zeros: some modules, AKİS's on macOS and older
 * ones on Linux among them, take NULL alone. And an empty PIN is not NULL, which is how a PIN is
 * asked for on the keys of a reader (PKCS#11 v2.40 §5.6, C_Login).
 */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './cache.mjs';
import { hasCompiler } from './compiler.mjs';
import { root } from './root.mjs';

const folder = join(root, 'node_modules', 'pkcs11js');
const source = join(folder, 'src', 'pkcs11.cpp');
const addon = join(folder, 'build', 'Release', 'pkcs11.node');

const ZEROS =
  /\n {4}if \(pInitArgs == nullptr\)\r?\n {4}\{\r?\n {6}pInitArgs = &initArgs;\r?\n {4}\}\r?\n/;
const EMPTY_PIN = /\(CK_UTF8CHAR_PTR\)(pin|oldPin|newPin), \(CK_ULONG\)/g;

/** Takes the faults out and builds the addon again, once; without a compiler it stays as it is. */
export async function mendPkcs11(say, { npm }) {
  if (!isFaulty() || !hasCompiler()) return;
  await locked('pkcs11', async () => {
    if (!isFaulty()) return;
    say('building the PKCS#11 addon again, so that it passes NULL where the standard wants it');
    const before = readFileSync(source, 'utf8');
    const kept = `${addon}.kept`;
    copyFileSync(addon, kept);
    writeFileSync(source, mended(before));
    try {
      await npm(['rebuild', 'pkcs11js', '--foreground-scripts'], root);
    } catch (error) {
      writeFileSync(source, before);
      copyFileSync(kept, addon);
      say(`the PKCS#11 addon stays as it was: ${error.message.split('\n')[0]}`);
    }
  });
}

function isFaulty() {
  return existsSync(addon) && ZEROS.test(readFileSync(source, 'utf8'));
}

function mended(text) {
  return text
    .replace(ZEROS, '\n')
    .replace(EMPTY_PIN, '(CK_UTF8CHAR_PTR)($1Length == 0 ? nullptr : $1), (CK_ULONG)');
}
