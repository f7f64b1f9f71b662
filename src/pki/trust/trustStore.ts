import { X509Certificate } from 'node:crypto';
import type { Stats } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MuhurError } from '../../errors.ts';
import { Asn1Error } from '../asn1.ts';
import { isSameName } from '../names.ts';
import { isPem, readPem } from '../pem.ts';
import { LARGEST_CRL, parseCrl } from '../revocation/readCrl.ts';
import type { X509 } from '../x509.ts';
import { parseX509 } from '../x509.ts';

/** Who is trusted, and what helps to get there. All DER, each once. */
export interface TrustStore {
  /** Self-signed certificates: trusted as they are. */
  readonly anchors: readonly Uint8Array[];
  /** All other certificates: they prove nothing by being here. */
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** A CRL as PEM is a third longer. */
const LARGEST_FILE = LARGEST_CRL * 1.4;
/** Of certificates and CRLs together; a system's own store has about a hundred and fifty. */
const MOST = 1000;
const MOST_FILES = 2000;

/** RFC 7468 §5, §6; the second is older. */
const LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'X509 CRL'];

/**
 * Reads what the user trusts.
 *
 * A file has certificates or CRLs: PEM with any number of them, or one as DER. Of a folder the files
 * directly in it are read, in the order of their names; those that are something else are passed
 * over, and so are folders in it. Self-signed certificates become anchors.
 *
 * @throws `trust/not-found`, `trust/unreadable`, `trust/not-certificate`, `trust/too-large`
 */
export async function loadTrust(paths: readonly string[]): Promise<TrustStore> {
  const found = new Found();
  for (const path of paths) {
    const status = await readable(path, () => stat(path));
    if (status.isDirectory()) await addFolder(path, found);
    else await addFile(path, status, found);
  }
  return found;
}

/** Each certificate and CRL once: stores have them under several names. */
class Found implements TrustStore {
  readonly anchors: Uint8Array[] = [];
  readonly intermediates: Uint8Array[] = [];
  readonly crls: Uint8Array[] = [];
  readonly #known = new Set<string>();

  /** @returns false for what is neither certificate nor CRL. */
  add(der: Uint8Array, path: string): boolean {
    const list = this.#listFor(der);
    if (list === null) return false;
    const key = Buffer.from(der).toString('latin1');
    if (this.#known.has(key)) return true;
    if (this.#known.size === MOST) throw new MuhurError('trust/too-large', { path });
    this.#known.add(key);
    list.push(der);
    return true;
  }

  #listFor(der: Uint8Array): Uint8Array[] | null {
    const certificate = orNull(() => parseX509(der));
    if (certificate !== null) return isSelfSigned(certificate) ? this.anchors : this.intermediates;
    return orNull(() => parseCrl(der)) === null ? null : this.crls;
  }
}

function orNull<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

/**
 * Signed by itself: not only issued under its own name, as a new key of an authority is by the old
 * one. Old roots are signed with SHA-1 or MD5, which is no matter: they are trusted for being here.
 */
function isSelfSigned({ der, issuer, subject }: X509): boolean {
  if (!isSameName(issuer, subject)) return false;
  try {
    const certificate = new X509Certificate(der);
    return certificate.verify(certificate.publicKey);
  } catch {
    // An algorithm that this Node does not know; names must do.
    return true;
  }
}

/** A file that was named must have something, and nothing in it may be broken. */
async function addFile(path: string, { size }: Stats, found: Found): Promise<void> {
  if (size > LARGEST_FILE) throw new MuhurError('trust/too-large', { path });
  const parts = partsOf(await readable(path, () => readFile(path)));
  const areGood = parts.map((der) => found.add(der, path));
  if (parts.length === 0 || areGood.includes(false)) {
    throw new MuhurError('trust/not-certificate', { path });
  }
}

async function addFolder(folder: string, found: Found): Promise<void> {
  const names = await readable(folder, () => readdir(folder));
  if (names.length > MOST_FILES) throw new MuhurError('trust/too-large', { path: folder });
  for (const name of names.sort()) {
    const path = join(folder, name);
    for (const der of partsOf(await contentsOf(path))) found.add(der, path);
  }
}

/** Of a file that nobody named: nothing, when it is too large or cannot be read. */
async function contentsOf(path: string): Promise<Uint8Array> {
  try {
    const status = await stat(path);
    if (status.isFile() && status.size <= LARGEST_FILE) return await readFile(path);
  } catch {
    // A link that leads nowhere, a file of somebody else.
  }
  return new Uint8Array();
}

/** What may be certificates and CRLs. */
function partsOf(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length === 0) return [];
  if (!isPem(bytes)) return [Uint8Array.from(bytes)];
  return readPem(bytes).flatMap(({ label, bytes: der }) => (LABELS.includes(label) ? [der] : []));
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    throw isAbsent
      ? new MuhurError('trust/not-found', { path }, { cause: error })
      : new MuhurError('trust/unreadable', { path, reason: code }, { cause: error });
  }
}
