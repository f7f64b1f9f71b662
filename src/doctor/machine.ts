import type { KnownModule } from '../card/pkcs11/knownModules.ts';
import type { ModuleRecord } from '../card/tokenSource.ts';
import type { ReaderSource } from '../card/reader/reader.ts';
import type { Finding } from './findings.ts';

/** What a server said, as far as it matters here. */
export interface HttpAnswer {
  readonly status: number;
  /** Its clock (RFC 9110 §6.6.1), corrected by the age of a stored answer; null: not told. */
  readonly date: Date | null;
}

/** The machine as the checks ask it; each question is asked once. */
export interface Machine {
  readonly readers: Pick<ReaderSource, 'list' | 'connect'>;
  /** PKCS#11 modules that are installed where installers put them. */
  findModules(): Promise<readonly KnownModule[]>;
  /** The module and its tokens, without a login. Never rejects. */
  listModule(path: string): Promise<ModuleRecord>;
  /** Card readers that the system sees on USB, by name; empty where that cannot be asked. */
  usbReaders(): Promise<readonly string[]>;
  /** Certificates of authorities that this machine trusts or knows, DER. */
  issuers(): Promise<readonly Uint8Array[]>;
  /** Asks an http(s) address for no more than its headers. Rejects when nobody answers. */
  ask(url: URL, signal: AbortSignal): Promise<HttpAnswer>;
  now(): Date;
}

/** How long each check may take, in seconds. */
export interface Limits {
  readonly service: number;
  readonly card: number;
  readonly module: number;
  readonly network: number;
}

export const PATIENT: Limits = { service: 5, card: 10, module: 10, network: 4 };

export interface Circumstances {
  /** A PKCS#11 module that the user named; null: the one of the card's maker. */
  readonly module: string | null;
  /** Where this runs, seen from the person: on the same machine, or over there. */
  readonly place: 'here' | 'ssh' | { readonly host: string };
  readonly workspace: 'trusted' | 'restricted' | 'none';
  readonly limits?: Limits;
  /** Is told each finding as soon as it is made, in any order. */
  readonly onFinding?: (finding: Finding) => void;
  /** Ends the examination, which then rejects with `cancelled`. */
  readonly signal?: AbortSignal;
}
