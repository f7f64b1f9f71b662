import type { Disposition, ReaderStatus, ShareMode } from '../reader.ts';
import type { WireError } from '../../process/wireError.ts';

/** What the PC/SC process is asked. What it tells by itself is a `WireStatus`. */
export interface PcscOperations {
  readonly watch: { readonly needs: object; readonly answers: null };
  readonly list: { readonly needs: object; readonly answers: WireStatus };
  readonly connect: {
    readonly needs: { readonly reader: string; readonly mode: ShareMode };
    readonly answers: { readonly handle: number; readonly atr: Uint8Array };
  };
  readonly transmit: {
    readonly needs: { readonly handle: number; readonly command: Uint8Array };
    readonly answers: Uint8Array;
  };
  readonly disconnect: {
    readonly needs: { readonly handle: number; readonly disposition: Disposition };
    readonly answers: null;
  };
}

export interface WireStatus {
  readonly readers: readonly ReaderStatus[];
  readonly problem: WireError | null;
}
