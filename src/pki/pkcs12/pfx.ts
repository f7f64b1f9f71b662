import { createHash } from 'node:crypto';
import type { Der } from '../der.ts';
import { encode, integer, octets, oid, sequence, tagged, taggedPrimitive } from '../der.ts';
import { OID } from '../oids.ts';
import { certificateBag, friendlyName, keyBag, localKeyId, trustedForAnyUse } from './bags.ts';
import { encryptPbes2 } from './encryption.ts';
import { macData } from './mac.ts';

/** A private key with its certificate, to be carried elsewhere. */
export interface PfxContents {
  /** PKCS #8, DER. */
  readonly privateKey: Uint8Array;
  /** DER; the key's own first, then those above it. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  readonly friendlyName: string;
  /** ASCII: Java reads no other. */
  readonly password: string;
}

/** A PKCS #12 file (RFC 7292) with a key: PBES2 with AES-256, MAC with SHA-256. */
export async function pfxOf(contents: PfxContents): Promise<Uint8Array> {
  const { privateKey, certificates, password } = contents;
  const [own, ...above] = certificates;
  const id = new Uint8Array(createHash('sha1').update(own).digest());
  const attributes = [localKeyId(id), friendlyName(contents.friendlyName)];
  const key = keyBag(await encryptPbes2(privateKey, password), attributes);
  const bags = [
    certificateBag(own, attributes),
    ...above.map((certificate) => certificateBag(certificate, [])),
  ];
  return pfx([await encryptedContent(bags, password), plainContent([key])], password);
}

/** One certificate that others are to trust, with the name under which lists show it. */
export interface TrustedCertificate {
  readonly certificate: Uint8Array;
  readonly friendlyName: string;
}

/** A PKCS #12 file whose certificates Java trusts (`KeyStore.TrustedCertificateEntry`). */
export async function trustStoreOf(
  trusted: readonly TrustedCertificate[],
  password: string,
): Promise<Uint8Array> {
  const bags = trusted.map(({ certificate, friendlyName: name }) =>
    certificateBag(certificate, [friendlyName(name), trustedForAnyUse()]),
  );
  return pfx([await encryptedContent(bags, password)], password);
}

/** PFX: the contents, and a MAC over them that only the password can make. */
function pfx(contents: readonly Der[], password: string): Uint8Array {
  const safe = encode(sequence(...contents));
  return encode(sequence(integer(3), dataContent(safe), macData(safe, password)));
}

function plainContent(bags: readonly Der[]): Der {
  return dataContent(encode(sequence(...bags)));
}

function dataContent(bytes: Uint8Array): Der {
  return sequence(oid(OID.data), tagged(0, octets(bytes)));
}

/** EncryptedData (RFC 5652 §8) of SafeContents. */
async function encryptedContent(bags: readonly Der[], password: string): Promise<Der> {
  const { algorithm, encrypted } = await encryptPbes2(encode(sequence(...bags)), password);
  const info = sequence(oid(OID.data), algorithm, taggedPrimitive(0, encrypted));
  return sequence(oid(OID.encryptedData), tagged(0, sequence(integer(0), info)));
}
