import type { Command } from './command.ts';
import type { PrivateKeyObject } from './contents.ts';
import { chosenKey, keyObject } from './keys.ts';
import { ecdsaSign, rsaPrivate } from '../../../pki/keyArithmetic.ts';
import { messageOf, padForSignature } from '../../rsaPadding.ts';
import { looksLikeOaep } from './padding.ts';
import type { Reply } from './reply.ts';
import { answer, status } from './reply.ts';
import type { Session } from './session.ts';
import { SW } from './statusWord.ts';

const RSA_2048_BYTES = 256;
/** Of the hash that a P-384 key signs. */
const P384_BYTES = 48;

/** MANAGE SECURITY ENVIRONMENT in AKİS's form: P1 C3, P2 the reference of the private key. */
export function manageSecurityEnvironment({ p1, p2, data }: Command, session: Session): Reply {
  if (p1 !== 0xc3) return status(SW.wrongP1P2);
  if (data.length > 0) return status(SW.wrongLength);
  const exists = session.contents.keys.some(({ reference }) => reference === p2);
  if (!exists) return status(SW.referenceNotFound);
  session.keyReference = p2;
  return status(SW.ok);
}

/** PERFORM SECURITY OPERATION (ISO 7816-8 §11.2). */
export function performSecurityOperation(command: Command, session: Session): Reply {
  if (command.p1 === 0x9e && command.p2 === 0x9a) return computeSignature(command, session);
  if (command.p1 === 0x80 && command.p2 === 0x86) return decipher(command, session);
  return status(SW.wrongP1P2);
}

function computeSignature({ data }: Command, session: Session): Reply {
  const key = chosenKey(session, 'sign');
  if (typeof key === 'number') return status(key);
  return key.algorithm === 'EC-P384' ? signWithEc(key, data) : signWithRsa(key, data);
}

/** Our own extension of AKİS V1.0, which knows RSA only: the hash in, r ‖ s out. */
function signWithEc(key: PrivateKeyObject, hash: Uint8Array): Reply {
  if (hash.length !== P384_BYTES) return status(SW.wrongLength);
  return answer(ecdsaSign(keyObject(key), hash));
}

/** As long as the modulus: signed as it is. Shorter: a DigestInfo, padded here. */
function signWithRsa(key: PrivateKeyObject, data: Uint8Array): Reply {
  if (data.length === 0) return status(SW.wrongLength);
  const isBlock = data.length === RSA_2048_BYTES;
  const block = isBlock ? data : padForSignature(data, RSA_2048_BYTES);
  if (block === null) return status(SW.wrongLength);
  const signature = rsaPrivate(keyObject(key), block);
  return signature === null ? status(SW.wrongData) : answer(signature);
}

/** Padding indicator before the cryptogram (ISO 7816-4 §10.3, table 56). */
const INDICATOR = { none: 0x00, noPadding: 0x02 } as const;

/**
 * 00 before the cryptogram says nothing of the padding: what is PKCS#1 v1.5 comes back without it,
 * everything else as a whole block. So no answer says "wrong padding", and OpenSC, which asks the
 * card to strip PKCS#1 v1.5 but strips OAEP itself, finds both as it expects. 02: never strip.
 * With RSA only: key agreement, which is what an EC key could do here, is not imitated.
 */
function decipher({ data }: Command, session: Session): Reply {
  const key = chosenKey(session, 'decipher');
  if (typeof key === 'number') return status(key);
  if (key.algorithm !== 'RSA-2048') return status(SW.conditionsOfUse);
  if (data.length !== 1 + RSA_2048_BYTES) return status(SW.wrongLength);
  const indicator = data[0];
  if (indicator !== INDICATOR.none && indicator !== INDICATOR.noPadding)
    return status(SW.wrongData);
  const block = rsaPrivate(keyObject(key), data.subarray(1));
  if (block === null) return status(SW.wrongData);
  const message = indicator === INDICATOR.none ? messageOf(block) : null;
  return answer(message === null || looksLikeOaep(block) ? block : message);
}
