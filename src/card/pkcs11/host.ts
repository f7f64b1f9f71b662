/**
 * The process of one PKCS#11 module: `pkcs11Host.js MODULE`. A vendor's library may crash, hang or
 * open a window; here that costs this process and nothing else. One operation at a time.
 */
import { MuhurError } from '../../errors.ts';
import type { PinInput } from '../card.ts';
import { endWithParent } from '../process/endWithParent.ts';
import { serve } from '../process/serve.ts';
import { TaskQueue } from '../taskQueue.ts';
import type { Module } from './binding.ts';
import { initialise, loadModule } from './binding.ts';
import { TokenKeys } from './keyUse.ts';
import type { ModuleOperations } from './protocol.ts';
import { TokenSession } from './tokenSession.ts';
import { listTokens, moduleInfo, readToken } from './tokens.ts';

interface Open {
  readonly session: TokenSession;
  readonly keys: TokenKeys;
}

const path = process.argv[2] ?? '';
const queue = new TaskQueue();
const sessions = new Map<number, Open>();
let nextSession = 1;
/** Null until it could be loaded: whatever was the matter may be mended meanwhile. */
let loaded: Module | null = null;
let isInitialised = false;

/** Runs `action` after everything asked before it, the module loaded and initialised. */
function inTurn<T>(action: (module: Module) => T): Promise<T> {
  return queue.run(async () => {
    loaded ??= await loadModule(path);
    if (!isInitialised) initialise(loaded);
    isInitialised = true;
    return action(loaded);
  });
}

function inSession<T>({ session: number }: { session: number }, action: (open: Open) => T) {
  return inTurn(() => {
    const open = sessions.get(number);
    if (open === undefined) throw new MuhurError('internal', { reason: 'unknown session' });
    return action(open);
  });
}

/** The bytes of this process are zeroed; the text that the binding needs lives for the call. */
async function withSecrets<T>(secrets: readonly (PinInput | undefined)[], use: () => Promise<T>) {
  try {
    return await use();
  } finally {
    for (const secret of secrets) secret?.fill(0);
  }
}

// The binding calls the module in this thread.
endWithParent();

serve<ModuleOperations>({
  list: () =>
    inTurn((module) => ({
      module: moduleInfo(module),
      tokens: listTokens(module).map(({ slot, info }) => readToken(module, slot, info)),
    })),

  release: () =>
    inTurn((module) => {
      if (sessions.size > 0) return null;
      isInitialised = false;
      module.lib.C_Finalize();
      return null;
    }),

  open: ({ token }) =>
    inTurn((module) => {
      const session = TokenSession.open(module, token);
      const number = nextSession++;
      sessions.set(number, { session, keys: new TokenKeys(session) });
      return number;
    }),

  close: (request) =>
    inSession(request, ({ session }) => {
      sessions.delete(request.session);
      session.close();
      return null;
    }),

  read: (request) => inSession(request, ({ session }) => session.read()),

  pinStatus: (request) => inSession(request, ({ session }) => session.pinStatus(request.whose)),

  verify: (request) =>
    withSecrets([request.pin], () =>
      inSession(request, ({ session }) => {
        session.verify(request.pin);
        return null;
      }),
    ),

  change: (request) =>
    withSecrets([request.oldPin, request.newPin], () =>
      inSession(request, ({ session }) => {
        session.change(request.oldPin, request.newPin);
        return null;
      }),
    ),

  unblock: (request) =>
    withSecrets([request.puk, request.newPin], () =>
      inSession(request, ({ session }) => {
        session.unblock(request.puk, request.newPin);
        return null;
      }),
    ),

  sign: (request) =>
    withSecrets([request.pin], () =>
      inSession(request, ({ keys }) => keys.sign(request.keyId, request.input, request.pin)),
    ),

  decipher: (request) =>
    withSecrets([request.pin], () =>
      inSession(request, ({ keys }) =>
        keys.decipher(request.keyId, request.cryptogram, request.pin),
      ),
    ),

  logout: (request) =>
    inSession(request, ({ session }) => {
      session.logout();
      return null;
    }),
});
