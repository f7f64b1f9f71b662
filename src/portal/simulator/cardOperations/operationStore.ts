import * as z from 'zod';
import { MuhurError } from '../../../errors.ts';
import { cardOperation } from '../../contract/cardOperations.ts';
import type { Database, Row } from '../store/database.ts';
import { STAGES } from './commands.ts';
import { exchange } from './exchange.ts';

const storedOperation = z.object({
  id: z.string(),
  card: z.string(),
  state: cardOperation.shape.state,
  step: z.int(),
  stage: z.enum(STAGES),
  exchange: exchange.nullable(),
  /** Sealed; there from before the card could be told it until it is settled whether it was. */
  newPin: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
  failure: cardOperation.shape.failure,
});

/** A card operation as it is kept: whoever goes on with it needs nothing else. */
export type StoredOperation = z.output<typeof storedOperation>;

/** Begins an operation. */
export function insertOperation(database: Database, operation: StoredOperation): void {
  const { id, card, state, step, stage } = operation;
  database.run(
    "INSERT INTO card_operation (id, card, kind, state, step, stage) VALUES (?, ?, 'unlock', ?, ?, ?)",
    id,
    card,
    state,
    step,
    stage,
  );
}

/** Keeps how far it is. */
export function updateOperation(database: Database, operation: StoredOperation): void {
  const { id, state, step, stage, newPin, failure } = operation;
  database.run(
    `UPDATE card_operation SET state = ?, step = ?, stage = ?, exchange = ?, new_pin = ?, failure = ?
     WHERE id = ?`,
    state,
    step,
    stage,
    jsonOf(operation.exchange),
    newPin,
    jsonOf(failure),
    id,
  );
}

function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** @throws `portal/not-found`, also for somebody else's. */
export function operationOf(database: Database, vkn: string, id: string): StoredOperation {
  const row = database.get(
    `SELECT card_operation.* FROM card_operation JOIN card ON card.serial = card_operation.card
     WHERE card_operation.id = ? AND card.vkn = ?`,
    id,
    vkn,
  );
  if (row === undefined) throw new MuhurError('portal/not-found', { what: 'operation' });
  return parsed(row);
}

/** The last operation on a card, over or not. */
export function lastOperationOn(database: Database, card: string): StoredOperation | null {
  const row = database.get(
    'SELECT * FROM card_operation WHERE card = ? ORDER BY rowid DESC LIMIT 1',
    card,
  );
  return row === undefined ? null : parsed(row);
}

function parsed(row: Row): StoredOperation {
  const json = (value: unknown) =>
    typeof value === 'string' ? (JSON.parse(value) as unknown) : null;
  return storedOperation.parse({
    ...row,
    exchange: json(row['exchange']),
    newPin: row['new_pin'],
    failure: json(row['failure']),
  });
}
