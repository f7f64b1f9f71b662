/** When the contents of a file may be read. */
export type ReadAccess = 'always' | 'pin' | 'never';

/** An elementary file with transparent structure (ISO 7816-4 §7.2.2). */
export interface ElementaryFile {
  readonly kind: 'ef';
  readonly id: number;
  readonly read: ReadAccess;
  readonly content: Uint8Array;
}

/** A dedicated file; the one with id 3F00 at the top is the MF. */
export interface DedicatedFile {
  readonly kind: 'df';
  readonly id: number;
  /** DF name, such as an AID. */
  readonly name: Uint8Array | null;
  readonly children: readonly CardFile[];
}

export type CardFile = ElementaryFile | DedicatedFile;

/** A PIN or PUK with its counter. The only part of a card that changes while it is used. */
export interface PinObject {
  readonly reference: number;
  /** ASCII letters and digits. */
  value: string;
  readonly min: number;
  readonly max: number;
  triesLeft: number;
  readonly maxTries: number;
}

export type KeyAlgorithm = 'RSA-2048' | 'EC-P384';
export type KeyUse = 'sign' | 'decipher';

export interface PrivateKeyObject {
  readonly reference: number;
  readonly algorithm: KeyAlgorithm;
  readonly uses: readonly KeyUse[];
  /** PKCS#8, DER. */
  readonly pkcs8: Uint8Array;
}

/** Everything that is on a card. */
export interface CardContents {
  /** Twelve bytes, given by GET DATA 0106. */
  readonly serial: Uint8Array;
  readonly masterFile: DedicatedFile;
  /** Guards the keys. */
  readonly pin: PinObject;
  /** Unblocks the PIN. */
  readonly puk: PinObject;
  readonly keys: readonly PrivateKeyObject[];
}
