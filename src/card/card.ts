import type { MuhurError } from '../errors.ts';
import type { PssDigest } from './rsaPadding.ts';

export type CardFamily = 'akis-1' | 'akis-2' | 'virtual' | 'unknown';

/** PIN state as far as the card tells without spending a try. */
export type PinStateName = 'ready' | 'wrong-entered' | 'last-try' | 'blocked' | 'unknown';

export interface PinStatus {
  readonly state: PinStateName;
  /** Null when the card does not tell. */
  readonly triesLeft: number | null;
  /** Wrong PINs cost nothing here: SoftHSM counts no tries. */
  readonly neverLocks?: true;
}

/** Length rule of a PIN in characters, from the card's own AODF (ISO 7816-15 §8.9.2). */
export interface PinRule {
  readonly min: number;
  readonly max: number;
  /** Not only letters and digits: whatever ASCII can print. */
  readonly anyPrintable?: true;
}

export type CertificatePurpose = 'signing' | 'encryption' | 'qualified' | 'other';

/** A certificate as it lies on the card. `id` is the ISO 7816-15 iD that also names its key. */
export interface CardCertificate {
  readonly id: string;
  readonly label: string;
  readonly der: Uint8Array;
}

/** A private key the card holds. Sizes in bits. */
export interface CardKey {
  readonly id: string;
  readonly label: string;
  readonly algorithm: 'RSA' | 'EC';
  readonly size: number;
  /** ISO 7816-15 KeyUsageFlags that matter here. */
  readonly usage: readonly KeyUsageName[];
  /** The PIN is asked for right before each use (PKCS#11 CKA_ALWAYS_AUTHENTICATE). */
  readonly asksEachTime?: boolean;
}

export type KeyUsageName = 'sign' | 'decrypt' | 'non-repudiation' | 'other';

/** Which card it is; enough to recognise the same card again. */
export interface CardIdentity {
  readonly family: CardFamily;
  /** Card system and version in words, such as "AKİS 2.5.2"; null when the ATR does not tell. */
  readonly version: string | null;
  /** Upper-case hexadecimal; null when the card does not tell. */
  readonly serial: string | null;
  /** ISO 7816-15 TokenInfo label. */
  readonly label: string | null;
}

/** Everything readable without a PIN, at one moment. */
export interface CardSnapshot extends CardIdentity {
  /** Whether PINs may go to the card on the way on which it was read. */
  readonly takesPin: boolean;
  /** PINs are typed on the reader's own keys (CKF_PROTECTED_AUTHENTICATION_PATH). */
  readonly hasPinPad?: true;
  readonly pin: PinStatus;
  /** The card's own length rule; null when it does not tell. */
  readonly pinRule: PinRule | null;
  readonly puk: PinStatus;
  readonly pukRule: PinRule | null;
  readonly certificates: readonly CardCertificate[];
  readonly keys: readonly CardKey[];
  /** Directories and certificates that could not be read; the rest is complete. */
  readonly problems: readonly MuhurError[];
}

/**
 * What a card may be asked to sign: with an RSA key a ready DigestInfo (RFC 8017 §9.2), a hash for
 * PSS (§9.1, MGF1 and salt by the same digest) or one raw block; with an EC key a hash as long as
 * the key.
 */
export type SignInput =
  | { readonly kind: 'pss'; readonly digest: PssDigest; readonly hash: Uint8Array }
  | { readonly kind: 'digest-info'; readonly digestInfo: Uint8Array }
  | { readonly kind: 'raw'; readonly block: Uint8Array }
  | { readonly kind: 'hash'; readonly hash: Uint8Array };

/** A PIN as bytes that the caller zeroes; null: it is typed on the reader's own keys. */
export type PinInput = Uint8Array | null;

/**
 * What every card offers the rest of the program, on one open connection. A method never keeps,
 * repeats or logs a PIN, and never tries twice.
 */
export interface Card {
  readonly family: CardFamily;
  /** Null when the card tells none. Asked once for each connection. */
  readSerial(): Promise<string | null>;
  /** The certificates alone: the shortest way through EF.DIR, ODF and CDF. */
  readCertificates(): Promise<readonly CardCertificate[]>;
  readSnapshot(): Promise<CardSnapshot>;
  readPinStatus(): Promise<PinStatus>;
  readPukStatus(): Promise<PinStatus>;
  /** @throws `pin/wrong`, `pin/blocked`, `pin/length`, `pin/needs-module`, `card/swapped`. */
  verifyPin(pin: PinInput): Promise<void>;
  changePin(oldPin: PinInput, newPin: PinInput): Promise<void>;
  unblockPin(puk: PinInput, newPin: PinInput): Promise<void>;
  /**
   * @returns RSA: the signature value, as long as the key's modulus; ECDSA: r ‖ s.
   * @throws `card/key-not-found`, `card/unsupported` when the key is not of that kind,
   *   `pin/not-verified`.
   * @param pin for a key with `asksEachTime`, for each signature.
   */
  sign(keyId: string, input: SignInput, pin?: PinInput): Promise<Uint8Array>;
  /** With an RSA key. @returns the plain text, its PKCS#1 v1.5 padding removed. */
  decipher(keyId: string, cryptogram: Uint8Array, pin?: PinInput): Promise<Uint8Array>;
  /**
   * Passes one raw command of the card's issuer to the card, which is how Kilit Çözme reaches it.
   * Only the virtual card takes part. @param command is zeroed. @returns the response APDU.
   * @throws `pin/needs-module` for any other card; nothing was sent then.
   */
  relay(command: Uint8Array): Promise<Uint8Array>;
  /** Drops the verified PIN. */
  logout(): Promise<void>;
}
