import assert from 'node:assert/strict';
import { statusWordText } from '../../../src/text/statusWords.ts';

describe('A status word in words', () => {
  it('names the ones that AKİS cards answer with', () => {
    assert.equal(statusWordText('9000'), 'success');
    assert.equal(statusWordText('6982'), 'the PIN has not been verified');
    assert.equal(statusWordText('6983'), 'the PIN is locked');
    assert.equal(statusWordText('6a82'), 'the file was not found');
  });

  it('counts the tries in 63Cx', () => {
    assert.equal(statusWordText('63C2'), 'wrong, 2 tries left');
    assert.equal(statusWordText('63C1'), 'wrong, 1 try left');
    assert.equal(statusWordText('63C0'), 'wrong, no tries left');
    assert.equal(statusWordText('63CF'), 'wrong, 15 tries left');
  });

  it('reads the length in 61xx and 6Cxx, where 00 stands for 256', () => {
    assert.equal(statusWordText('610C'), '12 more bytes are waiting');
    assert.equal(statusWordText('6100'), '256 more bytes are waiting');
    assert.equal(statusWordText('6C4D'), 'wrong expected length, right is 77');
  });

  it('tells what ISO 7816-4 promises of a byte it does not know', () => {
    assert.equal(statusWordText('64A1'), 'the execution failed, nothing was changed');
    assert.equal(statusWordText('6A99'), 'the parameters are wrong');
    assert.equal(statusWordText('91AF'), 'a meaning that only the maker of the card knows');
  });

  it('has words for every status word there can be', () => {
    for (let sw = 0x6000; sw <= 0x9fff; sw++) {
      assert.match(statusWordText(sw.toString(16)), /\S/);
    }
  });
});
