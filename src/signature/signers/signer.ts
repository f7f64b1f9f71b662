import type { SignInput } from '../../card/card.ts';

/**
 * Somebody who signs with one certificate, for as long as it is open: a card after its PIN was
 * verified, or the key of a file. The same for every format.
 */
export interface Signer {
  /** The signer's, DER. */
  readonly certificate: Uint8Array;
  /** Those that came with it and may stand beside it in a signature, DER. */
  readonly chain: readonly Uint8Array[];
  /**
   * Makes one signature: PKCS#1 v1.5 with an RSA key, r ‖ s with an EC key. After a failure none
   * follows: every further call fails like the first, and nothing is sent.
   */
  sign(input: SignInput): Promise<Uint8Array>;
  /** Lets go of the card and zeroes the PIN. Never rejects. */
  close(): Promise<void>;
}
