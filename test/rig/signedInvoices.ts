import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caBundlePem } from '../../src/portal/simulator/authority/trustPack.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import type { UblOptions } from '../fixtures/documents/ubl.ts';
import { signByHand, signablePlace } from '../fixtures/signatures/handSigner.ts';
import type { AuthorityOverHttp } from './authorityOverHttp.ts';
import { authorityOverHttp } from './authorityOverHttp.ts';
import type { Leaf } from './testAuthority.ts';

/** Invoices signed with a seal of an authority that answers on the loopback network. */
export interface SignedInvoices {
  readonly authority: AuthorityOverHttp;
  readonly seal: Leaf;
  /** Writes root and issuers into a folder. @returns the path of the file. */
  writeTrust(folder: string): Promise<string>;
  /** A signed invoice as text. */
  invoice(options?: UblOptions): string;
  close(): Promise<void>;
}

export async function signedInvoices(): Promise<SignedInvoices> {
  const authority = await authorityOverHttp();
  const seal = await authority.pki.issue('seal');
  const { certificates } = authority.pki.authority;
  return {
    authority,
    seal,
    async writeTrust(folder) {
      const file = join(folder, 'trust.pem');
      await mkdir(folder, { recursive: true });
      await writeFile(file, caBundlePem({ certificates }));
      return file;
    },
    invoice(options = {}) {
      const text = signablePlace(ublDocument('Invoice', options));
      const { privateKey, certificate } = seal;
      return signByHand(text, { key: privateKey, certificate: certificate.raw });
    },
    close: () => authority.close(),
  };
}

/** The same after somebody has formatted it: white space has come between elements. */
export function formatted(text: string): string {
  return text.replace('<cbc:CustomizationID>', '  <cbc:CustomizationID>');
}

/** The same with another amount. */
export function tampered(text: string): string {
  return text.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, (_, tag: string) => `${tag}1.00`);
}

/** Line and column of the first place with that text, from 0. */
export function placeOf(text: string, wanted: string): { line: number; character: number } {
  const before = text.slice(0, text.indexOf(wanted)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
