/** One block of a PEM file (RFC 7468), decoded. */
export interface PemBlock {
  /** `CERTIFICATE`, `X509 CRL` … */
  readonly label: string;
  readonly bytes: Uint8Array;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/g;

/** Does it look like PEM, whatever stands before the first block? */
export function isPem(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('-----BEGIN ');
}

/** All blocks in order; text around them is passed over. */
export function readPem(bytes: Uint8Array): PemBlock[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return Array.from(text.matchAll(BLOCK), ([, label = '', base64 = '']) => ({
    label,
    bytes: new Uint8Array(Buffer.from(base64, 'base64')),
  }));
}
