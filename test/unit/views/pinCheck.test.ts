import assert from 'node:assert/strict';
import { checkPin } from '../../../src/views/pin/pinCheck.ts';

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
