import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { MuhurError } from '../../errors.ts';
import { Asn1Error } from '../asn1.ts';
import { berToDer } from '../berToDer.ts';
import { DerReader, TAG, readSequence } from '../derReader.ts';
import { oidText } from '../derValues.ts';
import { OID } from '../oids.ts';
import { decrypt } from './decryption.ts';
import { readIterations } from './iterations.ts';
import type { Pkcs12Digest } from './keyDerivation.ts';
import { isMac } from './mac.ts';

/** What is in a PKCS #12 file. */
export interface OpenedPfx {
  /** Never none. */
  readonly keys: readonly KeyObject[];
  /** X.509, DER. */
  readonly certificates: readonly Uint8Array[];
}

const LARGEST = 1024 * 1024;
const MOST_PARTS = 64;
const CONTEXT_0 = 0xa0;

const DIGESTS: Readonly<Record<string, Pkcs12Digest>> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
};

/**
 * Opens a PKCS #12 file (RFC 7292) of keys and certificates: 3DES, as Kamu SM and many programs
 * write it, or PBES2 with AES.
 * @throws `pfx/…`.
 */
export async function readPfx(bytes: Uint8Array, password: string): Promise<OpenedPfx> {
  try {
    if (bytes.length > LARGEST) throw new Asn1Error('too large');
    const opened = await open(readSequence(derOf(bytes)), password);
    if (opened.keys.length === 0) throw new MuhurError('pfx/no-key', {});
    return opened;
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new MuhurError('pfx/malformed', { reason: error.message }, { cause: error });
  }
}

/** The public half, to compare with that of a certificate: SubjectPublicKeyInfo, DER. */
export function publicHalf(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ format: 'der', type: 'spki' });
}

async function open(pfx: DerReader, password: string): Promise<OpenedPfx> {
  pfx.next(TAG.integer);
  const content = dataOf(pfx.enter());
  if (!pfx.isAtEnd && !isRightPassword(pfx.enter(), content, password)) {
    throw new MuhurError('pfx/password', {});
  }
  const found: { keys: KeyObject[]; certificates: Uint8Array[] } = { keys: [], certificates: [] };
  for (const part of partsOf(readSequence(derOf(content)))) {
    const bags = await safeContents(readSequence(part), password);
    for (const bag of partsOf(readSequence(derOf(bags)))) await readBag(bag, password, found);
    bags.fill(0);
  }
  return found;
}

/** ContentInfo of type data: what is in it. */
function dataOf(contentInfo: DerReader): Uint8Array {
  const type = oidText(contentInfo.next());
  // Signed by a certificate instead of the password: nobody writes that.
  if (type !== OID.data) throw new Asn1Error('not protected by a password');
  return contentInfo.enter(CONTEXT_0).next(TAG.octetString).contents;
}

/** MacData (RFC 7292 §4). */
function isRightPassword(mac: DerReader, content: Uint8Array, password: string): boolean {
  const digestInfo = mac.enter();
  const id = oidText(digestInfo.enter().next());
  const digest = DIGESTS[id];
  if (digest === undefined) throw new MuhurError('pfx/encryption', { algorithm: id });
  const expected = digestInfo.next(TAG.octetString).contents;
  const salt = mac.next(TAG.octetString).contents;
  const count = mac.nextIf(TAG.integer);
  const iterations = count === null ? 1 : readIterations(count);
  return isMac(expected, content, password, { digest, salt, iterations });
}

/** SafeContents in the clear, or in EncryptedData (RFC 5652 §8). @returns a copy. */
async function safeContents(contentInfo: DerReader, password: string): Promise<Buffer> {
  const type = oidText(contentInfo.next());
  const content = contentInfo.enter(CONTEXT_0);
  if (type === OID.data) return Buffer.from(content.next(TAG.octetString).contents);
  if (type !== OID.encryptedData) throw new Asn1Error('not protected by a password');
  const encryptedData = content.enter();
  encryptedData.next(TAG.integer);
  const info = encryptedData.enter();
  oidText(info.next());
  const algorithm = info.next(TAG.sequence);
  // [0] IMPLICIT OCTET STRING; streaming programs write it in pieces.
  const encrypted = info.next();
  const bytes = encrypted.tag === CONTEXT_0 ? joined(encrypted.contents) : encrypted.contents;
  return decrypt(algorithm, bytes, password);
}

async function readBag(
  bag: Uint8Array,
  password: string,
  found: { keys: KeyObject[]; certificates: Uint8Array[] },
): Promise<void> {
  const parts = readSequence(bag);
  const type = oidText(parts.next());
  const value = parts.enter(CONTEXT_0);
  if (type === OID.certBag) {
    const certificate = value.enter();
    if (oidText(certificate.next()) !== OID.x509Certificate) return;
    const der = certificate.enter(CONTEXT_0).next(TAG.octetString).contents;
    found.certificates.push(Uint8Array.from(der));
  } else if (type === OID.keyBag) {
    found.keys.push(privateKey(value.next(TAG.sequence).bytes));
  } else if (type === OID.shroudedKeyBag) {
    const info = value.enter();
    const algorithm = info.next(TAG.sequence);
    const pkcs8 = await decrypt(algorithm, info.next(TAG.octetString).contents, password);
    found.keys.push(privateKey(pkcs8));
    pkcs8.fill(0);
  }
}

/** Makes no copy that stays behind. */
function privateKey(pkcs8: Uint8Array): KeyObject {
  try {
    const { buffer, byteOffset, length } = pkcs8;
    const key = Buffer.from(buffer, byteOffset, length);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch (error) {
    throw new Asn1Error('a key cannot be read', { cause: error });
  }
}

function partsOf(list: DerReader): Uint8Array[] {
  const parts: Uint8Array[] = [];
  while (!list.isAtEnd) {
    if (parts.length === MOST_PARTS) throw new Asn1Error('too many parts');
    parts.push(list.next(TAG.sequence).bytes);
  }
  return parts;
}

function joined(pieces: Uint8Array): Uint8Array {
  const reader = new DerReader(pieces);
  const strings: Uint8Array[] = [];
  while (!reader.isAtEnd) strings.push(reader.next(TAG.octetString).contents);
  return Buffer.concat(strings);
}

/** Java and Windows of former years write BER. */
function derOf(bytes: Uint8Array): Uint8Array {
  return bytes[1] === 0x80 ? berToDer(bytes) : bytes;
}
