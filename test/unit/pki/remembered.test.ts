import assert from 'node:assert/strict';
import { remembered } from '../../../src/pki/remembered.ts';

describe('results that are remembered', () => {
  it('are made once for the same bytes, wherever they lie', () => {
    let made = 0;
    const read = remembered((bytes) => ({ number: ++made, first: bytes[0] }));
    const around = Uint8Array.of(9, 1, 2, 9);
    assert.equal(read(Uint8Array.of(1, 2)), read(around.subarray(1, 3)));
    assert.notEqual(read(Uint8Array.of(1, 3)), read(Uint8Array.of(1, 2)));
    assert.equal(made, 2);
  });

  it('do not change with the bytes that they were made of', () => {
    const read = remembered((bytes) => bytes);
    const bytes = Uint8Array.of(1, 2);
    read(bytes);
    bytes.fill(0);
    assert.deepEqual(read(Uint8Array.of(1, 2)), Uint8Array.of(1, 2));
  });

  it('are not failures', () => {
    let asked = 0;
    const read = remembered(() => {
      asked++;
      throw new Error('no');
    });
    for (let i = 0; i < 2; i++) assert.throws(() => read(Uint8Array.of(1)), /no/);
    assert.equal(asked, 2);
  });

  it('are few: those that were not used for the longest time are forgotten', () => {
    let made = 0;
    const read = remembered(() => ++made);
    const first = read(Uint8Array.of(0));
    for (let i = 1; i < 64; i++) read(Uint8Array.of(i));
    assert.equal(read(Uint8Array.of(0)), first);
    read(Uint8Array.of(64));
    assert.equal(read(Uint8Array.of(0)), first);
    assert.notEqual(read(Uint8Array.of(1)), 2);
  });
});
