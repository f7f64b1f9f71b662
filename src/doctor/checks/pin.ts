import type { CardSnapshot } from '../../card/card.ts';
import type { Finding } from '../findings.ts';
import { finding } from '../findings.ts';

/**
 * What card and token tell of the PIN; none is sent. The worse of both counts: a module may know
 * that the PIN has to be changed, the card that it is blocked.
 */
export function pinFinding(card: CardSnapshot | null, token: CardSnapshot | null): Finding {
  const sides = [card, token].filter((side) => side !== null);
  const isIn = (whose: 'pin' | 'puk', state: string): boolean =>
    sides.some((side) => side[whose].state === state);
  const has = (code: string): boolean =>
    sides.some(({ problems }) => problems.some((problem) => problem.code === code));
  if (has('pkcs11/no-pin')) return finding('error', 'pin/not-set', {});
  if (isIn('pin', 'blocked')) {
    const isVirtual = sides.some(({ family }) => family === 'virtual');
    return isIn('puk', 'blocked')
      ? finding('error', 'pin/dead', {})
      : finding('error', 'pin/blocked', { isVirtual });
  }
  if (has('pkcs11/pin-expired')) return finding('error', 'pin/to-change', {});
  if (isIn('pin', 'last-try') || sides.some(({ pin }) => pin.triesLeft === 1)) {
    return finding('warning', 'pin/last-try', {});
  }
  const known = sides.find(({ pin }) => pin.state !== 'unknown');
  if (known === undefined) return finding('skipped', 'pin/unknown', {});
  return finding('ok', 'pin/ready', { pin: known.pin });
}
