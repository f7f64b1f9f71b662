import assert from 'node:assert/strict';
import pkcs11js from 'pkcs11js';
import turkish from '../../l10n/bundle.l10n.tr.json' with { type: 'json' };
import type { TokenRecord } from '../../src/card/tokenSource.ts';
import { isMuhurError } from '../../src/errors.ts';
import type { MuhurError } from '../../src/errors.ts';
import { explain, explanationText } from '../../src/text/errors.ts';
import { useLanguage } from '../../src/text/language.ts';
import { bytes } from '../contract/keyContract.ts';
import { HOSTILE, HostileTokens, SOME_INPUT, needsCompiler } from '../rig/hostileModule.ts';

const PIN = bytes(HOSTILE.pin);
const SECRETS = new RegExp(`${HOSTILE.pin}|${HOSTILE.soPin}|654321`);

let rig: HostileTokens;
let token: TokenRecord;

/** What a user does, by the calls of the module that only it makes or that it makes first. */
const OPERATIONS = {
  list: async () => {
    for (const { snapshot } of await rig.list()) {
      for (const problem of snapshot.problems) throw problem;
    }
  },
  sign: () =>
    rig.session(token, async (card) => {
      await card.verifyPin(PIN);
      const signature = await card.sign(HOSTILE.key, SOME_INPUT);
      await card.logout();
      return signature;
    }),
  decipher: () =>
    rig.session(token, async (card) => {
      await card.verifyPin(PIN);
      return card.decipher(HOSTILE.key, new Uint8Array(256));
    }),
  change: () => rig.session(token, (card) => card.changePin(PIN, bytes('654321'))),
  unblock: () => rig.session(token, (card) => card.unblockPin(bytes(HOSTILE.soPin), PIN)),
} as const;
type Operation = keyof typeof OPERATIONS;

const CALLS: readonly (readonly [call: string, by: Operation])[] = [
  ['C_GetFunctionList', 'list'],
  ['C_Initialize', 'list'],
  ['C_Finalize', 'list'],
  ['C_GetInfo', 'list'],
  ['C_GetSlotList', 'list'],
  ['C_GetSlotInfo', 'list'],
  ['C_GetTokenInfo', 'list'],
  ['C_OpenSession', 'sign'],
  ['C_FindObjectsInit', 'list'],
  ['C_FindObjects', 'list'],
  ['C_FindObjectsFinal', 'list'],
  ['C_GetAttributeValue', 'list'],
  ['C_CloseSession', 'sign'],
  ['C_Login', 'sign'],
  ['C_Logout', 'sign'],
  ['C_SignInit', 'sign'],
  ['C_Sign', 'sign'],
  ['C_DecryptInit', 'decipher'],
  ['C_Decrypt', 'decipher'],
  ['C_SetPIN', 'change'],
  ['C_InitPIN', 'unblock'],
];
/** Made once in each process. */
const LOADING = ['C_GetFunctionList'];
/** What the operation does not need to succeed. */
const DISPENSABLE = ['C_Finalize', 'C_CloseSession'];

/** The error of an operation, which has words in both languages; null when it was done. */
async function problemOf(operation: Operation): Promise<MuhurError | null> {
  try {
    await OPERATIONS[operation]();
    return null;
  } catch (error) {
    assert.ok(isMuhurError(error), String(error));
    assert.notEqual(error.code, 'internal', error.message);
    assert.doesNotMatch(`${error.message} ${String(error.cause)}`, SECRETS);
    for (const [language, bundle] of [['tr', turkish] as const, ['en', undefined] as const]) {
      useLanguage(language, bundle);
      assert.match(explanationText(explain(error)), /\S/);
    }
    return error;
  }
}

/** No secret goes to the token more often than the operation asks for it. */
function assertPinsSentOnce(operation: Operation): void {
  const sent = rig.module.pinCalls().map(({ name }) => name);
  const most = operation === 'list' ? 0 : 1;
  for (const name of new Set(sent)) {
    assert.ok(sent.filter((one) => one === name).length <= most, sent.join(' '));
  }
}

async function assertWorks(operation: Operation): Promise<void> {
  rig.module.behave();
  rig.module.pinCalls();
  assert.equal(await problemOf(operation), null);
  assertPinsSentOnce(operation);
}

describe('A hostile PKCS#11 module', function () {
  this.timeout(60_000);

  before(async function () {
    needsCompiler(this);
    rig = await HostileTokens.start();
  });
  beforeEach(async () => {
    rig.module.behave();
    token = await rig.token();
    rig.module.calls();
  });
  after(() => rig.dispose());

  const misbehave = (call: string, how: string): void => {
    if (LOADING.includes(call)) rig.loadAfresh();
    rig.module.behave({ [call]: how });
  };

  it('that behaves is listed, signs and takes PINs', async () => {
    assert.equal(token.label, 'Anka');
    assert.equal(token.serial, '0123456789ABCDEF');
    for (const operation of Object.keys(OPERATIONS)) await assertWorks(operation as Operation);
  });

  describe('that crashes', () => {
    const dies = async (call: string, operation: Operation, how: string) => {
      misbehave(call, how);
      const problem = await problemOf(operation);
      assertPinsSentOnce(operation);
      if (DISPENSABLE.includes(call)) assert.equal(problem, null);
      else
        assert.ok(
          isMuhurError(problem) && problem.code.startsWith('pkcs11/ended'),
          problem?.message,
        );
      await assertWorks(operation);
    };
    for (const [call, operation] of CALLS) {
      it(`in ${call} costs its process, and ${operation} works with the next`, () =>
        dies(call, operation, 'crash'));
    }
    for (const how of ['abort', 'exit'] as const) {
      it(`by ${how}, too`, () => dies('C_Sign', 'sign', how));
    }
  });

  describe('that hangs', () => {
    for (const [call, operation] of CALLS) {
      it(`in ${call} is ended after its time, and ${operation} works with the next process`, async () => {
        const usual = { ...rig.limits };
        // A process that starts needs time of its own.
        const seconds = LOADING.includes(call) ? 2 : 0.5;
        misbehave(call, 'hang');
        Object.assign(rig.limits, { list: seconds, pin: seconds, key: seconds });
        const problem = await problemOf(operation);
        Object.assign(rig.limits, usual);
        assertPinsSentOnce(operation);
        if (DISPENSABLE.includes(call)) assert.equal(problem, null);
        else {
          assert.ok(problem?.code.startsWith('pkcs11/ended'), problem?.message);
          assert.equal((problem as MuhurError<'pkcs11/ended'>).data.seconds, seconds);
        }
        await assertWorks(operation);
      });
    }

    it('while it has a PIN: that it may have counted is said', async () => {
      for (const [call, operation] of [
        ['C_Login', 'sign'],
        ['C_SetPIN', 'change'],
        ['C_InitPIN', 'unblock'],
      ] as const) {
        rig.module.behave({ [call]: 'crash' });
        assert.equal((await problemOf(operation))?.code, 'pkcs11/ended-with-pin');
      }
    });
  });

  describe('that refuses', () => {
    const values = Object.entries(pkcs11js as unknown as Record<string, unknown>).flatMap(
      ([name, value]) =>
        name.startsWith('CKR_') && typeof value === 'number' && value > 0 ? [value] : [],
    );
    for (const [call, operation] of CALLS) {
      it(`${call} with each value of the standard has words, and ${operation} works after it`, async () => {
        assert.ok(values.length > 80);
        // A process for each takes its time.
        const step = LOADING.includes(call) ? 10 : 1;
        const some = values.filter((_, i) => i % step === 0);
        for (const value of [...some, 0x80000001, 2 ** 40]) {
          misbehave(call, String(value));
          await problemOf(operation);
          assertPinsSentOnce(operation);
          await assertWorks(operation);
        }
      });
    }

    for (const [call, operation, value, code] of [
      ['C_GetFunctionList', 'list', pkcs11js.CKR_GENERAL_ERROR, 'pkcs11/failed'],
      ['C_Initialize', 'list', pkcs11js.CKR_DEVICE_ERROR, 'pkcs11/failed'],
      ['C_GetTokenInfo', 'list', pkcs11js.CKR_DEVICE_ERROR, 'pkcs11/failed'],
      ['C_FindObjects', 'list', pkcs11js.CKR_DEVICE_ERROR, 'pkcs11/failed'],
      ['C_FindObjects', 'list', pkcs11js.CKR_DEVICE_REMOVED, 'card/removed'],
      ['C_OpenSession', 'sign', pkcs11js.CKR_TOKEN_NOT_RECOGNIZED, 'pkcs11/other-card'],
      ['C_Login', 'sign', pkcs11js.CKR_PIN_INCORRECT, 'pin/wrong'],
      ['C_Login', 'sign', pkcs11js.CKR_PIN_LOCKED, 'pin/blocked'],
      ['C_Login', 'sign', pkcs11js.CKR_PIN_EXPIRED, 'pkcs11/pin-expired'],
      ['C_Login', 'sign', pkcs11js.CKR_PIN_LEN_RANGE, 'pkcs11/pin-refused'],
      ['C_Login', 'sign', pkcs11js.CKR_USER_PIN_NOT_INITIALIZED, 'pkcs11/no-pin'],
      ['C_Login', 'unblock', pkcs11js.CKR_PIN_INCORRECT, 'puk/wrong'],
      ['C_Login', 'unblock', pkcs11js.CKR_PIN_LOCKED, 'puk/blocked'],
      ['C_Login', 'sign', pkcs11js.CKR_FUNCTION_CANCELED, 'cancelled'],
      ['C_SetPIN', 'change', pkcs11js.CKR_PIN_INCORRECT, 'pin/wrong'],
      ['C_SetPIN', 'change', pkcs11js.CKR_PIN_INVALID, 'pkcs11/pin-refused'],
      ['C_InitPIN', 'unblock', pkcs11js.CKR_PIN_INVALID, 'pkcs11/pin-refused'],
      ['C_SignInit', 'sign', pkcs11js.CKR_MECHANISM_INVALID, 'card/unsupported'],
      ['C_SignInit', 'sign', pkcs11js.CKR_USER_NOT_LOGGED_IN, 'pin/not-verified'],
      ['C_Sign', 'sign', pkcs11js.CKR_DEVICE_REMOVED, 'card/removed'],
      ['C_Decrypt', 'decipher', pkcs11js.CKR_ENCRYPTED_DATA_INVALID, 'pkcs11/failed'],
    ] as const) {
      it(`${call} with 0x${value.toString(16)}: ${code}`, async () => {
        misbehave(call, String(value));
        assert.equal((await problemOf(operation))?.code, code);
      });
    }

    it('names the return value and the call', async () => {
      misbehave('C_FindObjects', '0x30');
      const problem = await problemOf('list');
      const data = { module: rig.module.path, operation: 'C_FindObjects' };
      assert.deepEqual(problem?.data, { ...data, ckr: 'CKR_DEVICE_ERROR (0x30)' });
    });
  });
});
