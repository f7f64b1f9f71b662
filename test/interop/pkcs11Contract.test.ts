import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Pkcs11Modules } from '../../src/card/pkcs11/modules.ts';
import type { TokenRecord } from '../../src/card/tokenSource.ts';
import { silentLog } from '../../src/log.ts';
import type { CardUnderTest, Way } from '../contract/cardContract.ts';
import { describeCardContract, describeEcCardContract } from '../contract/cardContract.ts';
import type { Session } from '../contract/keyContract.ts';
import { bytes, failsWith } from '../contract/keyContract.ts';
import { READERS } from '../rig/pcscd.ts';
import { SOFT_HSM, SoftHsm, TOKEN, needsSoftHsm } from '../rig/softHsm.ts';
import type { CardKind } from '../rig/virtualCardInVpcd.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';
import { OpenSc, needsOpenSc, openScModule, useEnvironment } from './opensc.ts';

const HOST = fileURLToPath(new URL('../../src/card/pkcs11/host.ts', import.meta.url));

/** Sessions with the only token that a module shows. */
function tokenSessions(module: string): { session: Session; dispose: () => void } {
  const modules = new Pkcs11Modules(HOST, silentLog);
  modules.use([module]);
  let token: TokenRecord | undefined;
  return {
    session: async (action) => {
      if (token === undefined) [token] = (await modules.list()).flatMap(({ tokens }) => tokens);
      if (token === undefined) throw new Error('the module shows no token');
      return modules.withToken(token, action);
    },
    dispose: () => modules.dispose(),
  };
}

describe('through a PKCS#11 module: SoftHSM', () => {
  const templates = new Map<string, SoftHsm>();

  before(function () {
    needsSoftHsm(this);
  });
  after(() => {
    for (const template of templates.values()) template.dispose();
  });

  const token = async (kind: CardKind): Promise<CardUnderTest> => {
    const name = JSON.stringify(kind);
    const template = templates.get(name) ?? new SoftHsm();
    if (!templates.has(name)) await template.fill(kind);
    templates.set(name, template);
    const store = await new SoftHsm().copyOf(template);
    const restore = useEnvironment(store.env, ['SOFTHSM2_CONF']);
    const { session, dispose } = tokenSessions(SOFT_HSM);
    return {
      pin: TOKEN.pin,
      puk: TOKEN.soPin,
      session,
      dispose: () => {
        dispose();
        restore();
        store.dispose();
        return Promise.resolve();
      },
    };
  };

  /** It tells that a PIN was wrong, and never locks. */
  const way: Way = {
    serial: /^[0-9a-f]{16}$/,
    status: (left) => ({
      state: left === 3 ? 'ready' : 'wrong-entered',
      triesLeft: null,
      neverLocks: true,
    }),
    leftAfterWrong: () => null,
    longest: 255,
    locks: false,
    takesPuk: false,
    relays: false,
  };
  describeCardContract('a token of SoftHSM', () => token({}), way);
  describeEcCardContract('a token of SoftHSM', () => token({ algorithm: 'EC-P384' }));

  it('its security officer’s PIN gives a new PIN, and a wrong one does not', async () => {
    const rig = await token({});
    const { pin, puk, session } = rig;
    const unblock = (officer: string) =>
      session((card) => card.unblockPin(bytes(officer), bytes('24681357')));
    const verify = (typed: string) => session((card) => card.verifyPin(bytes(typed)));
    try {
      await assert.rejects(unblock('00000000'), failsWith('puk/wrong'));
      await verify(pin);
      await unblock(puk);
      await verify('24681357');
      await assert.rejects(verify(pin), failsWith('pin/wrong'));
    } finally {
      await rig.dispose();
    }
  });
});

describe('through a PKCS#11 module: OpenSC', () => {
  let opensc: OpenSc;
  let restore = (): void => undefined;

  before(function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    restore = useEnvironment(opensc.env, ['OPENSC_CONF', 'HOME']);
  });
  after(() => {
    restore();
    opensc.dispose();
  });

  const inReader = async (kind: CardKind): Promise<CardUnderTest> => {
    const [{ port }] = READERS;
    const { card, dispose } = await cardInVpcd(port, kind);
    await opensc.untilCard(true);
    const sessions = tokenSessions(openScModule());
    return {
      ...card.secrets,
      session: sessions.session,
      async dispose() {
        sessions.dispose();
        await dispose();
        await opensc.untilCard(false);
      },
    };
  };

  /** Of our card it tells nothing in advance; only a refusal itself tells that one try is left. */
  const way: Way = {
    serial: /^[0-9A-F]{16}$/i,
    status: () => ({ state: 'ready', triesLeft: null }),
    leftAfterWrong: (left) => (left === 1 ? 1 : null),
    longest: 16,
    locks: true,
    takesPuk: false,
    relays: false,
  };
  // Its AKİS driver has no EC, so keys of that kind are SoftHSM's part.
  describeCardContract('our card in a PC/SC reader', () => inReader({}), way);
});
