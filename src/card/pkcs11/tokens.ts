import { MuhurError, toMuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import type { CardFamily, PinStatus } from '../card.ts';
import { toWire } from '../process/wireError.ts';
import { VIRTUAL_CARD_MANUFACTURER } from '../virtual/manufacturer.ts';
import type { Handle, Module, TokenInfo } from './binding.ts';
import { hasCode } from './binding.ts';
import { failed } from './failure.ts';
import { readKeys } from './keys.ts';
import type { OpenSession } from './objects.ts';
import { readCertificates } from './objects.ts';
import { hasPinPad, pinRule, pinStatus } from './pinStates.ts';
import type { ModuleInfo } from '../tokenSource.ts';
import type { TokenIdentity, WireToken } from './protocol.ts';
import { withoutPadding } from './texts.ts';

type TokenObjects = Pick<WireToken['snapshot'], 'certificates' | 'keys'>;

/** More than any computer has readers. */
const MOST_SLOTS = 256;
const NO_OBJECTS: TokenObjects = { certificates: [], keys: [] };
const UNKNOWN: PinStatus = { state: 'unknown', triesLeft: null };

interface TokenInSlot {
  readonly slot: Handle;
  readonly info: TokenInfo;
}

/**
 * Slots that hold a token now, by their ids. Tokens of other makers are left out silently, and what
 * is wrong with one slot matters only when no other has a token.
 */
export function listTokens(module: Module): readonly TokenInSlot[] {
  const failures: unknown[] = [];
  const tokens = slotsWithToken(module).flatMap((slot) => {
    try {
      return tokenIn(module, slot) ?? [];
    } catch (error) {
      failures.push(error);
      return [];
    }
  });
  if (tokens.length === 0 && failures.length > 0) throw toMuhurError(failures[0]);
  return tokens;
}

/** The token in the slot of that name; null when there is none that the module knows. */
export function findToken(module: Module, name: string): TokenInSlot | null {
  const slot = slotsWithToken(module).find((one) => slotName(one) === name);
  return slot === undefined ? null : tokenIn(module, slot);
}

function tokenIn(module: Module, slot: Handle): TokenInSlot | null {
  try {
    return { slot, info: module.lib.C_GetTokenInfo(slot) };
  } catch (error) {
    const { ck } = module;
    const isOther = hasCode(error, ck.CKR_TOKEN_NOT_RECOGNIZED);
    if (isOther || hasCode(error, ck.CKR_TOKEN_NOT_PRESENT)) return null;
    throw failed(module, 'C_GetTokenInfo', error);
  }
}

function slotsWithToken(module: Module): Handle[] {
  try {
    return module.lib.C_GetSlotList(true).slice(0, MOST_SLOTS);
  } catch (error) {
    throw failed(module, 'C_GetSlotList', error);
  }
}

/** A slot id as text; the native handle is a number in the byte order of this machine. */
export function slotName(slot: Handle): string {
  return toHex(new Uint8Array(slot).toReversed()).replace(/^0+(?=.)/, '');
}

export function identityOf(slot: Handle, info: TokenInfo): TokenIdentity {
  return {
    slot: slotName(slot),
    serial: withoutPadding(info.serialNumber),
    label: withoutPadding(info.label),
  };
}

/** What a token tells without a login. @param session an open one, or null to open one for this. */
export function readToken(
  module: Module,
  slot: Handle,
  info: TokenInfo,
  session: Handle | null = null,
): WireToken {
  const { ck } = module;
  const identity = identityOf(slot, info);
  const manufacturer = withoutPadding(info.manufacturerID);
  const problems = [...stateProblems(module, info)];
  const isInitialised = (info.flags & ck.CKF_TOKEN_INITIALIZED) !== 0;
  const objects = isInitialised ? readObjects(module, slot, session, problems) : NO_OBJECTS;
  return {
    ...identity,
    slotDescription: slotDescription(module, slot),
    manufacturer,
    model: withoutPadding(info.model),
    snapshot: {
      family: familyOf(module, manufacturer),
      version: null,
      serial: identity.serial === '' ? null : identity.serial,
      label: identity.label === '' ? null : identity.label,
      takesPin: true,
      ...(hasPinPad(module, info) && ({ hasPinPad: true } as const)),
      pin: isInitialised ? pinStatus(module, info, 'pin') : UNKNOWN,
      puk: isInitialised ? pinStatus(module, info, 'puk') : UNKNOWN,
      pinRule: pinRule(info),
      pukRule: pinRule(info),
      ...objects,
      problems: problems.map(toWire),
    },
  };
}

function readObjects(
  module: Module,
  slot: Handle,
  open: Handle | null,
  problems: MuhurError[],
): TokenObjects {
  try {
    return withSession(module, slot, open, (session) => {
      const certificates = readCertificates(session, problems);
      return { certificates, keys: readKeys(session, certificates) };
    });
  } catch (error) {
    problems.push(toMuhurError(error));
    return NO_OBJECTS;
  }
}

function withSession<T>(
  module: Module,
  slot: Handle,
  open: Handle | null,
  action: (session: OpenSession) => T,
): T {
  if (open !== null) return action({ module, handle: open });
  const handle = openSession(module, slot, module.ck.CKF_SERIAL_SESSION);
  try {
    return action({ module, handle });
  } finally {
    closeSession(module, handle);
  }
}

export function openSession(module: Module, slot: Handle, flags: number): Handle {
  try {
    return module.lib.C_OpenSession(slot, flags);
  } catch (error) {
    throw failed(module, 'C_OpenSession', error);
  }
}

/** Never throws: whoever lets go of a token cannot do anything about a failure. */
export function closeSession({ lib }: Module, session: Handle): void {
  try {
    lib.C_CloseSession(session);
  } catch {
    // It is gone with the token.
  }
}

/** What the flags tell that has to be done before the token is of use. */
function stateProblems({ ck, path }: Module, { flags }: TokenInfo): MuhurError[] {
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const data = { module: path };
  if (!has(ck.CKF_TOKEN_INITIALIZED)) return [new MuhurError('pkcs11/not-initialised', data)];
  if (!has(ck.CKF_USER_PIN_INITIALIZED)) return [new MuhurError('pkcs11/no-pin', data)];
  if (has(ck.CKF_USER_PIN_TO_BE_CHANGED)) return [new MuhurError('pkcs11/pin-expired', data)];
  return [];
}

function slotDescription({ lib }: Module, slot: Handle): string {
  try {
    return withoutPadding(lib.C_GetSlotInfo(slot).slotDescription);
  } catch {
    return '';
  }
}

const AKIS_MODULE = /akisp11|tckkp11/i;

function familyOf({ path }: Module, manufacturer: string): CardFamily {
  if (manufacturer === VIRTUAL_CARD_MANUFACTURER) return 'virtual';
  return AKIS_MODULE.test(path) ? 'akis-2' : 'unknown';
}

/** What the module says of itself; empty texts when it does not. */
export function moduleInfo({ lib }: Module): ModuleInfo {
  try {
    const { manufacturerID, libraryDescription, libraryVersion } = lib.C_GetInfo();
    const { major, minor } = libraryVersion;
    return {
      manufacturer: withoutPadding(manufacturerID),
      description: withoutPadding(libraryDescription),
      version: `${String(major)}.${String(minor)}`,
    };
  } catch {
    return { manufacturer: '', description: '', version: '' };
  }
}
