import { MuhurError } from '../../errors.ts';
import { fromHex } from '../../hex.ts';
import type { CardKey, PinInput, SignInput } from '../card.ts';
import type { PssDigest } from '../rsaPadding.ts';
import { HASH_LENGTHS } from '../rsaPadding.ts';
import { algorithmFor, rejectUnfitHash } from '../signInput.ts';
import type { Handle, Mechanism, Module, RsaPSS } from './binding.ts';
import { hasCode } from './binding.ts';
import { failed } from './failure.ts';
import type { Kind } from './keys.ts';
import { kindOf } from './keys.ts';
import { findObjects, flag } from './objects.ts';
import type { TokenSession } from './tokenSession.ts';

/** Longer than a signature or plain text of any key that we know (RSA-8192). */
const LARGEST_OUTPUT = 1024;

interface UsableKey {
  readonly handle: Handle;
  readonly kind: Kind;
  readonly asksEachTime: boolean;
}

/** The private keys of a token in one session, each found once. */
export class TokenKeys {
  readonly #session: TokenSession;
  readonly #found = new Map<string, UsableKey>();

  constructor(session: TokenSession) {
    this.#session = session;
  }

  /** @param pin for a key that asks for it before each signature. */
  sign(keyId: string, input: SignInput, pin?: PinInput): Uint8Array {
    const algorithm = algorithmFor(input);
    const key = this.#keyFor(keyId, algorithm);
    rejectUnfitHash(input, key.kind.size);
    const { mechanism, data } = signMechanism(this.#module, input);
    const { lib } = this.#module;
    const { handle } = this.#session.objects;
    const signature = this.#use('C_Sign', key, pin, {
      begin: () => {
        lib.C_SignInit(handle, mechanism, key.handle);
      },
      finish: () => lib.C_Sign(handle, Buffer.from(data), Buffer.alloc(LARGEST_OUTPUT)),
    });
    const { size } = key.kind;
    const length = algorithm === 'EC' ? Math.ceil(size / 8) * 2 : Math.ceil(size / 8);
    if (size === 0 || signature.length === length) return signature;
    throw wrongLength('C_Sign', signature, length);
  }

  decipher(keyId: string, cryptogram: Uint8Array, pin?: PinInput): Uint8Array {
    const key = this.#keyFor(keyId, 'RSA');
    const { ck, lib } = this.#module;
    const { handle } = this.#session.objects;
    const text = this.#use('C_Decrypt', key, pin, {
      begin: () => {
        lib.C_DecryptInit(handle, { mechanism: ck.CKM_RSA_PKCS }, key.handle);
      },
      finish: () => lib.C_Decrypt(handle, Buffer.from(cryptogram), Buffer.alloc(LARGEST_OUTPUT)),
    });
    if (text.length <= cryptogram.length) return text;
    throw wrongLength('C_Decrypt', text, cryptogram.length);
  }

  get #module(): Module {
    return this.#session.objects.module;
  }

  #keyFor(keyId: string, algorithm: CardKey['algorithm']): UsableKey {
    const found = this.#found.get(keyId);
    const told = found?.kind ?? this.#session.keys.find(({ id }) => id === keyId) ?? null;
    if (told !== null) rejectOtherKind(told, algorithm);
    const key = found ?? this.#find(keyId, told);
    rejectOtherKind(key.kind, algorithm);
    this.#found.set(keyId, key);
    return key;
  }

  /** @param told its kind, as far as it was told without a login. */
  #find(keyId: string, told: Kind | null): UsableKey {
    const { objects } = this.#session;
    const { ck } = this.#module;
    const [handle] = findObjects(objects, ck.CKO_PRIVATE_KEY, fromHex(keyId));
    if (handle === undefined) {
      // Before a login nobody can tell whether there is such a key.
      if (!this.#session.isLoggedIn) throw new MuhurError('pin/not-verified', {});
      throw new MuhurError('card/key-not-found', { key: keyId });
    }
    const kind = told ?? kindOf(objects, handle);
    if (kind === null) throw new MuhurError('card/unsupported', { operation: 'key type' });
    return { handle, kind, asksEachTime: flag(objects, handle, ck.CKA_ALWAYS_AUTHENTICATE) };
  }

  #use(
    operation: string,
    { asksEachTime }: UsableKey,
    pin: PinInput | undefined,
    steps: { readonly begin: () => void; readonly finish: () => Uint8Array },
  ): Uint8Array {
    if (asksEachTime && pin === undefined) throw new MuhurError('pin/not-verified', {});
    try {
      if (asksEachTime && pin !== undefined) this.#session.loginForKey(pin, steps.begin);
      else steps.begin();
      return new Uint8Array(steps.finish());
    } catch (error) {
      throw this.#useFailure(operation, error);
    }
  }

  #useFailure(operation: string, error: unknown): MuhurError {
    const { ck } = this.#module;
    if (hasCode(error, ck.CKR_MECHANISM_INVALID) || hasCode(error, ck.CKR_KEY_TYPE_INCONSISTENT)) {
      return new MuhurError('card/unsupported', { operation }, { cause: error });
    }
    return failed(this.#module, operation, error);
  }
}

function rejectOtherKind(kind: Kind, algorithm: CardKey['algorithm']): void {
  if (kind.algorithm === algorithm) return;
  const operation = `${algorithm} operation with an ${kind.algorithm} key`;
  throw new MuhurError('card/unsupported', { operation });
}

/** The binding cuts what a module claims to have written beyond the buffer. */
function wrongLength(what: string, { length }: Uint8Array, expected: number): MuhurError {
  const reason = `${String(length)} bytes instead of ${String(expected)}`;
  return new MuhurError('card/malformed', { what, reason });
}

interface SignMechanism {
  readonly mechanism: Mechanism;
  readonly data: Uint8Array;
}

/** PKCS#11 v2.40, Current Mechanisms §2.1 and §2.3. */
function signMechanism({ ck }: Module, input: SignInput): SignMechanism {
  switch (input.kind) {
    case 'digest-info':
      return { mechanism: { mechanism: ck.CKM_RSA_PKCS }, data: input.digestInfo };
    case 'raw':
      return { mechanism: { mechanism: ck.CKM_RSA_X_509 }, data: input.block };
    case 'hash':
      return { mechanism: { mechanism: ck.CKM_ECDSA }, data: input.hash };
    case 'pss':
      return {
        mechanism: { mechanism: ck.CKM_RSA_PKCS_PSS, parameter: pssParameters(ck, input.digest) },
        data: input.hash,
      };
  }
}

function pssParameters(ck: Module['ck'], digest: PssDigest): RsaPSS {
  const hashes = {
    sha256: { hashAlg: ck.CKM_SHA256, mgf: ck.CKG_MGF1_SHA256 },
    sha384: { hashAlg: ck.CKM_SHA384, mgf: ck.CKG_MGF1_SHA384 },
    sha512: { hashAlg: ck.CKM_SHA512, mgf: ck.CKG_MGF1_SHA512 },
  };
  return { type: ck.CK_PARAMS_RSA_PSS, ...hashes[digest], saltLen: HASH_LENGTHS[digest] };
}
