import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { toHex } from '../../../src/hex.ts';
import { depth } from '../../depth.ts';
import type { TestSystem } from './testCard.ts';
import { play, publicKey, split, testSystem } from './testCard.ts';

const MESSAGE = Buffer.from('İmzalanacak belge');
const runs = depth(20);

describe('Signing with the EC key of a virtual card', () => {
  const hash = createHash('sha384').update(MESSAGE).digest();
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem('mali-muhur', 'EC-P384');
    await play(system, [
      ['0020008006PIN', '9000'],
      ['0022C301', '9000'],
    ]);
  });

  it('takes the hash of 48 bytes and answers r ‖ s, which the certificate verifies', async () => {
    const key = { key: publicKey(system, 0x4501), dsaEncoding: 'ieee-p1363' } as const;
    for (let i = 0; i < runs; i++) {
      const { data, sw } = split(await system.send(`002A9E9A30${toHex(hash)}00`));
      assert.equal(sw, '9000');
      assert.equal(data.length, 2 * 96);
      assert.ok(verify('sha384', MESSAGE, key, Buffer.from(data, 'hex')), data);
    }
  });

  it('never uses a secret number twice', async () => {
    const first = await system.send(`002A9E9A30${toHex(hash)}00`);
    const second = await system.send(`002A9E9A30${toHex(hash)}00`);
    assert.notEqual(first.slice(0, 96), second.slice(0, 96));
  });

  it('refuses every other length', () =>
    play(
      system,
      [1, 20, 32, 47, 49, 51, 64, 244].map((length) => {
        const size = length.toString(16).padStart(2, '0');
        return [`002A9E9A${size}${'11'.repeat(length)}00`, '6700'] as const;
      }),
    ));

  it('needs a chosen key and a verified PIN', async () => {
    system.reset();
    await play(system, [
      [`002A9E9A30${toHex(hash)}00`, '6985'],
      ['0022C301', '9000'],
      [`002A9E9A30${toHex(hash)}00`, '6982'],
    ]);
  });

  it('deciphers nothing, even if the key were meant for it', async () => {
    const [key] = system.stored.contents.keys;
    assert.ok(key);
    Object.assign(key, { uses: ['sign', 'decipher'] });
    await play(system, [[`002A8086000101${'00'.repeat(257)}0000`, '6985']]);
  });
});
