import type { KeyUse, PinObject, PrivateKeyObject } from '../os/contents.ts';

/** A key pair and its certificate, as the PKCS#15 directories tell of them. */
export interface CardIdentityObject {
  /** ISO 7816-15 iD that ties key and certificate together. */
  readonly id: number;
  /** Such as `1234567890SIGN0`. */
  readonly label: string;
  readonly key: PrivateKeyObject;
  readonly nonRepudiation: boolean;
  /** X.509, DER; null when it is not on the card. */
  readonly certificate: Uint8Array | null;
}

/** What the PKCS#15 application of a card describes. */
export interface CardObjects {
  /** TokenInfo label. */
  readonly label: string;
  readonly serial: Uint8Array;
  readonly identities: readonly CardIdentityObject[];
  readonly pin: PinObject;
  readonly puk: PinObject;
}

/** KeyUsageFlags (ISO 7816-15 §8.4.1): decrypt 1, sign 2, unwrap 5, nonRepudiation 9. */
export function keyUsageBits(uses: readonly KeyUse[], nonRepudiation: boolean): number[] {
  return [
    ...(uses.includes('decipher') ? [1, 5] : []),
    ...(uses.includes('sign') ? [2] : []),
    ...(nonRepudiation ? [9] : []),
  ];
}
