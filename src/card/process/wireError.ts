import { MuhurError } from '../../errors.ts';
import type { ErrorCode, ErrorData } from '../../errors.ts';

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
