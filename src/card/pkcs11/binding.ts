import type * as pkcs11js from 'pkcs11js';
import { MuhurError } from '../../errors.ts';
import { failed } from './failure.ts';

/** The one file that loads the native PKCS#11 binding. It runs in a process of its own. */
export type Cryptoki = typeof pkcs11js;
export type Handle = pkcs11js.Handle;
export type Mechanism = pkcs11js.Mechanism;
export type RsaPSS = pkcs11js.RsaPSS;
export type TokenInfo = pkcs11js.TokenInfo;

/** A loaded module, and the numbers of the standard. */
export interface Module {
  readonly path: string;
  readonly ck: Cryptoki;
  readonly lib: pkcs11js.PKCS11;
}

/** Loads a module, and does not initialise it yet. @throws `pkcs11/addon-missing`, `pkcs11/not-…`. */
export async function loadModule(path: string): Promise<Module> {
  const ck = await loadCryptoki();
  const lib = new ck.PKCS11();
  try {
    lib.load(path);
  } catch (error) {
    if (returnValue(error) !== null) throw failed({ path, ck, lib }, 'C_GetFunctionList', error);
    throw notLoaded(path, error);
  }
  return { path, ck, lib };
}

async function loadCryptoki(): Promise<Cryptoki> {
  try {
    // Its numbers are no exports that an ES module could name.
    return (await import('pkcs11js')).default;
  } catch (error) {
    throw new MuhurError('pkcs11/addon-missing', { reason: firstLine(error) }, { cause: error });
  }
}

/**
 * Some modules refuse the usual arguments (AKİS on macOS and older ones on Linux); so without.
 * @throws `pkcs11/failed`.
 */
export function initialise(module: Module): void {
  const { ck, lib } = module;
  try {
    lib.C_Initialize({ flags: ck.CKF_OS_LOCKING_OK });
  } catch (error) {
    // It did not let go the last time.
    if (hasCode(error, ck.CKR_CRYPTOKI_ALREADY_INITIALIZED)) return;
    if (!hasCode(error, ck.CKR_ARGUMENTS_BAD)) throw failed(module, 'C_Initialize', error);
    try {
      lib.C_Initialize();
    } catch (second) {
      throw failed(module, 'C_Initialize', second);
    }
  }
}

function notLoaded(path: string, error: unknown): MuhurError {
  const reason = firstLine(error);
  const code = reason.includes('C_GetFunctionList') ? 'pkcs11/not-module' : 'pkcs11/not-loaded';
  return new MuhurError(code, { module: path, reason }, { cause: error });
}

/** Is it that return value? */
export function hasCode(error: unknown, code: number): boolean {
  return returnValue(error) === code;
}

/**
 * CK_RV; null when it is none, such as a fault of the binding, which throws some as a number and
 * some, those of C_FindObjects, as `CKR_DEVICE_ERROR:48`.
 */
export function returnValue(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'number' && error.code > 0) return error.code;
  const told = /^CKR_\w+:(\d+)$/m.exec(error.message)?.[1];
  return told === undefined ? null : Number(told);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
