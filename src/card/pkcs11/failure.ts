import { MuhurError, isMuhurError } from '../../errors.ts';
import type { Module } from './binding.ts';
import { returnValue } from './binding.ts';

/**
 * What a return value of a module means (PKCS#11 v2.40 §5.1.6). PIN values are told by the caller,
 * who knows what was sent and how many tries there are.
 */
export function failed(module: Module, operation: string, error: unknown): MuhurError {
  if (isMuhurError(error)) return error;
  const code = returnValue(error);
  const known = code === null ? undefined : meanings(module).get(code);
  if (known !== undefined) return known(error);
  const { path } = module;
  return new MuhurError(
    'pkcs11/failed',
    { module: path, operation, ckr: nameOf(error, code) },
    { cause: error },
  );
}

function meanings({ ck, path }: Module): ReadonlyMap<number, (cause: unknown) => MuhurError> {
  const removed = (cause: unknown): MuhurError =>
    new MuhurError('card/removed', { reader: path }, { cause });
  return new Map<number, (cause: unknown) => MuhurError>([
    [ck.CKR_DEVICE_REMOVED, removed],
    [ck.CKR_TOKEN_NOT_PRESENT, removed],
    [ck.CKR_SESSION_HANDLE_INVALID, removed],
    [ck.CKR_SESSION_CLOSED, removed],
    [ck.CKR_USER_NOT_LOGGED_IN, (cause) => new MuhurError('pin/not-verified', {}, { cause })],
    [ck.CKR_FUNCTION_CANCELED, () => new MuhurError('cancelled', {})],
    [
      ck.CKR_TOKEN_NOT_RECOGNIZED,
      (cause) => new MuhurError('pkcs11/other-card', { module: path }, { cause }),
    ],
    [
      ck.CKR_USER_PIN_NOT_INITIALIZED,
      (cause) => new MuhurError('pkcs11/no-pin', { module: path }, { cause }),
    ],
    [
      ck.CKR_PIN_EXPIRED,
      (cause) => new MuhurError('pkcs11/pin-expired', { module: path }, { cause }),
    ],
  ]);
}

/** `CKR_DEVICE_ERROR (0x30)`; what the binding says when there is no number. */
function nameOf(error: unknown, code: number | null): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  if (code === null) return text;
  return `${text.split(':')[0] ?? ''} (0x${code.toString(16).toUpperCase()})`;
}
