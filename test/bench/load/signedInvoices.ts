import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ublDocument } from '../../fixtures/documents/ubl.ts';
import type { HandSigner } from '../../fixtures/signatures/handSigner.ts';
import { signByHand, signablePlace } from '../../fixtures/signatures/handSigner.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';

/** Bytes of one line of an invoice, roughly. */
const LINE_BYTES = 833;

export interface SignedInvoices {
  readonly folder: string;
  readonly signer: HandSigner;
  /** The authority's root. */
  readonly root: string;
  /** Writes one of about so many bytes. @returns its path. */
  write(name: string, bytes: number): Promise<string>;
  /** Writes one that is not signed yet. @returns its path. */
  writeUnsigned(name: string, bytes: number): Promise<string>;
  dispose(): Promise<void>;
}

/** A folder for invoices that are sealed by one test authority. */
export async function signedInvoices(): Promise<SignedInvoices> {
  const folder = await mkdtemp(join(tmpdir(), 'muhur-bench-'));
  const testAuthority = await newTestAuthority();
  const leaf = await testAuthority.issue('seal');
  const signer: HandSigner = {
    key: leaf.privateKey,
    certificate: new Uint8Array(leaf.certificate.raw),
  };
  const trust = join(folder, 'trust');
  await mkdir(trust);
  const { root, seal } = testAuthority.authority.certificates;
  await writeFile(join(trust, 'root.crt'), root);
  await writeFile(join(trust, 'seal.crt'), seal);
  const put = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  return {
    folder,
    signer,
    root: trust,
    write: (name, bytes) => put(name, signByHand(signablePlace(invoiceOf(bytes)), signer)),
    writeUnsigned: (name, bytes) => put(name, invoiceOf(bytes)),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

function invoiceOf(bytes: number): string {
  return ublDocument('Invoice', { lines: Math.max(1, Math.round(bytes / LINE_BYTES)) });
}
