import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import type { KeyUse, PrivateKeyObject } from './contents.ts';
import type { Session } from './session.ts';
import { SW } from './statusWord.ts';

const cache = new WeakMap<PrivateKeyObject, KeyObject>();

/** Parsing PKCS#8 costs as much as a signature, so it is done once for each key. */
export function keyObject(key: PrivateKeyObject): KeyObject {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const parsed = createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' });
  cache.set(key, parsed);
  return parsed;
}

/** The key that was chosen, if it may be used this way now; else the status word that says why. */
export function chosenKey(session: Session, use: KeyUse): PrivateKeyObject | number {
  const key = session.contents.keys.find(({ reference }) => reference === session.keyReference);
  if (!key?.uses.includes(use)) return SW.conditionsOfUse;
  return session.pinVerified ? key : SW.securityStatus;
}
