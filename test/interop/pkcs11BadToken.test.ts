import assert from 'node:assert/strict';
import * as crypto from 'node:crypto';
import type { SignInput } from '../../src/card/card.ts';
import { Pkcs11Modules } from '../../src/card/pkcs11/modules.ts';
import type { TokenRecord } from '../../src/card/tokenSource.ts';
import { silentLog } from '../../src/log.ts';
import { bytes, failsWith } from '../contract/keyContract.ts';
import { HOST, SOME_INPUT } from '../rig/hostileModule.ts';
import { SOFT_HSM, SoftHsm, TOKEN, needsSoftHsm } from '../rig/softHsm.ts';
import { certificatesOf, newVirtualCard } from '../rig/virtualCardInVpcd.ts';
import { useEnvironment } from './opensc.ts';

describe('Tokens that are not as they should be, in SoftHSM', function () {
  this.timeout(60_000);
  let store: SoftHsm;
  let modules: Pkcs11Modules;
  let restore: () => void;

  before(function () {
    needsSoftHsm(this);
  });
  beforeEach(() => {
    store = new SoftHsm();
    restore = useEnvironment(store.env, ['SOFTHSM2_CONF']);
    modules = new Pkcs11Modules(HOST, silentLog);
    modules.use([SOFT_HSM]);
  });
  afterEach(() => {
    modules.dispose();
    restore();
    store.dispose();
  });

  /** SoftHSM always shows one more, for the next to be made. */
  const tokens = async (): Promise<readonly TokenRecord[]> => {
    const [record] = await modules.list();
    assert.equal(record?.problem, null);
    return record.tokens.filter(({ label }) => label !== '');
  };
  const first = async (): Promise<TokenRecord> => {
    const [token] = await tokens();
    assert.ok(token);
    return token;
  };
  const verify = (token: TokenRecord, pin: string) =>
    modules.withToken(token, (card) => card.verifyPin(bytes(pin)));
  const sign = (token: TokenRecord, id: string, input = SOME_INPUT) =>
    modules.withToken(token, async (card) => {
      await card.verifyPin(bytes(TOKEN.pin));
      return card.sign(id, input);
    });
  const rsaKey = () => {
    const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    return { pkcs8: new Uint8Array(pkcs8), publicKey };
  };

  it('two of one label: the PIN goes to the one that was chosen', async () => {
    const pins = ['111111', '222222'];
    for (const pin of pins) store.initialise(pin);
    const both = await tokens();
    assert.deepEqual(
      both.map(({ label }) => label),
      [TOKEN.label, TOKEN.label],
    );
    const taken = async (token: TokenRecord, pin: string) =>
      verify(token, pin).then(
        () => pin,
        () => null,
      );
    const rights = await Promise.all(
      both.map(async (token) => [await taken(token, '111111'), await taken(token, '222222')]),
    );
    assert.deepEqual(
      rights.map((pair) => pair.filter((pin) => pin !== null).length),
      [1, 1],
    );
    assert.deepEqual(
      rights
        .flat()
        .filter((pin) => pin !== null)
        .sort(),
      pins,
    );
  });

  it('one that is not initialised says so', async () => {
    const [record] = await modules.list();
    assert.deepEqual(
      record?.tokens.map(({ snapshot }) => snapshot.problems.map(({ code }) => code)),
      [['pkcs11/not-initialised']],
    );
  });

  it('one without a PIN says so, and takes none', async () => {
    store.initialiseWithoutPin();
    const token = await first();
    assert.deepEqual(
      token.snapshot.problems.map(({ code }) => code),
      ['pkcs11/no-pin'],
    );
    await assert.rejects(verify(token, TOKEN.pin), failsWith('pkcs11/no-pin'));
  });

  it('a certificate without its key is shown, and signs nothing', async () => {
    const { card, dispose } = await newVirtualCard();
    const [certificate] = await certificatesOf(card);
    await dispose();
    assert.ok(certificate);
    store.initialise();
    store.addCertificate(certificate);
    const token = await first();
    assert.deepEqual(
      token.snapshot.certificates.map(({ id }) => id),
      [certificate.id],
    );
    const key = certificate.id;
    await assert.rejects(sign(token, key), failsWith('card/key-not-found', { key }));
  });

  it('a key without a certificate signs all the same', async () => {
    const { pkcs8, publicKey } = rsaKey();
    store.initialise();
    store.addKey({ id: '07', label: 'Alone' }, pkcs8);
    const token = await first();
    assert.deepEqual([token.snapshot.certificates, token.snapshot.problems], [[], []]);
    const padding = crypto.constants.RSA_PKCS1_PADDING;
    const signed = crypto.publicDecrypt({ key: publicKey, padding }, await sign(token, '07'));
    assert.deepEqual(new Uint8Array(signed), (SOME_INPUT as { digestInfo: Uint8Array }).digestInfo);
  });

  it('a key without a certificate signs nothing that does not fit it', async () => {
    const { privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' });
    store.initialise();
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    store.addKey({ id: '07', label: 'Alone' }, new Uint8Array(pkcs8));
    const token = await first();
    await assert.rejects(sign(token, '07'), failsWith('card/unsupported'));
    const short: SignInput = { kind: 'hash', hash: new Uint8Array(32) };
    const lengths = { expected: 48, actual: 32 };
    await assert.rejects(sign(token, '07', short), failsWith('card/hash-length', lengths));
    const fits: SignInput = { kind: 'hash', hash: new Uint8Array(48).fill(1) };
    assert.equal((await sign(token, '07', fits)).length, 96);
  });

  it('a thousand objects are listed in a few seconds', async () => {
    const { card, dispose } = await newVirtualCard();
    const [certificate] = await certificatesOf(card);
    await dispose();
    assert.ok(certificate);
    store.initialise();
    store.addCertificate(certificate);
    store.multiplyObject(999);
    const began = performance.now();
    const { certificates, problems } = (await first()).snapshot;
    assert.deepEqual([certificates.length, problems], [1000, []]);
    const seconds = (performance.now() - began) / 1000;
    assert.ok(seconds < 8, `${seconds.toFixed(1)} s`);
  });
});
