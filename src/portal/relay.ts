import { MuhurError, isMuhurError } from '../errors.ts';
import { fromHex, toHex } from '../hex.ts';
import type { PortalClient } from './client.ts';
import { reportedError } from './clientProblem.ts';
import * as contract from './contract/cardOperations.ts';
import type { CardOperation } from './contract/cardOperations.ts';

/** The card to be unlocked. */
export interface RelayCard {
  /** Upper-case hexadecimal. */
  readonly serial: string;
  /** Answer to reset. */
  readonly atr: Uint8Array;
  /** One command APDU in, one response APDU out, as they are; commands may hold PUK and PIN. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
}

/** No operation has as many commands; a server that goes on and on is none of ours. */
const MOST_COMMANDS = 64;
/** An answer whose receipt was not confirmed is brought again so often. */
const DELIVERIES = 3;

/**
 * Kilit Çözme: carries the portal's commands to the card and its answers back until the card has a
 * new PIN, which the portal then shows. When this throws, it can be called again for the same card
 * and goes on where it was interrupted.
 *
 * @param signal no further command is sent after it; the answer to one on its way is still brought.
 * @throws what the portal answers, why the operation failed, what `transmit` throws, `cancelled`.
 */
export async function unlockThroughPortal(
  client: PortalClient,
  token: string,
  card: RelayCard,
  signal?: AbortSignal,
): Promise<CardOperation> {
  let operation = await client.call(
    contract.startCardOperation,
    { body: { kind: 'unlock', cardSerial: card.serial, atr: toHex(card.atr) } },
    { token, ...(signal && { signal }) },
  );
  for (let i = 0; i < MOST_COMMANDS && operation.command !== null; i++) {
    const response = await onCard(client, token, operation, card, signal);
    operation = await deliver(client, token, operation, response);
  }
  if (operation.state === 'done') return operation;
  throw failureOf(client, operation);
}

/** The card's answer; when there is none, the portal is told before the error is passed on. */
async function onCard(
  client: PortalClient,
  token: string,
  { id: operationId, command }: CardOperation,
  card: RelayCard,
  signal: AbortSignal | undefined,
): Promise<string> {
  const apdu = fromHex(command?.apdu ?? '');
  try {
    if (signal?.aborted === true) throw new MuhurError('cancelled', {});
    return toHex(await card.transmit(apdu));
  } catch (error) {
    const interrupted = client.call(
      contract.interruptCardOperation,
      { params: { operationId } },
      { token },
    );
    // What happened to the card matters more than that the portal does not hear of it.
    await interrupted.catch(() => undefined);
    throw error;
  } finally {
    apdu.fill(0);
  }
}

/** Brings an answer; brought twice it is taken once, so it is brought until that is confirmed. */
async function deliver(
  client: PortalClient,
  token: string,
  { id: operationId, step }: CardOperation,
  response: string,
): Promise<CardOperation> {
  for (let delivery = 1; ; delivery++) {
    try {
      const input = { params: { operationId }, body: { step, response } };
      return await client.call(contract.answerCardCommand, input, { token });
    } catch (error) {
      const isLost =
        isMuhurError(error, 'portal/unreachable') || isMuhurError(error, 'portal/timeout');
      if (!isLost || delivery >= DELIVERIES) throw error;
    }
  }
}

function failureOf(client: PortalClient, { state, step, failure }: CardOperation): MuhurError {
  const known = failure === null ? undefined : reportedError(failure);
  if (known !== undefined) return known;
  if (state === 'running') {
    const reason = 'too many commands';
    return new MuhurError('portal/answer', { address: client.baseUrl, status: 200, reason });
  }
  return new MuhurError('portal/operation-step', { step, state });
}
