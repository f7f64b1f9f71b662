import * as contract from '../../contract/cardOperations.ts';
import type { BoundRoute } from '../server/handlers.ts';
import { bind } from '../server/handlers.ts';
import type { Simulator } from '../simulator.ts';
import {
  answerCommand,
  cancelOperation,
  interruptOperation,
  readOperation,
  startUnlocking,
} from './cardOperations.ts';

/** Kilit Çözme. */
export function cardOperationRoutes(simulator: Simulator): readonly BoundRoute[] {
  return [
    bind(contract.startCardOperation, ({ body }, { session }) =>
      startUnlocking(simulator, session.vkn, body),
    ),
    bind(contract.answerCardCommand, ({ params, body }, { session }) =>
      answerCommand(simulator, session.vkn, params.operationId, body),
    ),
    bind(contract.readCardOperation, ({ params }, { session }) =>
      readOperation(simulator, session.vkn, params.operationId),
    ),
    bind(contract.interruptCardOperation, ({ params }, { session }) =>
      interruptOperation(simulator, session.vkn, params.operationId),
    ),
    bind(contract.cancelCardOperation, ({ params }, { session }) => {
      cancelOperation(simulator, session.vkn, params.operationId);
      return undefined;
    }),
  ];
}
