import type { PinRule, PinStatus } from '../card.ts';
import type { Module, TokenInfo } from './binding.ts';

/** PIN state by the flags of CK_TOKEN_INFO (PKCS#11 v2.40 §3.2): asking costs no try. */
export function pinStatus(module: Module, info: TokenInfo, whose: 'pin' | 'puk'): PinStatus {
  const status = statusByFlags(module, info, whose);
  return info.manufacturerID.startsWith(SOFT_HSM) ? { ...status, neverLocks: true } : status;
}

const SOFT_HSM = 'SoftHSM';

function statusByFlags({ ck }: Module, { flags }: TokenInfo, whose: 'pin' | 'puk'): PinStatus {
  const has = (user: number, so: number): boolean => (flags & (whose === 'pin' ? user : so)) !== 0;
  if (has(ck.CKF_USER_PIN_LOCKED, ck.CKF_SO_PIN_LOCKED)) return { state: 'blocked', triesLeft: 0 };
  if (has(ck.CKF_USER_PIN_FINAL_TRY, ck.CKF_SO_PIN_FINAL_TRY)) {
    return { state: 'last-try', triesLeft: 1 };
  }
  if (has(ck.CKF_USER_PIN_COUNT_LOW, ck.CKF_SO_PIN_COUNT_LOW)) {
    return { state: 'wrong-entered', triesLeft: null };
  }
  return { state: 'ready', triesLeft: null };
}

/** The PIN is typed on the reader. */
export function hasPinPad({ ck }: Module, { flags }: TokenInfo): boolean {
  return (flags & ck.CKF_PROTECTED_AUTHENTICATION_PATH) !== 0;
}

/** More than any token takes; what tells more is not believed. */
const LONGEST_PIN = 255;

/** The token's own length rule; null when it tells none that makes sense. */
export function pinRule({ minPinLen: min, maxPinLen: max }: TokenInfo): PinRule | null {
  return min <= max && max >= 1 && max <= LONGEST_PIN
    ? { min: Math.max(1, min), max, anyPrintable: true }
    : null;
}
