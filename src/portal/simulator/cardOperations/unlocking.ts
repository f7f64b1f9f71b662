import { commandName } from '../../../card/apdu/names.ts';
import { encodeCommand } from '../../../card/apdu/command.ts';
import type { CommandApdu } from '../../../card/apdu/command.ts';
import { MuhurError } from '../../../errors.ts';
import { fromHex, toHex } from '../../../hex.ts';
import type { CardOperation } from '../../contract/cardOperations.ts';
import { keepSecrets } from '../secrets/pageSecrets.ts';
import type { Simulator } from '../simulator.ts';
import { STAGES, identifyingCommand, resetPinCommand } from './commands.ts';
import { collect, continued, parseAnswer } from './exchange.ts';
import type { CardAnswer } from './exchange.ts';
import { judge } from './judge.ts';
import type { Verdict } from './judge.ts';
import { makeNewPin } from './newPin.ts';
import type { StoredOperation } from './operationStore.ts';
import { updateOperation } from './operationStore.ts';
import { openNewPin, openPuk, sealNewPin } from './unlockSecrets.ts';

/** An operation at its first command. */
export function freshOperation(id: string, card: string): StoredOperation {
  return { id, card, state: 'running', step: 1, ...AT_FIRST, newPin: null };
}

const AT_FIRST = { stage: STAGES[0], exchange: null, failure: null } as const;

/**
 * Goes on with an operation: the card is recognised again from the first command on, and a new PIN
 * that it may know already is told it again.
 */
export function resumed(operation: StoredOperation): StoredOperation {
  // A step is left out, so that whoever played this operation before cannot answer into it.
  return { ...operation, ...AT_FIRST, state: 'running', step: operation.step + 2 };
}

/** Keeps the card's answer and what follows from it, in one transaction. */
export function advance(
  simulator: Simulator,
  operation: StoredOperation,
  response: string,
): StoredOperation {
  const answer = parseAnswer(fromHex(response));
  if (answer === null) {
    const fields = [{ path: 'response', reason: 'no response APDU' }];
    throw new MuhurError('portal/input', { fields });
  }
  const next = following(simulator, operation, answer);
  updateOperation(simulator.database, next);
  return next;
}

function following(
  simulator: Simulator,
  operation: StoredOperation,
  answer: CardAnswer,
): StoredOperation {
  const { stage, card } = operation;
  const step = operation.step + 1;
  // This one has no data to collect; its status word is the whole answer.
  if (stage === 'reset-pin') return settled(simulator, operation, judge(stage, card, answer));
  const collected = collect(operation.exchange, answer);
  if (!('sw' in collected)) return { ...operation, step, exchange: collected };
  const verdict = judge(stage, card, collected);
  if (verdict.kind !== 'next') return settled(simulator, operation, verdict);
  const nextStage = STAGES[STAGES.indexOf(stage) + 1] ?? stage;
  const next = { ...operation, step, stage: nextStage, exchange: null };
  return nextStage === 'reset-pin' ? withNewPin(simulator, next) : next;
}

/** From now on the card may learn the new PIN, so it must not get lost. */
function withNewPin(simulator: Simulator, operation: StoredOperation): StoredOperation {
  const { database, vault } = simulator;
  const newPin = operation.newPin ?? sealNewPin(vault, operation.id, makeNewPin());
  const next = { ...operation, newPin };
  if (openPuk(database, vault, next.card) !== null && openNewPin(vault, next) !== null) return next;
  // The key was lost since the operation began.
  return settled(simulator, operation, { kind: 'over', failure: secretLost() });
}

/** After these the card surely does not have the new PIN, or nobody can use it any more. */
const FINAL: readonly string[] = ['portal/card-dead', 'portal/unlock-impossible'];

function settled(
  simulator: Simulator,
  operation: StoredOperation,
  verdict: Verdict,
): StoredOperation {
  if (verdict.kind === 'next') return operation;
  const over = { ...operation, exchange: null };
  if (verdict.kind === 'done') {
    const { pin, puk } = secretsOf(simulator, operation);
    keepSecrets(simulator, operation.card, { pin, puk });
    return { ...over, state: 'done', newPin: null };
  }
  const { code, data } = verdict.failure;
  const failure = { code, data: { ...data } };
  // As long as the card may have the new PIN, nothing but its word or its end settles the matter.
  const isOpen = verdict.kind === 'unclear' || (operation.newPin !== null && !FINAL.includes(code));
  if (isOpen) return { ...over, state: 'interrupted', failure };
  return { ...over, state: 'failed', failure, newPin: null };
}

/** As the API shows it. @param withCommand only in the relay itself: it may hold PUK and PIN. */
export function shownOperation(
  simulator: Simulator,
  operation: StoredOperation,
  withCommand: boolean,
): CardOperation {
  const { id, card, state, step, failure } = operation;
  const command =
    withCommand && state === 'running' ? shownCommand(commandOf(simulator, operation)) : null;
  return { id, kind: 'unlock', cardSerial: card, state, step, command, failure };
}

function shownCommand(command: CommandApdu): CardOperation['command'] {
  const bytes = encodeCommand(command);
  const shown = { apdu: toHex(bytes), name: commandName(command) };
  if (command.secrecy === 'command') {
    bytes.fill(0);
    command.data.fill(0);
  }
  return shown;
}

function commandOf(simulator: Simulator, operation: StoredOperation): CommandApdu {
  const { stage } = operation;
  if (stage === 'reset-pin') {
    const { puk, pin } = secretsOf(simulator, operation);
    return resetPinCommand(puk, pin);
  }
  const command = identifyingCommand(stage);
  return operation.exchange === null ? command : continued(command, operation.exchange);
}

function secretsOf(
  { database, vault }: Simulator,
  operation: StoredOperation,
): { readonly pin: string; readonly puk: string } {
  const puk = openPuk(database, vault, operation.card);
  const pin = openNewPin(vault, operation);
  if (puk === null || pin === null) throw secretLost();
  return { pin, puk };
}

export function secretLost(): MuhurError {
  return new MuhurError('portal/unlock-impossible', { reason: 'secret-lost', triesLeft: null });
}
