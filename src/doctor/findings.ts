import type { CardFamily, CertificatePurpose, PinStatus } from '../card/card.ts';
import type { MuhurError } from '../errors.ts';
import type { ChainProblem } from '../pki/chain.ts';

/** Every check, in the order in which things break: the first error explains those after it. */
export const CHECKS = [
  'pcsc-service',
  'reader',
  'card',
  'pkcs11-module',
  'token',
  'pin',
  'certificates',
  'validity',
  'chain',
  'revocation',
  'clock',
  'remote',
  'trust',
] as const;

export type CheckId = (typeof CHECKS)[number];

export type CheckStatus = 'ok' | 'warning' | 'error' | 'skipped';

/** A kind of reader that is known by its PC/SC name. */
export type ReaderModel = 'acr38-ccid' | 'acr38' | 'acr39t' | 'acr39' | 'vpcd' | 'other';

/** A token in a module, as far as it matters for telling it from another. */
export interface TokenFacts {
  readonly label: string;
  readonly model: string;
  readonly manufacturer: string;
  readonly serial: string;
  readonly certificates: number;
}

/** Where the status of a certificate is asked, and what came of it. */
export interface AddressFacts {
  readonly kind: 'ocsp' | 'crl';
  readonly url: string;
  /** HTTP status; null: nobody answered. */
  readonly status: number | null;
}

/** A certificate on the card whose days count. */
export interface ValidityFacts {
  readonly label: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What can be found, with the data that its words need. The part before the slash is the check. */
interface OwnFindings {
  'pcsc-service/answers': { readonly readers: number };
  'pcsc-service/fails': { readonly problem: MuhurError };
  'reader/found': {
    readonly readers: readonly { readonly name: string; readonly model: ReaderModel }[];
  };
  'reader/none': { readonly unlisted: readonly string[] };
  'reader/unavailable': { readonly reader: string };
  'card/recognised': {
    readonly reader: string;
    readonly family: CardFamily;
    readonly version: string | null;
    readonly serial: string | null;
  };
  'card/none': { readonly readers: number };
  'card/unknown': { readonly reader: string; readonly atr: string };
  'card/fails': { readonly problem: MuhurError };
  'pkcs11-module/works': {
    readonly path: string;
    readonly description: string;
    readonly version: string;
  };
  'pkcs11-module/virtual-card': object;
  /** Which module is needed depends on a card that could not be told. */
  'pkcs11-module/unknown-need': object;
  'pkcs11-module/none': object;
  'pkcs11-module/fails': { readonly problem: MuhurError };
  'token/same-card': TokenFacts;
  /** The module is the only way to that token, so there is nothing to compare. */
  'token/only-token': TokenFacts;
  'token/virtual-card': object;
  'token/none': { readonly path: string };
  'token/other': { readonly path: string; readonly tokens: readonly TokenFacts[] };
  'token/fails': { readonly problem: MuhurError };
  'pin/ready': { readonly pin: PinStatus };
  'pin/last-try': object;
  'pin/blocked': { readonly isVirtual: boolean };
  /** PIN and PUK both. */
  'pin/dead': object;
  'pin/to-change': object;
  'pin/not-set': object;
  'pin/unknown': object;
  'certificates/complete': {
    readonly certificates: readonly {
      readonly label: string;
      readonly commonName: string | null;
      readonly purpose: CertificatePurpose;
    }[];
  };
  'certificates/none': object;
  'certificates/damaged': { readonly label: string; readonly problem: MuhurError };
  'certificates/no-signing': { readonly labels: readonly string[] };
  'certificates/no-encryption': { readonly labels: readonly string[] };
  'certificates/wrong-purpose': { readonly label: string; readonly purpose: CertificatePurpose };
  'certificates/no-key': { readonly label: string };
  'validity/valid': ValidityFacts & { readonly days: number };
  'validity/soon': ValidityFacts & { readonly days: number };
  'validity/not-yet': ValidityFacts & { readonly days: number };
  'validity/expired': ValidityFacts & { readonly days: number };
  'validity/encryption-expired': ValidityFacts & { readonly days: number };
  'chain/trusted': { readonly issuer: string; readonly anchor: string };
  'chain/unknown-issuer': { readonly issuer: string };
  'chain/broken': { readonly issuer: string; readonly problem: ChainProblem };
  'revocation/answers': { readonly addresses: readonly AddressFacts[] };
  'revocation/partly': { readonly addresses: readonly AddressFacts[] };
  'revocation/silent': { readonly addresses: readonly AddressFacts[] };
  /** Addresses of this very machine: the simulator's. */
  'revocation/simulator': { readonly addresses: readonly AddressFacts[] };
  'revocation/no-address': object;
  'clock/right': { readonly host: string; readonly seconds: number };
  'clock/off': { readonly host: string; readonly seconds: number };
  'clock/no-answer': object;
  'remote/here': object;
  'remote/ssh': object;
  'remote/extension': { readonly host: string };
  'trust/trusted': object;
  'trust/restricted': object;
  'trust/no-workspace': object;
}

/** What needs something that other checks look at. */
export type DependentCheck = Exclude<
  CheckId,
  'pcsc-service' | 'pkcs11-module' | 'remote' | 'trust'
>;

/** What several checks can come to. */
type CommonFindings = {
  /** The check before it that has to be well first. */
  readonly [K in DependentCheck as `${K}/basis`]: { readonly because: CheckId };
} & {
  readonly [K in 'pcsc-service' | 'card' | 'pkcs11-module' as `${K}/too-slow`]: {
    readonly seconds: number;
  };
} & {
  /** The token of the module that was named is in none of the readers. */
  readonly [K in 'pcsc-service' | 'reader' | 'card' as `${K}/not-needed`]: {
    readonly path: string;
  };
};

export type FindingData = OwnFindings & CommonFindings;
export type FindingCode = keyof FindingData;

/** What one check came to. Immutable; `src/text/doctorWords.ts` has the words. */
export interface Finding<C extends FindingCode = FindingCode> {
  readonly id: CheckId;
  readonly status: CheckStatus;
  readonly code: C;
  readonly data: FindingData[C];
}

export interface Diagnosis {
  /** No check is an error. */
  readonly ready: boolean;
  /** One for each check, in the order of `CHECKS`; the first error is the cause. */
  readonly findings: readonly Finding[];
}

export function finding<C extends FindingCode>(
  status: CheckStatus,
  code: C,
  data: FindingData[C],
): Finding<C> {
  return { id: code.slice(0, code.indexOf('/')) as CheckId, status, code, data };
}

/** A check that says nothing, because one before it failed. */
export function withoutBasis(id: DependentCheck, because: CheckId): Finding {
  return finding('skipped', `${id}/basis`, { because });
}
