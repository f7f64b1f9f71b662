import type { CertificateDescription } from '../explorer/describeCertificates.ts';
import { nameInFile } from '../nameInFile.ts';
import { pem } from './pem.ts';

/** Extensions of files, by what is in them. */
export const pemExtensions = ['pem', 'crt'];
export const derExtensions = ['der', 'cer'];

/**
 * What the file of a certificate is called unless the user says otherwise: owner and serial number,
 * without characters that a file system, a shell or an archive could trip over.
 */
export function certificateFileName({ commonName, serialNumber }: CertificateDescription): string {
  const owner = nameInFile(commonName ?? '');
  // A serial number can have any length in a certificate that follows no rule.
  return `${owner === '' ? 'certificate' : owner}-${serialNumber.slice(0, 40)}.pem`;
}

/** What is written into a file of that name: DER where its extension says so, else PEM. */
export function certificateFileContent(path: string, der: Uint8Array): Uint8Array {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return derExtensions.includes(extension) ? der : new TextEncoder().encode(pem(der));
}
