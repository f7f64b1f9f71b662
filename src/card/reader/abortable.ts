import { MuhurError } from '../../errors.ts';
import type { CardConnection } from './reader.ts';

/**
 * The connection, refusing every further command once the signal fires. A command on its way is
 * waited for: what it does to the card must be known.
 */
export function abortable(connection: CardConnection, signal?: AbortSignal): CardConnection {
  if (signal === undefined) return connection;
  const { reader, kind, atr } = connection;
  return {
    reader,
    kind,
    atr,
    transmit(command) {
      if (signal.aborted) return Promise.reject(new MuhurError('cancelled', {}));
      return connection.transmit(command);
    },
    disconnect: (disposition) => connection.disconnect(disposition),
  };
}
