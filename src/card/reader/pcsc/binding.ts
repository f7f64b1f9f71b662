import type * as smartcard from 'smartcard';
import { MuhurError } from '../../../errors.ts';
import type { Disposition, ReaderStateName, ReaderStatus, ShareMode } from '../reader.ts';
import { pcscFailure } from './failure.ts';

/**
 * The one file that knows the native PC/SC binding. It runs in a process of its own, so its calls
 * may block; errors leave it as ours.
 */
export type Pcsc = typeof smartcard;
export type PcscContext = smartcard.ContextInterface;

/** @throws `reader/addon-missing` when the addon was not built, or its library is not there. */
export async function loadPcsc(): Promise<Pcsc> {
  try {
    return await import('smartcard');
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new MuhurError('reader/addon-missing', { reason }, { cause: error });
  }
}

/** A connection of this process to the PC/SC service. @throws `reader/no-service`. */
export function establishContext(pcsc: Pcsc): PcscContext {
  try {
    return new pcsc.Context();
  } catch (error) {
    throw pcscFailure(error, '');
  }
}

/** A reader as PC/SC describes it: our status, and the raw state word that a wait starts from. */
export interface ListedReader {
  readonly status: ReaderStatus;
  readonly rawState: number;
}

/** `ours`: readers to which this process is connected; their being in use says nothing. */
export function listReaders(
  context: PcscContext,
  pcsc: Pcsc,
  ours: ReadonlySet<string>,
): ListedReader[] {
  try {
    return context.listReaders().map((reader) => {
      const { name, state: rawState } = reader;
      const isOurs = ours.has(name);
      const atr = reader.atr !== null && reader.atr.length > 0 ? new Uint8Array(reader.atr) : null;
      const state = stateName(rawState, pcsc, isOurs);
      const hasCard = state === 'present' || state === 'in-use';
      return {
        status: {
          name,
          kind: 'pcsc',
          state: state === 'present' && atr === null ? 'mute' : state,
          atr: hasCard ? atr : null,
          insertion: (rawState >>> 16) & 0xffff,
          usedElsewhere: !isOurs && (rawState & pcsc.SCARD_STATE_INUSE) !== 0,
        },
        rawState: rawState & ~pcsc.SCARD_STATE_CHANGED,
      };
    });
  } catch (error) {
    throw pcscFailure(error, '');
  }
}

function stateName(rawState: number, pcsc: Pcsc, isOurs: boolean): ReaderStateName {
  if (rawState & (pcsc.SCARD_STATE_UNKNOWN | pcsc.SCARD_STATE_UNAVAILABLE)) return 'unavailable';
  if ((rawState & pcsc.SCARD_STATE_PRESENT) === 0) return 'empty';
  if (rawState & pcsc.SCARD_STATE_MUTE) return 'mute';
  return rawState & pcsc.SCARD_STATE_EXCLUSIVE && !isOurs ? 'in-use' : 'present';
}

/** The pseudo reader that stands for readers coming and going. */
const PLUG_AND_PLAY = { name: '\\\\?PnP?\\Notification', state: 0 };

/** Waits, without using the processor, until a reader or card comes or goes, or until cancelled. */
export async function waitForChange(
  context: PcscContext,
  known: readonly ListedReader[],
): Promise<void> {
  const states = known.map(({ status, rawState }) => ({ name: status.name, state: rawState }));
  try {
    await context.waitForChange([...states, PLUG_AND_PLAY] as smartcard.ReaderState[]);
  } catch (error) {
    throw pcscFailure(error, '');
  }
}

/** An open connection, with a context of its own so that readers do not wait for each other. */
export interface PcscConnection {
  readonly atr: Uint8Array;
  transmit(command: Uint8Array): Promise<Uint8Array>;
  disconnect(disposition: Disposition): void;
}

/** Largest responses, status word included (ISO 7816-4 §5.1). The binding clears such a buffer. */
const LARGEST_SHORT_RESPONSE = 0x102;
const LARGEST_EXTENDED_RESPONSE = 0x10002;

/** After the header an extended command has a zero byte, and more than that. */
function largestResponse(command: Uint8Array): number {
  const isExtended = command.length > 5 && command[4] === 0;
  return isExtended ? LARGEST_EXTENDED_RESPONSE : LARGEST_SHORT_RESPONSE;
}

export async function connect(
  pcsc: Pcsc,
  reader: string,
  mode: ShareMode,
): Promise<PcscConnection> {
  const context = establishContext(pcsc);
  try {
    const found = context.listReaders().find(({ name }) => name === reader);
    if (found === undefined) throw new MuhurError('reader/not-found', { reader });
    if ((found.state & pcsc.SCARD_STATE_PRESENT) === 0)
      throw new MuhurError('card/absent', { reader });
    const share = mode === 'exclusive' ? pcsc.SCARD_SHARE_EXCLUSIVE : pcsc.SCARD_SHARE_SHARED;
    const card = await found.connect(share, pcsc.SCARD_PROTOCOL_T0 | pcsc.SCARD_PROTOCOL_T1);
    const atr = card.atr;
    // Without an ATR the card, or the service, went away between the two calls.
    if (atr === null || atr.length === 0) throw new MuhurError('card/absent', { reader });
    return openConnection(pcsc, context, card, new Uint8Array(atr), reader);
  } catch (error) {
    context.close();
    throw pcscFailure(error, reader);
  }
}

function openConnection(
  pcsc: Pcsc,
  context: PcscContext,
  card: smartcard.CardInterface,
  atr: Uint8Array,
  reader: string,
): PcscConnection {
  let lost = false;
  return {
    atr,
    async transmit(command) {
      const bytes = Buffer.from(command.buffer, command.byteOffset, command.byteLength);
      try {
        const response = await card.transmit(bytes, { maxRecvLength: largestResponse(command) });
        // Some drivers report a card that was pulled in mid-command as an empty success.
        if (response.length === 0) throw new MuhurError('card/removed', { reader });
        return response;
      } catch (error) {
        lost = true;
        throw failureInCommand(pcsc, error, reader);
      }
    },
    disconnect(disposition) {
      try {
        // PC/SC Lite 1.9 that is told to reset a card that is gone may miss the next one.
        const reset = disposition === 'reset' && !lost;
        card.disconnect(reset ? pcsc.SCARD_RESET_CARD : pcsc.SCARD_LEAVE_CARD);
      } catch {
        // The card or its reader is gone, and with it what we wanted to let go of.
      } finally {
        context.close();
      }
    },
  };
}

/**
 * What a failure means once a command was on its way: when the service is gone, whatever the code
 * says, the command may have reached the card.
 */
function failureInCommand(pcsc: Pcsc, error: unknown, reader: string): MuhurError {
  const failure = pcscFailure(error, reader);
  const mayBeService = failure.code === 'reader/no-service' || failure.code === 'reader/failed';
  if (!mayBeService || serviceAnswers(pcsc)) return failure;
  return new MuhurError('reader/service-lost', { reader }, { cause: error });
}

/** Whether the PC/SC service is there now. */
export function serviceAnswers(pcsc: Pcsc): boolean {
  try {
    establishContext(pcsc).close();
    return true;
  } catch {
    return false;
  }
}
