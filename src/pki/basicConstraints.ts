import { TAG, readSequence, readUnsigned } from './derReader.ts';
import { OID } from './oids.ts';
import type { X509 } from './x509.ts';

/** Whether a certificate may issue others, and how many authorities may stand below it. */
export interface BasicConstraints {
  readonly ca: boolean;
  /** Null: any number. */
  readonly pathLength: number | null;
}

/** RFC 5280 §4.2.1.9; nobody is an authority without it. @throws Asn1Error */
export function basicConstraints({ extensions }: X509): BasicConstraints {
  const extension = extensions.get(OID.basicConstraints);
  if (extension === undefined) return { ca: false, pathLength: null };
  const parts = readSequence(extension.value);
  const ca = parts.nextIf(TAG.boolean)?.contents[0] === 0xff;
  const length = parts.nextIf(TAG.integer);
  parts.end();
  const pathLength = length && Number(`0x${Buffer.from(readUnsigned(length, 4)).toString('hex')}`);
  return { ca, pathLength };
}
