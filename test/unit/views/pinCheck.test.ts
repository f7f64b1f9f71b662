import assert from 'node:assert/strict';
import {
  checkNewPin,
  checkPin,
  checkRepeat,
  type PinComplaint,
} from '../../../src/views/pin/pinCheck.ts';

const rule = { min: 4, max: 8 };

describe('What is typed as a PIN', () => {
  it('is accepted when it fits the rule of the card', () => {
    for (const pin of ['1234', '12345678', 'aZ09']) assert.equal(checkPin(pin, rule), null);
  });

  it('is unfinished while it is short', () => {
    for (const pin of ['', '1', '123']) assert.equal(checkPin(pin, rule)?.kind, 'unfinished');
  });

  it('is wrong when it is too long, whatever it is made of', () => {
    assert.equal(checkPin('123456789', rule)?.kind, 'wrong');
  });

  it('is wrong with a space that was pasted along', () => {
    for (const pin of ['1234 ', ' 1234', '12 34', '1234\u00a0', '1234\n']) {
      assert.deepEqual(checkPin(pin, rule), { kind: 'wrong', text: 'There is a space in it.' });
    }
  });

  it('is wrong with letters and digits of other scripts, which look alike but are other bytes', () => {
    for (const pin of ['١٢٣٤', '１２３４', 'ıııı', 'şifre', '12-34', '1234\u200b']) {
      assert.equal(checkPin(pin, rule)?.kind, 'wrong', pin);
    }
  });

  it('is held against the limits of all AKİS cards when the card tells none', () => {
    assert.equal(checkPin('123', null)?.kind, 'unfinished');
    assert.equal(checkPin('1234567890123456', null), null);
    assert.equal(checkPin('12345678901234567', null)?.kind, 'wrong');
  });
});

describe('What is typed as a new PIN', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const check = (text: string, kind: 'pin' | 'puk', secret?: Uint8Array): PinComplaint | null =>
    checkNewPin(text, rule, { kind, secret });

  it('must fit the rule of the card', () => {
    assert.equal(check('123', 'pin')?.kind, 'unfinished');
    assert.equal(check('12 45', 'pin')?.kind, 'wrong');
    assert.equal(check('1234', 'pin'), null);
  });

  it('must not be the present PIN, nor the PUK', () => {
    assert.match(check('1234', 'pin', bytes('1234'))?.text ?? '', /present PIN/);
    assert.match(check('12345678', 'puk', bytes('12345678'))?.text ?? '', /PUK/);
    assert.equal(check('12345', 'pin', bytes('1234')), null);
    assert.equal(check('1235', 'pin', bytes('1234')), null);
  });

  it('must be the same the second time, which is no complaint as long as it can become so', () => {
    assert.equal(checkRepeat('2468', bytes('2468')), null);
    for (const begun of ['', '2', '246']) {
      assert.equal(checkRepeat(begun, bytes('2468'))?.kind, 'pending', begun);
    }
    for (const other of ['1', '247', '24680', '2469']) {
      assert.equal(checkRepeat(other, bytes('2468'))?.kind, 'wrong', other);
    }
    assert.equal(checkRepeat('2468', undefined)?.kind, 'wrong');
  });
});

describe('What is typed as a PUK of one length', () => {
  it('is unfinished until it has that length, and then too long', () => {
    const puk = { min: 8, max: 8 };
    assert.deepEqual(checkPin('1234567', puk), {
      kind: 'unfinished',
      text: 'Exactly 8 characters.',
    });
    assert.equal(checkPin('12345678', puk), null);
    assert.equal(checkPin('123456789', puk)?.kind, 'wrong');
  });
});
