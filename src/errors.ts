import type { Finding } from './signature/report/findings.ts';
import type { XmlProblem } from './signature/xml/xmlError.ts';
import type { PkiErrorData } from './pki/pkiErrors.ts';

/**
 * Every failure the program can explain, with the data its explanation needs.
 *
 * The core only names what happened; `src/text/errors.ts` puts it into words, in English and in
 * Turkish. The family before the slash says what the user can do about it: a reader is plugged in,
 * a card is inserted, a PIN is thought over.
 */
export interface ErrorData extends PkiErrorData {
  /** The native PC/SC addon is not part of this build or could not be loaded. */
  'reader/addon-missing': { reason: string };
  /** The PC/SC service (pcscd, SCardSvr, ctkd) does not run. */
  'reader/no-service': object;
  /** The PC/SC service went away while we talked to a card. */
  'reader/service-lost': { reader: string };
  'reader/not-found': { reader: string };
  /** No reader is connected at all. */
  'reader/none': object;
  /** The reader was unplugged, or its driver gave up. */
  'reader/unavailable': { reader: string };
  /** Another program holds the card exclusively. */
  'reader/in-use': { reader: string };
  /** The card did not answer in time; `seconds` is how long we waited. */
  'reader/timeout': { reader: string; seconds: number };
  'reader/failed': { reader: string; reason: string };

  'card/absent': { reader: string };
  /** The card was taken out while we talked to it. */
  'card/removed': { reader: string };
  /** Another program reset the card while we talked to it. */
  'card/reset': { reader: string };
  /** The card gives no ATR (ISO 7816-3). */
  'card/mute': { reader: string };
  'card/unrecognised': { atr: string };
  /** The card in the reader is not the one that the operation was started for. */
  'card/swapped': { expected: string; actual: string };
  /** The card refused a command; `sw` is four hex digits, `command` the name of the command. */
  'card/status': { command: string; sw: string };
  /** The card sent something that is no response APDU or no valid structure. */
  'card/malformed': { what: string; reason: string };
  'card/key-not-found': { key: string };
  /** A hash that is not as long as the EC key; in bytes. */
  'card/hash-length': { expected: number; actual: number };
  /** This kind of card cannot do what was asked by raw commands. */
  'card/unsupported': { operation: string };

  'pin/wrong': { triesLeft: number | null };
  /** `lastTrySpent`: by this very PIN; otherwise it was locked before and nothing was spent. */
  'pin/blocked': { lastTrySpent?: boolean };
  /** The card refused because no PIN was verified (SW 6982). */
  'pin/not-verified': object;
  /** SW 6984: reference data not usable, possibly blocked. */
  'pin/unusable': object;
  'pin/length': { min: number; max: number };
  /** Only ASCII letters and digits that the card can store. */
  'pin/characters': object;
  /** The last try would be spent and nobody confirmed that. */
  'pin/last-try': object;
  /** PIN commands go to this card only through its vendor's PKCS#11 module. */
  'pin/needs-module': { family: string };
  'puk/length': { min: number; max: number };
  'puk/characters': object;
  'puk/wrong': { triesLeft: number | null };
  'puk/blocked': { lastTrySpent?: boolean };
  /** The last try would be spent and nobody confirmed that. */
  'puk/last-try': object;

  /** The native PKCS#11 addon is not part of this build or could not be loaded. */
  'pkcs11/addon-missing': { reason: string };
  'pkcs11/not-found': { module: string; reason: string };
  /** A file that is no shared library. */
  'pkcs11/not-library': { module: string };
  /** A library of another system or processor; a 32-bit one in a 64-bit program, mostly. */
  'pkcs11/other-architecture': { module: string; theirs: string; ours: string };
  /** A library without C_GetFunctionList. */
  'pkcs11/not-module': { module: string; reason: string };
  /** The system could not load it: another library that it needs is missing, mostly. */
  'pkcs11/not-loaded': { module: string; reason: string };
  /** The module refused; `ckr` is its return value by name and number. */
  'pkcs11/failed': { module: string; operation: string; ckr: string };
  /** The module crashed, or (`seconds`) did not answer. Its process is started again when needed. */
  'pkcs11/ended': { module: string; operation: string; seconds: number | null };
  /** The same while it had a PIN: nobody can tell whether that counted. */
  'pkcs11/ended-with-pin': { module: string; operation: string; seconds: number | null };
  /** CKR_TOKEN_NOT_RECOGNIZED: a card of another maker. */
  'pkcs11/other-card': { module: string };
  'pkcs11/not-initialised': { module: string };
  /** The token has no user PIN yet. */
  'pkcs11/no-pin': { module: string };
  /** The PIN has to be changed before it can be used. */
  'pkcs11/pin-expired': { module: string };
  /** No module shows any of the cards in the readers. */
  'pkcs11/no-other-way': object;
  /** The token refuses a PIN for its form (CKR_PIN_LEN_RANGE, CKR_PIN_INVALID). */
  'pkcs11/pin-refused': { module: string };

  /** A card's state on disk cannot be read; it was kept at `keptAs`. */
  'virtual-card/damaged': { path: string; keptAs: string; reason: string };
  /** Another window or process owns the card; `pid` when known. */
  'virtual-card/in-use': { directory: string; pid: number | null };
  'virtual-card/not-found': { name: string };
  'virtual-card/exists': { name: string };
  /** No folder can be named so on every system. */
  'virtual-card/name': { name: string };
  'virtual-card/storage': { path: string; reason: string };

  'vpcd/unreachable': { host: string; port: number };
  /** vpcd accepted the connection but never asked for the card: another card is in that reader. */
  'vpcd/occupied': { host: string; port: number };

  /** The server of the portal does not answer at that address. */
  'portal/unreachable': { address: string };
  'portal/timeout': { address: string; seconds: number };
  /** An answer that the contract does not know. */
  'portal/answer': { address: string; status: number; reason: string };
  /** Kamu SM's own hosts are never talked to; nothing but http(s) is. */
  'portal/address-refused': { address: string; reason: 'kamusm' | 'not-http' };
  /** Only the simulator that this VS Code starts can do that; the settings name another server. */
  'portal/not-simulator': { address: string };
  'portal/input': { fields: readonly { readonly path: string; readonly reason: string }[] };
  /** Wrong tax number, text of the picture or security word: which one is not told. */
  'portal/sign-in-failed': { hint: 'vkn-check-digit' | null };
  'portal/sign-in-paused': { seconds: number };
  /** The sign-in, or the reset of the security word, is unknown, over or too old. */
  'portal/sign-in-expired': object;
  'portal/sms-too-soon': { seconds: number };
  'portal/sms-code-wrong': { triesLeft: number };
  'portal/sms-code-expired': object;
  'portal/challenge-expired': object;
  'portal/signature-refused': {
    reason:
      | 'malformed'
      | 'other-content'
      | 'signature'
      | 'no-certificate'
      | 'not-qualified'
      | 'untrusted'
      | 'not-valid-now'
      | 'revoked'
      | 'on-hold';
  };
  /** The person who signed is not registered as signatory (of that organisation). */
  'portal/not-signatory': object;
  'portal/organisation-needed': {
    organisations: readonly { readonly vkn: string; readonly tradeName: string }[];
  };
  /** No token, or one whose session is over. */
  'portal/session-ended': object;
  'portal/not-found': {
    what: 'certificate' | 'card' | 'operation' | 'snapshot' | 'captcha' | 'path';
  };
  'portal/certificate-state': { state: string; action: string };
  'portal/not-confirmed': object;
  'portal/renewal-early': { allowedFrom: string };
  'portal/secrets-deleted': object;
  /** They are sealed under another key than the one the data were opened with. */
  'portal/secrets-unreadable': object;
  /** A card that is not one of the simulator's: the real portal's own way is told instead. */
  'portal/real-card': { family: string };
  /** The card in the reader is another one than the one that was chosen. */
  'portal/other-card': { expected: string; actual: string };
  'portal/card-dead': object;
  /** The card refused a command of the relay. */
  'portal/card-answer': { command: string; sw: string };
  'portal/operation-step': { step: number; state: string };
  /** The issuer's own copy of the PUK was lost with its key, or is not the card's PUK any more. */
  'portal/unlock-impossible': { reason: 'secret-lost' | 'puk-refused'; triesLeft: number | null };
  'portal/organisation-exists': { vkn: string };
  'portal/test-token': object;
  'portal/host-refused': { host: string };
  'portal/method': { allowed: string };
  'portal/media-type': { expected: string };
  'portal/too-large': { bytes: number };
  'portal/too-many': { seconds: number };
  /** A fault that a test suite ordered. */
  'portal/down': { service: string };
  /** A time that the simulated authorities' certificates do not cover. */
  'portal/clock': { from: string; to: string };

  /** Another process serves that data. */
  'simulator/in-use': { directory: string; pid: number | null };
  /** `kept`: the data's own port, which its certificates carry. */
  'simulator/port-taken': { port: number; kept: boolean };
  /** The data has a port already, and its certificates carry it. */
  'simulator/other-port': { port: number };
  'simulator/newer': { directory: string; version: number; known: number };
  'simulator/storage': { path: string; reason: string };
  /** The database is damaged; it was left as it is. */
  'simulator/damaged': { path: string; reason: string };
  'simulator/no-sqlite': object;
  /** The process ended before it was ready. */
  'simulator/not-started': { reason: string };

  /** A file that the user chose: it must not be written, or could not. */
  'file/read-only': { path: string };
  'file/not-written': { path: string; reason: string };
  /** A file that is to be read. */
  'file/not-found': { path: string };
  'file/no-access': { path: string };
  'file/folder': { path: string };
  'file/not-read': { path: string; reason: string };
  /** Another program wrote the file while it was read. */
  'file/changed': { path: string };
  /** The PDF that was to be printed found no viewer. */
  'file/not-opened': object;

  /** A certificate with which nothing can be signed: not readable, or a key that may not sign. */
  'sign/certificate': { reason: string };
  /** A signature that was not made with the certificate's key, or not over what was to be signed. */
  'sign/other-key': object;
  /** The card or file has no certificates at all. */
  'sign/no-certificate': object;
  /** None of them has that serial number (hexadecimal). */
  'sign/certificate-not-found': { serialNumber: string };
  /** A certificate was chosen that must not sign; `certificate` is its common name. */
  'sign/encryption-certificate': { certificate: string };
  'sign/purpose': { certificate: string };
  'sign/expired': { certificate: string; notAfter: string };
  'sign/not-yet-valid': { certificate: string; notBefore: string };
  /** The certificate is there, its key is not, or may not sign. */
  'sign/no-key': { certificate: string };
  /** Of documents that are signed together, another one has a result of that name. */
  'sign/same-name': { name: string };
  /** There is no preset of that name. */
  'sign/preset': { name: string };

  /** A document that cannot be signed; nothing was asked and nothing written. */
  'document/unreadable': { problem: XmlProblem; detail: string; line: number | null };
  /** An envelope: the documents in it are signed, not it. */
  'document/envelope': object;
  'document/already-signed': { count: number; canCounterSign: boolean };
  /** The elements around a signature are missing; `expected` is a path, empty if there is none. */
  'document/no-place': { expected: string; canAdd: boolean };
  /** It was to be counter-signed. */
  'document/not-signed': object;
  /** The signature that was to be counter-signed has no Id for its value, or no XAdES properties. */
  'document/no-counter-signature': object;
  /** Two elements have the Id that the document gives its signature. */
  'document/duplicate-id': { id: string };
  /** What was signed would not be valid, by the finding that says why; it is not kept. */
  'document/check-failed': { finding: Finding | null };

  /** Not a PKCS #12 file that can be read. */
  'pfx/malformed': { reason: string };
  'pfx/password': object;
  'pfx/no-key': object;
  /** Encrypted in a way that is too weak, or not known: by name or OID. */
  'pfx/encryption': { algorithm: string };

  /** The thread that validates ended: out of memory, mostly. */
  'validation/ended': { reason: string };
  /** What was asked about is not where the report says. */
  'validation/changed': object;

  'usage/invalid': { reason: string; hint: string };
  /** The user changed their mind. Never shown. */
  cancelled: object;
  /** A defect of this program. */
  internal: { reason: string };
}

export type ErrorCode = keyof ErrorData;

/** An error with a stable code and the data to explain it; the original error is its `cause`. */
export class MuhurError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly data: ErrorData[C];

  constructor(code: C, data: ErrorData[C], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(data)}`, options);
    this.name = 'MuhurError';
    this.code = code;
    this.data = data;
  }
}

/**
 * Is it a `MuhurError`, and of that code? Decided by shape and not by class, because parts of the
 * program that load late are bundles of their own with their own copy of the class.
 */
export function isMuhurError(error: unknown): error is MuhurError;
export function isMuhurError<C extends ErrorCode>(error: unknown, code: C): error is MuhurError<C>;
export function isMuhurError(error: unknown, code?: ErrorCode): boolean {
  if (!(error instanceof Error) || error.name !== 'MuhurError' || !('code' in error)) return false;
  return code === undefined || error.code === code;
}

/** Any thrown value as a `MuhurError`; what we do not know becomes `internal`, with its cause. */
export function toMuhurError(error: unknown): MuhurError {
  if (isMuhurError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new MuhurError('internal', { reason }, { cause: error });
}
