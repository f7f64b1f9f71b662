import assert from 'node:assert/strict';
import { isMuhurError } from '../../src/errors.ts';
import { bytes, failsWith } from '../contract/keyContract.ts';
import { HOSTILE, HostileTokens, needsCompiler } from '../rig/hostileModule.ts';

const PIN = bytes(HOSTILE.pin);

let rig: HostileTokens;

describe('A PKCS#11 module that lies', function () {
  this.timeout(30_000);
  before(async function () {
    this.timeout(60_000);
    needsCompiler(this);
    rig = await HostileTokens.start();
  });
  beforeEach(() => rig.module.behave());
  after(() => rig.dispose());

  /** The binding believes it all and asks the system for the memory, so nothing in between. */
  const TOO_MUCH = 2n ** 62n;

  /** Whatever comes of it: no crash of ours, no error without words, and the next time all is well. */
  const survives = async (does: Record<string, string | number>) => {
    rig.module.behave(does);
    const { tokens, problem } = await rig.record();
    if (problem !== null) assert.match(problem.code, /^pkcs11\/ended$/, problem.message);
    const problems = tokens.flatMap(({ snapshot }) => snapshot.problems);
    assert.ok(problems.every((one) => isMuhurError(one) && one.code !== 'internal'));
    rig.module.behave();
    assert.deepEqual((await rig.token()).snapshot.certificates.length, 1);
  };

  for (const count of [0, 3, 5000, 70_000, TOO_MUCH]) {
    it(`about slots, first ${String(count)} of them`, () =>
      survives({ 'slot-count': count.toString() }));
    it(`about slots, ${String(count)} of them at last`, () =>
      survives({ 'slots-written': count.toString() }));
    it(`about objects, ${String(count)} of them`, () => survives({ found: count.toString() }));
    it(`about the length of values, ${String(count)} bytes`, () =>
      survives({ 'value-length': count.toString() }));
    it(`about the length of values, ${String(count)} bytes at last`, () =>
      survives({ 'value-length-then': count.toString() }));
  }

  it('about objects, more than it was asked for, is not believed', async () => {
    rig.module.behave({ found: 100 });
    const { problems } = (await rig.token()).snapshot;
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['card/malformed'],
    );
  });

  for (const [what, value] of [
    ['the same', 'same'],
    ['another', 'new'],
  ] as const) {
    it(`by ${what} object again and again is listed within seconds`, async () => {
      rig.module.behave({ endless: value });
      const began = performance.now();
      await rig.record();
      assert.ok(performance.now() - began < 10_000);
    });
  }

  it('about its one slot beside another that has a token hides no token', async () => {
    for (const value of [0x03, 0x30, 0xe0, 0xe1]) {
      rig.module.behave({ tokens: 2, 'bad-slot': 1, 'bad-slot-value': value });
      assert.deepEqual(
        (await rig.list()).map(({ slot }) => slot),
        ['102'],
      );
    }
  });

  for (const [what, hex, label] of [
    ['fills the whole field', '41'.repeat(32), 'A'.repeat(32)],
    ['ends with a zero, rubbish behind it', '416E6B6100FE80', 'Anka'],
    ['is padded with zeros', `416E6B61${'00'.repeat(28)}`, 'Anka'],
    ['is padded with blanks and zeros', `416E6B612020${'00'.repeat(26)}`, 'Anka'],
    ['is empty', '00', ''],
    ['is blank', '20'.repeat(32), ''],
    ['has control characters', `4109420D0A${'20'.repeat(27)}`, 'A B'],
    ['is cut within a character', `${'41'.repeat(31)}C5`, `${'A'.repeat(31)}\ufffd`],
  ] as const) {
    it(`about its label, which ${what}, is shown and found again`, async () => {
      rig.module.behave({ 'label-hex': hex });
      const token = await rig.token();
      assert.equal(token.label, label);
      await rig.sign(token);
    });
  }

  it('in windows-1254 is read: labels of objects', async () => {
    const { certificates } = (await rig.token()).snapshot;
    assert.deepEqual(
      certificates.map(({ label }) => label),
      ['İmza Şahin'],
    );
  });

  it('gives a signature of another length than the key’s, which is no signature', async () => {
    const token = await rig.token();
    for (const length of ['0', '255', '257', '1024', '1025', '4294967296']) {
      rig.module.behave({ 'output-length': length });
      await assert.rejects(rig.sign(token), failsWith('card/malformed'), length);
    }
  });

  it('gives more plain text than there was cryptogram, which is none', async () => {
    const token = await rig.token();
    rig.module.behave({ 'output-length': 1025 });
    const deciphering = rig.session(token, async (card) => {
      await card.verifyPin(PIN);
      return card.decipher(HOSTILE.key, new Uint8Array(256));
    });
    await assert.rejects(deciphering, failsWith('card/malformed'));
  });

  it('refuses arguments to C_Initialize is asked without', async () => {
    rig.loadAfresh();
    rig.module.behave({ 'no-arguments': 1 });
    await rig.sign(await rig.token());
  });

  it('has no functions is told of', async () => {
    rig.loadAfresh();
    rig.module.behave({ 'no-functions': 1 });
    assert.equal((await rig.record()).problem?.code, 'pkcs11/ended');
  });
});
