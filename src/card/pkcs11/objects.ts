import { MuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import type { CardCertificate } from '../card.ts';
import type { Handle, Module } from './binding.ts';
import { returnValue } from './binding.ts';
import { failed } from './failure.ts';
import { textOf } from './texts.ts';

/** Far more than a token has; a module that goes on and on, or repeats itself, is not followed. */
const MOST_OBJECTS = 4096;
const AT_ONCE = 64;
/** Larger than any certificate; a module may say anything about lengths. */
const LARGEST_VALUE = 0x10000;

/** A session of a module: its objects are read by this. */
export interface OpenSession {
  readonly module: Module;
  readonly handle: Handle;
}

/** Objects of a class, by further attributes when they are given. */
export function findObjects(
  { module, handle }: OpenSession,
  objectClass: number,
  id?: Uint8Array,
): Handle[] {
  const { ck, lib } = module;
  const template = [
    { type: ck.CKA_CLASS, value: objectClass },
    ...(id === undefined ? [] : [{ type: ck.CKA_ID, value: Buffer.from(id) }]),
  ];
  try {
    lib.C_FindObjectsInit(handle, template);
    try {
      const found = new Map<string, Handle>();
      for (let before = -1; before < found.size && found.size < MOST_OBJECTS;) {
        before = found.size;
        for (const object of someObjects(lib, handle)) found.set(toHex(object), object);
      }
      return [...found.values()];
    } finally {
      lib.C_FindObjectsFinal(handle);
    }
  } catch (error) {
    throw failed(module, 'C_FindObjects', error);
  }
}

function someObjects(lib: Module['lib'], session: Handle): Handle[] {
  const some = lib.C_FindObjects(session, AT_ONCE);
  if (some.length <= AT_ONCE) return some;
  const reason = `${String(some.length)} instead of ${String(AT_ONCE)} at most`;
  throw new MuhurError('card/malformed', { what: 'C_FindObjects', reason });
}

/**
 * One attribute; null when the object has none such, or does not give it. One at a time, because
 * modules answer for none of several when they lack one.
 */
export function attribute(
  { module, handle }: OpenSession,
  object: Handle,
  type: number,
): Uint8Array | null {
  try {
    const [read] = module.lib.C_GetAttributeValue(handle, object, [{ type }]);
    const value = read?.value;
    if (!Buffer.isBuffer(value) || value.length === 0 || value.length > LARGEST_VALUE) return null;
    return new Uint8Array(value);
  } catch (error) {
    if (isUnavailable(module, error)) return null;
    throw failed(module, 'C_GetAttributeValue', error);
  }
}

function isUnavailable({ ck }: Module, error: unknown): boolean {
  const code = returnValue(error);
  return (
    code === ck.CKR_ATTRIBUTE_TYPE_INVALID ||
    code === ck.CKR_ATTRIBUTE_SENSITIVE ||
    // What modules say of values they give in two lengths.
    code === ck.CKR_BUFFER_TOO_SMALL ||
    code === ck.CKR_OBJECT_HANDLE_INVALID
  );
}

/** CK_BBOOL; false when the object does not tell. */
export function flag(session: OpenSession, object: Handle, type: number): boolean {
  return attribute(session, object, type)?.[0] === 1;
}

/** CK_ULONG in the byte order of this machine; null when the object does not tell. */
export function number(session: OpenSession, object: Handle, type: number): number | null {
  const value = attribute(session, object, type);
  if (value === null || value.length < 4) return null;
  return Buffer.from(value.subarray(0, 4)).readUInt32LE();
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** X.509 certificates, which are public objects on all tokens that we know. */
export function readCertificates(
  session: OpenSession,
  problems: MuhurError[],
): readonly CardCertificate[] {
  const { ck } = session.module;
  const found = findObjects(session, ck.CKO_CERTIFICATE).flatMap((object) => {
    const type = number(session, object, ck.CKA_CERTIFICATE_TYPE);
    if (type !== null && type !== ck.CKC_X_509) return [];
    const id = toHex(attribute(session, object, ck.CKA_ID) ?? new Uint8Array());
    const label = textOf(attribute(session, object, ck.CKA_LABEL));
    const der = attribute(session, object, ck.CKA_VALUE);
    if (der !== null) return [{ id, label, der }];
    problems.push(new MuhurError('card/malformed', { what: label || id, reason: 'CKA_VALUE' }));
    return [];
  });
  // Modules give objects in any order, some in another one each time.
  return found.sort((a, b) => compareTexts(a.id, b.id) || compareTexts(a.label, b.label));
}
