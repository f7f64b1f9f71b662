import { MuhurError } from '../../../errors.ts';
import type { ErrorCode, ErrorData } from '../../../errors.ts';
import type { Disposition, ReaderStatus, ShareMode } from '../reader.ts';

/** An error on its way between processes. */
export interface WireError {
  readonly code: ErrorCode;
  readonly data: ErrorData[ErrorCode];
  readonly cause: string | null;
}

export function toWire(error: MuhurError): WireError {
  const cause = error.cause instanceof Error ? error.cause.message : null;
  return { code: error.code, data: error.data, cause };
}

export function fromWire({ code, data, cause }: WireError): MuhurError {
  return new MuhurError(code, data, cause === null ? undefined : { cause: new Error(cause) });
}

/** What the PC/SC process is asked. Every request is answered once. */
export type PcscRequest =
  | { readonly op: 'watch' }
  | { readonly op: 'list' }
  | { readonly op: 'connect'; readonly reader: string; readonly mode: ShareMode }
  | { readonly op: 'transmit'; readonly handle: number; readonly command: Uint8Array }
  | { readonly op: 'disconnect'; readonly handle: number; readonly disposition: Disposition };

export interface PcscAnswers {
  watch: null;
  list: WireStatus;
  connect: { readonly handle: number; readonly atr: Uint8Array };
  transmit: Uint8Array;
  disconnect: null;
}

export interface WireStatus {
  readonly readers: readonly ReaderStatus[];
  readonly problem: WireError | null;
}

export type ToPcscProcess = PcscRequest & { readonly id: number };

export type FromPcscProcess =
  | { readonly id: number; readonly answer: PcscAnswers[PcscRequest['op']] }
  | { readonly id: number; readonly error: WireError }
  | { readonly status: WireStatus };
