import assert from 'node:assert/strict';
import type { Card, PinInput } from '../../src/card/card.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { bytes, failsWith } from '../contract/keyContract.ts';
import { HOSTILE, HostileTokens, SOME_INPUT, needsCompiler } from '../rig/hostileModule.ts';

const PIN = bytes(HOSTILE.pin);
const PUK = bytes(HOSTILE.soPin);
/** LOGIN_REQUIRED, USER_PIN_INITIALIZED, TOKEN_INITIALIZED. */
const USUAL = 0x40c;

let rig: HostileTokens;

describe('PINs and a hostile PKCS#11 module', function () {
  this.timeout(30_000);
  before(async function () {
    this.timeout(60_000);
    needsCompiler(this);
    rig = await HostileTokens.start();
  });
  beforeEach(() => rig.module.behave());
  after(() => rig.dispose());

  const use = async (
    does: Record<string, string | number>,
    action: (card: Card) => Promise<unknown>,
  ) => {
    rig.module.behave(does);
    const token = await rig.token();
    rig.module.calls();
    await rig.session(token, action);
  };
  const refuses = async (
    does: Record<string, string | number>,
    action: (card: Card) => Promise<unknown>,
    code: ErrorCode,
    data?: object,
  ) => {
    await assert.rejects(use(does, action), failsWith(code, data));
  };
  const assertSent = (...expected: readonly string[]) => {
    const sent = rig.module.pinCalls().map(({ name, numbers }) => [name, ...numbers].join(' '));
    assert.deepEqual(sent, expected);
  };
  const verify = (card: Card) => card.verifyPin(PIN);

  it('no listing logs in, whatever the flags say', async () => {
    for (const flag of [0, 0x100, 0x10000, 0x20000, 0x40000, 0x80000, 0x1000000]) {
      rig.module.behave({ flags: USUAL | flag, 'always-authenticate': 1 });
      await rig.list();
    }
    rig.module.behave({ flags: 0 });
    await rig.list();
    assertSent();
  });

  it('none goes to a token that says it is locked', async () => {
    const locked = { flags: USUAL | 0x40000 };
    await refuses(locked, verify, 'pin/blocked', {});
    await refuses(locked, (card) => card.changePin(PIN, PIN), 'pin/blocked', {});
    const soLocked = { flags: USUAL | 0x400000 };
    await refuses(soLocked, (card) => card.unblockPin(PUK, PIN), 'puk/blocked', {});
    assertSent();
  });

  it('none of a wrong length, or of other characters, goes to the token', async () => {
    const rule = { min: 4, max: 16 };
    for (const unfit of ['', '123', '1'.repeat(17)].map(bytes)) {
      await refuses({}, (card) => card.verifyPin(unfit), 'pin/length', rule);
      await refuses({}, (card) => card.changePin(unfit, PIN), 'pin/length', rule);
      await refuses({}, (card) => card.changePin(PIN, unfit), 'pin/length', rule);
      await refuses({}, (card) => card.unblockPin(unfit, PIN), 'puk/length', rule);
      await refuses({}, (card) => card.unblockPin(PUK, unfit), 'pin/length', rule);
    }
    await refuses({}, (card) => card.verifyPin(bytes('12 456')), 'pin/characters');
    assertSent();
  });

  it('an absurd length rule is not believed, but nothing empty is sent', async () => {
    const lies = { 'longest-pin': '18446744073709551615', 'shortest-pin': 0 };
    await use(lies, verify);
    assertSent('C_Login 1 6');
    await refuses(lies, (card) => card.verifyPin(bytes('')), 'pin/characters');
    assertSent();
  });

  it('a wrong one is sent once, and the state after it is told', async () => {
    const wrong = (card: Card) => card.verifyPin(bytes('000000'));
    for (const [then, code, data] of [
      [USUAL, 'pin/wrong', { triesLeft: null }],
      [USUAL | 0x20000, 'pin/wrong', { triesLeft: 1 }],
      [USUAL | 0x40000, 'pin/blocked', { lastTrySpent: true }],
    ] as const) {
      await refuses({ 'flags-then': then }, wrong, code, data);
      assertSent('C_Login 1 6');
      await use({}, verify);
      rig.module.calls();
    }
  });

  it('the last try is told before', async () => {
    rig.module.behave({ flags: USUAL | 0x20000 });
    const { snapshot } = await rig.token();
    assert.deepEqual(snapshot.pin, { state: 'last-try', triesLeft: 1 });
  });

  for (const [what, flags, code] of [
    ['not initialised', 0x4, 'pkcs11/not-initialised'],
    ['without a PIN', 0x404, 'pkcs11/no-pin'],
    ['whose PIN has to be changed', USUAL | 0x80000, 'pkcs11/pin-expired'],
  ] as const) {
    it(`a token ${what} says so`, async () => {
      rig.module.behave({ flags });
      const { problems } = (await rig.token()).snapshot;
      assert.deepEqual(
        problems.map((one) => one.code),
        [code],
      );
    });
  }

  it('one is typed on the reader only where it has keys', async () => {
    for (const typed of [
      (card: Card) => card.verifyPin(null),
      (card: Card) => card.changePin(null, PIN),
      (card: Card) => card.changePin(PIN, null),
      (card: Card) => card.unblockPin(null, PIN),
      (card: Card) => card.unblockPin(PUK, null),
    ]) {
      await refuses({}, typed, 'card/unsupported');
    }
    assertSent();
    await use({ flags: USUAL | 0x100 }, (card) => card.verifyPin(null));
    assertSent('C_Login 1 0');
    assert.equal((await rig.token()).snapshot.hasPinPad, true);
  });

  describe('a key that asks each time', () => {
    const asking = { 'always-authenticate': 1 };
    const signing = (pin?: PinInput) => async (card: Card) => {
      await card.verifyPin(PIN);
      rig.module.pinCalls();
      return card.sign(HOSTILE.key, SOME_INPUT, pin);
    };

    it('gets one for each signature', async () => {
      await use(asking, async (card) => {
        await signing(PIN)(card);
        await card.sign(HOSTILE.key, SOME_INPUT, PIN);
      });
      assertSent('C_Login 2 6', 'C_Login 2 6');
    });

    it('signs nothing without, and nothing is sent', async () => {
      await refuses(asking, signing(), 'pin/not-verified');
      assertSent();
    });

    it('gets a wrong one once', async () => {
      await refuses(asking, signing(bytes('000000')), 'pin/wrong', { triesLeft: null });
      assertSent('C_Login 2 6');
    });

    it('gets none of a wrong length, and the session can go on signing', async () => {
      await use(asking, async (card) => {
        await assert.rejects(signing(bytes('1'))(card), failsWith('pin/length'));
        assertSent();
        await card.sign(HOSTILE.key, SOME_INPUT, PIN);
      });
    });

    it('any other gets none with a signature', async () => {
      await use({}, signing(PIN));
      assertSent();
    });
  });

  describe('two tokens of the same label and serial number', () => {
    it('are told apart by their slots', async () => {
      rig.module.behave({ tokens: 2 });
      for (const [index, mark] of [1, 2].entries()) {
        assert.equal((await rig.sign(await rig.token(index)))[0], mark);
      }
    });

    it('that change places are not taken for each other: no PIN goes to the other', async () => {
      rig.module.behave({ tokens: 2 });
      const token = await rig.token();
      rig.module.calls();
      rig.module.behave({ tokens: 2, swapped: 1 });
      await assert.rejects(rig.sign(token), failsWith('card/swapped'));
      assertSent();
    });

    it('one of which is gone: the other is not taken for it', async () => {
      rig.module.behave({ tokens: 2 });
      const token = await rig.token(1);
      rig.module.calls();
      rig.module.behave({ tokens: 1 });
      await assert.rejects(rig.sign(token), failsWith('card/absent'));
      assertSent();
    });
  });

  it('none goes to another token in the same slot', async () => {
    const token = await rig.token();
    for (const does of [{ serial: '0000' }, { 'label-hex': `41${'20'.repeat(31)}` }]) {
      rig.module.behave(does);
      rig.module.calls();
      await assert.rejects(rig.sign(token), failsWith('card/swapped'));
      assertSent();
    }
  });
});
