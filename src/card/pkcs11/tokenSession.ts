import { MuhurError } from '../../errors.ts';
import type { CardKey, PinInput, PinStatus } from '../card.ts';
import type { Handle, Module, TokenInfo } from './binding.ts';
import { hasCode } from './binding.ts';
import { failed } from './failure.ts';
import type { OpenSession } from './objects.ts';
import { pinStatus } from './pinStates.ts';
import { pinText, rejectUnfitForToken } from './pinText.ts';
import type { TokenIdentity, WireToken } from './protocol.ts';
import { closeSession, findToken, identityOf, openSession, readToken } from './tokens.ts';

/**
 * One session with a token, whose login state it knows. Every PIN is sent once; what the flags say
 * before decides whether it is sent at all.
 */
export class TokenSession {
  readonly #module: Module;
  readonly #slot: Handle;
  readonly #handle: Handle;
  #isLoggedIn = false;
  #keys: readonly CardKey[] | null = null;
  /** What the flags said before a PIN was sent. */
  #wasLastTry = false;

  private constructor(module: Module, slot: Handle, handle: Handle) {
    this.#module = module;
    this.#slot = slot;
    this.#handle = handle;
  }

  /** @throws `card/absent`, `card/swapped` when another token is in that slot by now. */
  static open(module: Module, wanted: TokenIdentity): TokenSession {
    const found = findToken(module, wanted.slot);
    if (found === null) throw new MuhurError('card/absent', { reader: wanted.label });
    const actual = identityOf(found.slot, found.info);
    if (actual.serial !== wanted.serial || actual.label !== wanted.label) {
      throw new MuhurError('card/swapped', { expected: wanted.serial, actual: actual.serial });
    }
    const { ck } = module;
    const handle = openSession(module, found.slot, ck.CKF_SERIAL_SESSION | ck.CKF_RW_SESSION);
    return new TokenSession(module, found.slot, handle);
  }

  get objects(): OpenSession {
    return { module: this.#module, handle: this.#handle };
  }

  get isLoggedIn(): boolean {
    return this.#isLoggedIn;
  }

  read(): WireToken {
    const token = readToken(this.#module, this.#slot, this.#info(), this.#handle);
    this.#keys = token.snapshot.keys;
    return token;
  }

  /** The private keys, as they were told when the token was read last. */
  get keys(): readonly CardKey[] {
    return this.#keys ?? this.read().snapshot.keys;
  }

  pinStatus(whose: 'pin' | 'puk'): PinStatus {
    return pinStatus(this.#module, this.#info(), whose);
  }

  #info(): TokenInfo {
    try {
      return this.#module.lib.C_GetTokenInfo(this.#slot);
    } catch (error) {
      throw failed(this.#module, 'C_GetTokenInfo', error);
    }
  }

  /** C_Login as the user. @throws `pin/…`, `pkcs11/…`. */
  verify(pin: PinInput): void {
    this.#prepare('pin', [pin]);
    this.logout();
    const { ck, lib } = this.#module;
    this.#withPin('pin', 'C_Login', () => lib.C_Login(this.#handle, ck.CKU_USER, pinText(pin)));
    this.#isLoggedIn = true;
  }

  /** C_SetPIN without a login, which checks the old PIN itself. */
  change(oldPin: PinInput, newPin: PinInput): void {
    this.#prepare('pin', [oldPin, newPin]);
    this.logout();
    const { lib } = this.#module;
    this.#withPin('pin', 'C_SetPIN', () => {
      lib.C_SetPIN(this.#handle, pinText(oldPin), pinText(newPin));
    });
  }

  /** C_Login as the security officer, whose PIN the PUK is here, then C_InitPIN. */
  unblock(puk: PinInput, newPin: PinInput): void {
    this.#prepare('puk', [puk]);
    rejectUnfitForToken(this.#module, this.#info(), 'pin', newPin);
    this.logout();
    const { ck, lib } = this.#module;
    this.#withPin('puk', 'C_Login', () => lib.C_Login(this.#handle, ck.CKU_SO, pinText(puk)));
    this.#isLoggedIn = true;
    try {
      this.#withPin('puk', 'C_InitPIN', () => {
        lib.C_InitPIN(this.#handle, pinText(newPin));
      });
    } finally {
      this.logout();
    }
  }

  /** For a key that wants the PIN before each use. `begin` begins that use, if the PIN may go. */
  loginForKey(pin: PinInput, begin: () => void): void {
    const { ck, lib } = this.#module;
    this.#prepare('pin', [pin]);
    begin();
    this.#withPin('pin', 'C_Login', () => {
      lib.C_Login(this.#handle, ck.CKU_CONTEXT_SPECIFIC, pinText(pin));
    });
  }

  logout(): void {
    if (!this.#isLoggedIn) return;
    this.#isLoggedIn = false;
    try {
      this.#module.lib.C_Logout(this.#handle);
    } catch {
      // The token was reset or is gone, and the login with it.
    }
  }

  close(): void {
    this.logout();
    closeSession(this.#module, this.#handle);
  }

  /**
   * What must hold before a secret leaves this process.
   * @throws `…/blocked`, `…/length`, `card/unsupported` when there are no keys to type it on.
   */
  #prepare(whose: 'pin' | 'puk', pins: readonly PinInput[]): void {
    const info = this.#info();
    const { state } = pinStatus(this.#module, info, whose);
    if (state === 'blocked') throw new MuhurError(`${whose}/blocked`, {});
    for (const pin of pins) rejectUnfitForToken(this.#module, info, whose, pin);
    this.#wasLastTry = state === 'last-try';
  }

  #withPin(whose: 'pin' | 'puk', operation: string, send: () => void): void {
    try {
      send();
    } catch (error) {
      throw this.#pinFailure(whose, operation, error);
    }
  }

  /** A refused PIN: how many tries it leaves, the token tells. */
  #pinFailure(whose: 'pin' | 'puk', operation: string, error: unknown): MuhurError {
    const { ck } = this.#module;
    const options = { cause: error };
    if (hasCode(error, ck.CKR_PIN_LOCKED)) {
      // Said of a PIN that was locked before, too.
      const data = this.#wasLastTry ? { lastTrySpent: true } : {};
      return new MuhurError(`${whose}/blocked`, data, options);
    }
    if (hasCode(error, ck.CKR_PIN_INCORRECT)) {
      const { state, triesLeft } = this.#statusAfter(whose);
      return state === 'blocked'
        ? new MuhurError(`${whose}/blocked`, { lastTrySpent: true }, options)
        : new MuhurError(`${whose}/wrong`, { triesLeft }, options);
    }
    if (hasCode(error, ck.CKR_PIN_LEN_RANGE) || hasCode(error, ck.CKR_PIN_INVALID)) {
      return new MuhurError('pkcs11/pin-refused', { module: this.#module.path }, options);
    }
    return failed(this.#module, operation, error);
  }

  #statusAfter(whose: 'pin' | 'puk'): PinStatus {
    try {
      return this.pinStatus(whose);
    } catch {
      return { state: 'unknown', triesLeft: null };
    }
  }
}
