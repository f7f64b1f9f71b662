import { recogniseAtr } from '../../../card/akis/recognise.ts';
import { MuhurError } from '../../../errors.ts';
import { fromHex } from '../../../hex.ts';
import type { CardOperation } from '../../contract/cardOperations.ts';
import { cardRow } from '../menu/cards.ts';
import { randomId } from '../signIn/randomId.ts';
import type { Simulator } from '../simulator.ts';
import { pukRefused } from './judge.ts';
import type { StoredOperation } from './operationStore.ts';
import {
  insertOperation,
  lastOperationOn,
  operationOf,
  updateOperation,
} from './operationStore.ts';
import { advance, freshOperation, resumed, secretLost, shownOperation } from './unlocking.ts';
import { openNewPin, openPuk } from './unlockSecrets.ts';

/** The card system that virtual cards imitate; real cards of it exist too. */
const IMITATED = 'AKİS 1.0';
/** All our cards' serial numbers begin so: MMT, in ASCII. */
const OUR_SERIAL = /^4D4D54/;

/**
 * Kilit Çözme begins, or goes on where it was interrupted.
 * @throws `portal/real-card`, `portal/not-found`, `portal/card-dead`, `portal/unlock-impossible`.
 */
export function startUnlocking(
  simulator: Simulator,
  vkn: string,
  { cardSerial, atr }: { cardSerial: string; atr: string },
): CardOperation {
  const { database } = simulator;
  rejectRealCard(cardSerial, atr);
  const operation = database.transaction(() => {
    cardRow(simulator, vkn, cardSerial);
    const last = lastOperationOn(database, cardSerial);
    rejectHopeless(simulator, cardSerial, last);
    if (last !== null && isOpen(last)) {
      const next = resumed(last);
      updateOperation(database, next);
      return next;
    }
    const fresh = freshOperation(randomId(), cardSerial);
    insertOperation(database, fresh);
    return fresh;
  });
  return shownOperation(simulator, operation, true);
}

/** Many real cards can be told by what they answer to reset; the others by their first answers. */
function rejectRealCard(cardSerial: string, atr: string): void {
  const { family, version } = recogniseAtr(fromHex(atr));
  if (version === IMITATED && OUR_SERIAL.test(cardSerial)) return;
  throw new MuhurError('portal/real-card', { family });
}

/** A PUK that was refused once would only be spent; a dead card stays dead. */
function rejectHopeless(
  { database, vault }: Simulator,
  card: string,
  last: StoredOperation | null,
): void {
  const { code, data } = (last?.state === 'failed' ? last.failure : null) ?? NO_FAILURE;
  if (code === 'portal/card-dead') throw new MuhurError(code, {});
  if (code === 'portal/unlock-impossible' && data['reason'] === 'puk-refused') {
    const { triesLeft } = data;
    throw pukRefused(typeof triesLeft === 'number' ? triesLeft : null);
  }
  const isNewPinLost = last !== null && last.newPin !== null && openNewPin(vault, last) === null;
  if (openPuk(database, vault, card) === null || isNewPinLost) throw secretLost();
}

const NO_FAILURE = { code: '', data: {} } as const;

function isOpen({ state }: StoredOperation): boolean {
  return state === 'running' || state === 'interrupted';
}

/**
 * Takes what the card answered. The same answer once more changes nothing and is answered alike.
 * @throws `portal/not-found`, `portal/operation-step`, `portal/input`.
 */
export function answerCommand(
  simulator: Simulator,
  vkn: string,
  id: string,
  { step, response }: { step: number; response: string },
): CardOperation {
  const operation = simulator.database.transaction(() => {
    const before = operationOf(simulator.database, vkn, id);
    const isRunning = before.state === 'running';
    if (isRunning && step === before.step) return advance(simulator, before, response);
    const answered = isRunning ? before.step - 1 : before.step;
    if (step !== answered || isFirst(before)) throw wrongStep(before);
    return before;
  });
  return shownOperation(simulator, operation, true);
}

/** At the first command nothing was answered yet, whatever numbers are left out before it. */
function isFirst({ state, stage, exchange }: StoredOperation): boolean {
  return state === 'running' && stage === 'read-serial' && exchange === null;
}

/** How far it is; what the card has to be told is said in the relay alone. */
export function readOperation(simulator: Simulator, vkn: string, id: string): CardOperation {
  return shownOperation(simulator, operationOf(simulator.database, vkn, id), false);
}

/**
 * The card is gone: nobody answers into the operation any more until it is started again.
 * @throws `portal/not-found`, `portal/operation-step`.
 */
export function interruptOperation(simulator: Simulator, vkn: string, id: string): CardOperation {
  const operation = simulator.database.transaction(() => {
    const before = operationOf(simulator.database, vkn, id);
    if (!isOpen(before)) throw wrongStep(before);
    const interrupted: StoredOperation = { ...before, state: 'interrupted' };
    updateOperation(simulator.database, interrupted);
    return interrupted;
  });
  return shownOperation(simulator, operation, false);
}

/**
 * Gives up, as long as the card cannot have been changed.
 * @throws `portal/not-found`, `portal/operation-step`.
 */
export function cancelOperation({ database }: Simulator, vkn: string, id: string): void {
  database.transaction(() => {
    const before = operationOf(database, vkn, id);
    if (before.state === 'cancelled') return;
    if (!isOpen(before) || before.newPin !== null) throw wrongStep(before);
    updateOperation(database, { ...before, state: 'cancelled', exchange: null });
  });
}

function wrongStep({ step, state }: StoredOperation): MuhurError {
  return new MuhurError('portal/operation-step', { step, state });
}
