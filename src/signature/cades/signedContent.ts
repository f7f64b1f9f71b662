import type { KeyObject } from 'node:crypto';
import { createHash, createVerify } from 'node:crypto';
import type { HashName } from '../xades/algorithms.ts';
import type { ByteSource } from '../xml/byteSource.ts';

/** What was signed, in memory or in a file, digested once by each function that is asked for. */
export class SignedContent {
  readonly #source: ByteSource;
  readonly #digests = new Map<HashName, Uint8Array>();

  /** `hashes`: the functions that will be asked for, so that one pass is enough. */
  constructor(source: ByteSource, hashes: Iterable<HashName>) {
    this.#source = source;
    this.#read(hashes);
  }

  get length(): number {
    return this.#source.size;
  }

  digest(hash: HashName): Uint8Array {
    const known = this.#digests.get(hash);
    if (known !== undefined) return known;
    this.#read([hash]);
    return this.digest(hash);
  }

  /** Is it a signature over the content itself? ECDSA has the DER form. */
  isSignedBy(hash: HashName, key: KeyObject, signature: Uint8Array): boolean {
    try {
      const verify = createVerify(hash);
      for (const piece of this.#source.pieces()) verify.update(piece);
      return verify.verify(key, signature);
    } catch {
      return false;
    }
  }

  #read(names: Iterable<HashName>): void {
    const hashes = [...new Set(names)].map((name) => ({ name, hash: createHash(name) }));
    if (hashes.length === 0) return;
    for (const piece of this.#source.pieces()) for (const { hash } of hashes) hash.update(piece);
    for (const { name, hash } of hashes) this.#digests.set(name, hash.digest());
  }
}
