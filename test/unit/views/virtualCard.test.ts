import assert from 'node:assert/strict';
import { complainAboutName, unusedName } from '../../../src/views/virtualCard/cardName.ts';
import { parseAddress } from '../../../src/card/virtual/readerAddress.ts';

describe('The name of a virtual card', () => {
  it('is plain for the first and numbered for the next', () => {
    assert.equal(unusedName('mali-muhur', []), 'Mali Mühür');
    assert.equal(unusedName('mali-muhur', ['Mali Mühür']), 'Mali Mühür 2');
    assert.equal(unusedName('e-imza', ['E-imza', 'E-imza 2', 'Mali Mühür']), 'E-imza 3');
  });

  it('may be what a folder can be named on every system', () => {
    for (const name of ['Kart', 'Şirket 1', 'a.b-c_d', '  padded  ', '2. kart']) {
      assert.equal(complainAboutName(name, []), undefined, name);
    }
    for (const name of [
      '',
      '   ',
      '../x',
      'a/b',
      'a\\b',
      '.hidden',
      'a:b',
      'end.',
      'x'.repeat(65),
    ]) {
      assert.notEqual(complainAboutName(name, []), undefined, name);
    }
  });

  it('is not one that a file system takes for another', () => {
    assert.notEqual(complainAboutName('KART', ['Kart']), undefined);
    assert.notEqual(complainAboutName('Mu\u0308hu\u0308r', ['Mühür']), undefined);
  });
});

describe('The address of a virtual reader', () => {
  it('is a host and a port', () => {
    assert.deepEqual(parseAddress('127.0.0.1:35963'), { host: '127.0.0.1', port: 35963 });
    assert.deepEqual(parseAddress(' vpcd.local:1 '), { host: 'vpcd.local', port: 1 });
    assert.deepEqual(parseAddress('[::1]:35963'), { host: '::1', port: 35963 });
  });

  it('is nothing else', () => {
    for (const text of ['', '35963', 'host:', ':35963', 'host:0', 'host:65536', 'a b:1', '::1:1']) {
      assert.equal(parseAddress(text), undefined, text);
    }
  });
});
