import type { CardSnapshot, PinInput, PinStatus, SignInput } from '../card.ts';
import type { WireError } from '../process/wireError.ts';
import type { ModuleInfo, TokenRecord, TokenTarget } from '../tokenSource.ts';

/** Enough to find the same token again. */
export type TokenIdentity = Omit<TokenTarget, 'module' | 'snapshot'>;

/** What CK_TOKEN_INFO and the public objects of a token tell, without a login. */
export type WireToken = Omit<TokenRecord, 'module' | 'snapshot'> & {
  readonly snapshot: Omit<CardSnapshot, 'problems'> & { readonly problems: readonly WireError[] };
};

export interface WireTokens {
  readonly module: ModuleInfo;
  readonly tokens: readonly WireToken[];
}

interface InSession {
  readonly session: number;
}

interface Operation<Needs extends object, Answers> {
  readonly needs: Needs;
  readonly answers: Answers;
}

/** What the process of a PKCS#11 module is asked; one after the other, as the module can only do. */
export interface ModuleOperations {
  readonly list: Operation<object, WireTokens>;
  /** C_Finalize: a module that stays initialised may keep the cards for itself. */
  readonly release: Operation<object, null>;
  /** @throws `card/swapped`, `card/absent`. */
  readonly open: Operation<{ readonly token: TokenIdentity }, number>;
  readonly close: Operation<InSession, null>;
  readonly read: Operation<InSession, WireToken>;
  readonly pinStatus: Operation<InSession & { readonly whose: 'pin' | 'puk' }, PinStatus>;
  readonly verify: Operation<InSession & { readonly pin: PinInput }, null>;
  readonly change: Operation<
    InSession & { readonly oldPin: PinInput; readonly newPin: PinInput },
    null
  >;
  readonly unblock: Operation<
    InSession & { readonly puk: PinInput; readonly newPin: PinInput },
    null
  >;
  /** `pin`: for a key that asks for it before each signature (CKA_ALWAYS_AUTHENTICATE). */
  readonly sign: Operation<
    InSession & { readonly keyId: string; readonly input: SignInput; readonly pin?: PinInput },
    Uint8Array
  >;
  readonly decipher: Operation<
    InSession & {
      readonly keyId: string;
      readonly cryptogram: Uint8Array;
      readonly pin?: PinInput;
    },
    Uint8Array
  >;
  readonly logout: Operation<InSession, null>;
}

/** Those that take a secret to the token: if they are cut short, it may have counted as a try. */
export const CARRIES_PIN: ReadonlySet<keyof ModuleOperations> = new Set([
  'verify',
  'change',
  'unblock',
] as const);
