import type { FetchProblem } from './fetching.ts';

/** What goes wrong with trusted certificates, time stamps and CMS: a part of `ErrorData`. */
export interface PkiErrorData {
  /** A file or folder of trusted certificates that was named and is not there. */
  'trust/not-found': { path: string };
  'trust/unreadable': { path: string; reason: string };
  /** A file that was named and is neither certificate nor CRL, or a broken one. */
  'trust/not-certificate': { path: string };
  /** A file too large, or certificates too many. */
  'trust/too-large': { path: string };

  /** Kamu SM's repository, from which its roots were to come, was not reached or has none of them. */
  'trust/roots': { address: string; reason: FetchProblem | 'status' | 'none' };

  /** The time-stamp server was not reached. */
  'time-stamp/unreachable': { address: string; reason: FetchProblem };
  /** It gives no time stamp; `text` is what it says. */
  'time-stamp/refused': { address: string; text: string };
  /** It gave something that is not the time stamp that was asked for. */
  'time-stamp/answer': { address: string; reason: string };
  /** Level T is wanted, and the setting names no server. */
  'time-stamp/no-address': { text: string };

  /** Not a CMS signature that can be read (RFC 5652), or larger than we read. */
  'cms/malformed': { reason: string };
}
