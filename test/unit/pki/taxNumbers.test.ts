import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  completeTckn,
  completeVkn,
  hasTcknShape,
  hasVknShape,
  isValidTckn,
  isValidVkn,
} from '../../../src/pki/taxNumbers.ts';

const nineDigits = fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String);

describe('The check digit of a VKN', () => {
  it('is right in real and made-up numbers', () => {
    for (const vkn of ['1234567890', '1234567816', '1111111114', '9876543217', '3900383669']) {
      assert.ok(isValidVkn(vkn), vkn);
    }
  });

  it('is wrong in the official samples and test certificates', () => {
    const wrong = ['9999999999', '1234567801', '1234567802', '1234567803', '1234567804'];
    for (const vkn of [...wrong, '1234567814', '1234567815']) {
      assert.ok(!isValidVkn(vkn), vkn);
      assert.ok(hasVknShape(vkn), vkn);
    }
  });

  it('follows from the other nine', () => {
    fc.assert(
      fc.property(nineDigits, (digits) => {
        const right = completeVkn(digits);
        const valid = Array.from({ length: 10 }, (_, d) => `${digits}${d}`).filter(isValidVkn);
        assert.deepEqual(valid, [right]);
      }),
    );
  });

  it('belongs to ten ASCII digits and nothing else', () => {
    for (const text of [
      '',
      '123456789',
      '12345678901',
      '12345 7890',
      '１２３４５６７８９０',
      '1234567890\n',
    ]) {
      assert.ok(!hasVknShape(text) && !isValidVkn(text), text);
    }
  });
});

describe('The check digits of a TCKN', () => {
  it('are right, also when their first difference is negative', () => {
    for (const tckn of ['10000000146', '11111111110', '19090909018']) {
      assert.ok(isValidTckn(tckn), tckn);
    }
  });

  it('are wrong in numbers that only look like one', () => {
    for (const tckn of ['11111111111', '00000000000', '01234567890']) {
      assert.ok(hasTcknShape(tckn) && !isValidTckn(tckn), tckn);
    }
  });

  it('follow from the other nine', () => {
    fc.assert(
      fc.property(nineDigits, fc.integer({ min: 0, max: 99 }), (digits, last) => {
        const tckn = digits + String(last).padStart(2, '0');
        assert.equal(isValidTckn(tckn), tckn === completeTckn(digits));
      }),
    );
  });
});
