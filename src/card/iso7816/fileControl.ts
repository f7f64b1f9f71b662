import { findTlv, parseTlvs } from './tlv.ts';

/** What the answer to SELECT tells of a file (ISO 7816-4 §5.3.3, tag 6F), and AKİS's own tag 90. */
export interface FileControl {
  /** Bytes of a transparent file; null when the card does not say. */
  readonly size: number | null;
  /** Permission byte of AKİS V1.x; null on other cards. */
  readonly permission: number | null;
}

/** @throws `card/malformed` when the answer is not BER-TLV. */
export function parseFileControl(answer: Uint8Array): FileControl {
  const template = findTlv(parseTlvs(answer), 0x6f);
  const objects = template === null ? [] : parseTlvs(template);
  const size = findTlv(objects, 0x80);
  const permission = findTlv(objects, 0x90);
  return {
    size: size === null ? null : size.reduce((sum, byte) => sum * 0x100 + byte, 0),
    permission: permission?.[0] ?? null,
  };
}
