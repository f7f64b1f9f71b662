import assert from 'node:assert/strict';
import { constants, createHash, publicDecrypt, publicEncrypt, verify } from 'node:crypto';
import { messageOf } from '../../../src/card/rsaPadding.ts';
import { looksLikeOaep } from '../../../src/card/virtual/os/padding.ts';
import { toHex } from '../../../src/hex.ts';
import type { TestSystem } from './testCard.ts';
import { play, publicKey, split, testSystem } from './testCard.ts';

const SHA256_DIGEST_INFO = '3031300D060960864801650304020105000420';
const MESSAGE = Buffer.from('İmzalanacak belge');
const digestInfo = SHA256_DIGEST_INFO + toHex(createHash('sha256').update(MESSAGE).digest());

describe('Signing with the virtual card', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
    await play(system, [
      ['0020008006PIN', '9000'],
      ['0022C301', '9000'],
    ]);
  });

  it('pads a DigestInfo itself, and the certificate verifies the signature', async () => {
    const first = split(await system.send(`002A9E9A33${digestInfo}F4`));
    assert.equal(first.sw, '610C');
    const rest = split(await system.send('00C000000C'));
    assert.equal(rest.sw, '9000');
    const signature = Buffer.from(first.data + rest.data, 'hex');
    assert.ok(verify('sha256', MESSAGE, publicKey(system, 0x4501), signature));
  });

  it('takes a whole block by command chaining, as OpenSC sends it', async () => {
    const block = `0001${'FF'.repeat(256 - 3 - 51)}00${digestInfo}`;
    assert.equal(await system.send(`102A9E9AF4${block.slice(0, 488)}`), '9000');
    const first = split(await system.send(`002A9E9A0C${block.slice(488)}F4`));
    const rest = split(await system.send('00C000000C'));
    const signature = Buffer.from(first.data + rest.data, 'hex');
    assert.ok(verify('sha256', MESSAGE, publicKey(system, 0x4501), signature));
  });

  it('takes a whole block in one extended APDU and answers in one piece', async () => {
    const block = '00'.repeat(255) + '02';
    const { data, sw } = split(await system.send(`002A9E9A000100${block}0000`));
    assert.equal(sw, '9000');
    const key = { key: publicKey(system, 0x4501), padding: constants.RSA_NO_PADDING };
    assert.equal(toHex(publicDecrypt(key, Buffer.from(data, 'hex'))), block);
  });

  it('refuses a number that is not below the modulus, and what is too long to pad', () =>
    play(system, [
      [`002A9E9A000100${'FF'.repeat(256)}0000`, '6A80'],
      [`002A9E9A0000F6${'30'.repeat(246)}0000`, '6700'],
      [`002A9E9A000101${'30'.repeat(257)}0000`, '6700'],
      ['002A9E9A00', '6700'],
    ]));

  it('needs a chosen key and a verified PIN, each time after a reset', async () => {
    system.reset();
    await play(system, [
      [`002A9E9A33${digestInfo}F4`, '6985'],
      ['0022C301', '9000'],
      [`002A9E9A33${digestInfo}F4`, '6982'],
    ]);
  });

  it('signs as often as wanted after one VERIFY', async () => {
    for (let i = 0; i < 3; i++) {
      assert.equal(split(await system.send(`002A9E9A33${digestInfo}F4`)).sw, '610C');
    }
  });

  it('keeps the encryption key from signing and the signature key from deciphering', () =>
    play(system, [
      ['0022C302', '9000'],
      [`002A9E9A33${digestInfo}F4`, '6985'],
      ['0022C301', '9000'],
      [`002A8086000101${'00'.repeat(257)}0000`, '6985'],
    ]));

  it('knows no other keys, operations or ways to choose a key', () =>
    play(system, [
      ['0022C303', '6A88'],
      ['002241B603840101', '6A86'],
      ['0022C30101AA', '6700'],
      ['002A0000', '6A86'],
    ]));
});

describe('Deciphering with the virtual card', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
    await play(system, [
      ['0020008006PIN', '9000'],
      ['0022C302', '9000'],
    ]);
  });

  const decipher = async (indicator: string, cryptogram: Buffer) =>
    split(await system.send(`002A8086000101${indicator}${toHex(cryptogram)}0000`));
  const encrypt = (padding: number, plain: Uint8Array) =>
    publicEncrypt({ key: publicKey(system, 0x4502), padding, oaepHash: 'sha256' }, plain);

  it('strips the padding of PKCS#1 v1.5', async () => {
    for (const plain of [MESSAGE, Buffer.alloc(0), Buffer.alloc(245, 1)]) {
      const cryptogram = encrypt(constants.RSA_PKCS1_PADDING, plain);
      assert.deepEqual(await decipher('00', cryptogram), { data: toHex(plain), sw: '9000' });
    }
  });

  it('gives the whole block of anything else, so that no answer says "wrong padding"', async () => {
    for (const start of ['0001', '0002', '0000', '1234']) {
      const block = Buffer.from(start + '55'.repeat(254), 'hex');
      const cryptogram = encrypt(constants.RSA_NO_PADDING, block);
      assert.deepEqual(await decipher('00', cryptogram), { data: toHex(block), sw: '9000' });
    }
  });

  it('never strips when the indicator says that there is no padding', async () => {
    const cryptogram = encrypt(constants.RSA_PKCS1_PADDING, MESSAGE);
    const { data } = await decipher('02', cryptogram);
    assert.equal(data.length, 512);
    assert.ok(data.endsWith(`00${toHex(MESSAGE)}`));
  });

  it('takes the cryptogram by command chaining, as OpenSC sends it', async () => {
    const bytes = `00${toHex(encrypt(constants.RSA_PKCS1_PADDING, MESSAGE))}`;
    await play(system, [
      [`102A8086F4${bytes.slice(0, 488)}`, '9000'],
      [`002A80860D${bytes.slice(488)}F4`, `${toHex(MESSAGE)}9000`],
    ]);
  });

  it('refuses other lengths and other indicators', () =>
    play(system, [
      [`002A8086000100${'00'.repeat(256)}0000`, '6700'],
      [`002A8086000101${'01'.repeat(257)}0000`, '6A80'],
    ]));
});

describe('The padding that the card looks for', () => {
  it('has eight bytes that are not zero before the separator (RFC 8017 §7.2.2)', () => {
    const block = (hex: string) => Buffer.from(hex.padEnd(512, 'AA'), 'hex');
    assert.equal(messageOf(block('0002' + '11'.repeat(7) + '00')), null);
    assert.equal(messageOf(block('0002' + '11'.repeat(8) + '00'))?.length, 245);
    assert.equal(messageOf(block('0002')), null);
  });

  it('is told from an OAEP block that begins like it by chance', async () => {
    const system = await testSystem();
    const key = { key: publicKey(system, 0x4502), padding: constants.RSA_PKCS1_OAEP_PADDING };
    await play(system, [
      ['0020008006PIN', '9000'],
      ['0022C302', '9000'],
    ]);
    for (const oaepHash of ['sha1', 'sha256', 'sha384', 'sha512']) {
      const cryptogram = publicEncrypt({ ...key, oaepHash, oaepLabel: MESSAGE }, MESSAGE);
      const answer = await system.send(`002A808600010102${toHex(cryptogram)}0000`);
      assert.ok(looksLikeOaep(Buffer.from(split(answer).data, 'hex')), oaepHash);
    }
  });
});
