import { fromHex } from '../../../hex.ts';
import type { Der } from '../../../pki/der.ts';
import {
  application,
  applicationPrimitive,
  boolean,
  encode,
  enumerated,
  integer,
  namedBits,
  octets,
  sequence,
  tagged,
  taggedPrimitive,
  utf8,
} from '../../../pki/der.ts';
import { VIRTUAL_CARD_MANUFACTURER } from '../manufacturer.ts';
import type { PinObject } from '../os/contents.ts';
import type { CardIdentityObject, CardObjects } from './objects.ts';
import { keyUsageBits } from './objects.ts';

/** RID and PIX of a PKCS#15 application (ISO 7816-15 §7.3). */
export const PKCS15_AID = fromHex('A000000063504B43532D3135');

/** Where an object lies: the FIDs from the MF on. */
export type FilePath = readonly number[];

/** Identifiers of the two authentication objects. */
const AUTH_ID = { pin: 1, puk: 2 } as const;

/** CHOICE of PrivateKeyType (ISO 7816-15 §8.4.1): its size, and the tag of an entry. */
const KEY_KINDS = {
  'RSA-2048': { size: 2048, entry: sequence },
  'EC-P384': { size: 384, entry: (...parts: Der[]) => tagged(0, ...parts) },
} as const;

/** EF.DIR (ISO 7816-15 §7.4): AID, label and path of the application. */
export function directoryFile(application15: FilePath): Uint8Array {
  return encode(
    application(
      1,
      applicationPrimitive(15, PKCS15_AID),
      applicationPrimitive(16, Buffer.from('PKCS-15')),
      applicationPrimitive(17, pathBytes(application15)),
    ),
  );
}

/** ODF (ISO 7816-15 §7.5.2): PrKDF, CDF and AODF. */
export function objectDirectory(files: {
  readonly keys: FilePath;
  readonly certificates: FilePath;
  readonly pins: FilePath;
}): Uint8Array {
  return concatenated([
    tagged(0, path(files.keys)),
    tagged(4, path(files.certificates)),
    tagged(8, path(files.pins)),
  ]);
}

/** TokenInfo (ISO 7816-15 §8.10); flags: loginRequired, prnGeneration. */
export function tokenInfo({ serial, label }: CardObjects): Uint8Array {
  return encode(
    sequence(
      integer(0),
      octets(serial),
      utf8(VIRTUAL_CARD_MANUFACTURER),
      taggedPrimitive(0, Buffer.from(label)),
      namedBits(1, 2),
    ),
  );
}

/**
 * PrKDF (ISO 7816-15 §8.4): every key is native, private and guarded by the PIN. RSA keys are
 * SEQUENCEs, EC keys have the tag [0] in place of it; both tell their size in bits.
 */
export function keyDirectory({ identities }: CardObjects, application15: FilePath): Uint8Array {
  return concatenated(
    identities.map(({ id, label, key, nonRepudiation }) => {
      const { size, entry } = KEY_KINDS[key.algorithm];
      return entry(
        sequence(utf8(label), namedBits(0), octets(Uint8Array.of(AUTH_ID.pin))),
        sequence(
          octets(Uint8Array.of(id)),
          namedBits(...keyUsageBits(key.uses, nonRepudiation)),
          boolean(true),
          // sensitive, alwaysSensitive, neverExtractable, local
          namedBits(0, 2, 3, 4),
          integer(key.reference),
        ),
        tagged(1, sequence(path(application15), integer(size))),
      );
    }),
  );
}

/** CDF (ISO 7816-15 §8.7.2): X.509 certificates by path. */
export function certificateDirectory(
  entries: readonly { readonly identity: CardIdentityObject; readonly file: FilePath }[],
): Uint8Array {
  return concatenated(
    entries.map(({ identity, file }) =>
      sequence(
        sequence(utf8(identity.label)),
        sequence(octets(Uint8Array.of(identity.id))),
        tagged(1, sequence(path(file))),
      ),
    ),
  );
}

/** AODF (ISO 7816-15 §8.9): the PIN, and the PUK that unblocks it. */
export function pinDirectory({ pin, puk }: CardObjects, application15: FilePath): Uint8Array {
  // PinFlags: local 1, initialized 4, unblockingPin 6.
  return concatenated([
    sequence(
      sequence(utf8('PIN'), namedBits(0, 1), octets(Uint8Array.of(AUTH_ID.puk))),
      sequence(octets(Uint8Array.of(AUTH_ID.pin))),
      tagged(1, pinAttributes(pin, [1, 4], application15)),
    ),
    sequence(
      sequence(utf8('PUK'), namedBits(0)),
      sequence(octets(Uint8Array.of(AUTH_ID.puk))),
      tagged(1, pinAttributes(puk, [1, 4, 6], application15)),
    ),
  ]);
}

function pinAttributes(pin: PinObject, flags: readonly number[], application15: FilePath): Der {
  return sequence(
    namedBits(...flags),
    // ascii-numeric
    enumerated(1),
    integer(pin.min),
    integer(pin.max),
    integer(pin.max),
    // [0] IMPLICIT INTEGER: 80 needs a zero in front, or it would be negative.
    taggedPrimitive(0, pin.reference < 0x80 ? [pin.reference] : [0, pin.reference]),
    path(application15),
  );
}

function path(file: FilePath): Der {
  return sequence(octets(pathBytes(file)));
}

function pathBytes(file: FilePath): Uint8Array {
  return Uint8Array.from(file.flatMap((id) => [id >> 8, id & 0xff]));
}

function concatenated(entries: readonly Der[]): Uint8Array {
  return new Uint8Array(Buffer.concat(entries.map(encode)));
}
