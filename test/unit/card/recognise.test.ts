import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recogniseAtr } from '../../../src/card/akis/recognise.ts';
import { parseAtr } from '../../../src/card/iso7816/atr.ts';
import { fromHex } from '../../../src/hex.ts';
import { depth } from '../../depth.ts';

/** Published ATRs and the version they are listed under. */
const AKIS: readonly (readonly [string, string])[] = [
  ['3BBA11008131FE4D55454B41452056312E30AE', 'AKİS 1.0'],
  ['3B9F968131FE45806755454B41451112318073B3A180E9', 'AKİS 1.1.0'],
  ['3B9F968131FE45806755454B41451212318073B3A180EA', 'AKİS 1.2.0'],
  ['3B9F968131FE45806755454B41451213318073B3A180EB', 'AKİS 1.2.0'],
  ['3B9F968131FE45806755454B41451252318073B3A180AA', 'AKİS 1.2.1'],
  ['3B9F968131FE45806755454B41451253318073B3A180AB', 'AKİS 1.2.1'],
  ['3B9F158131FE45806755454B41451221318073B3A1805A', 'UKiS 1.2.0'],
  ['3B9F968131FE45806755454B41451221318073B3A180D9', 'UKiS 1.2.0'],
  ['3B9F138131FE45806755454B41451221318073B3A1805C', 'UKiS 1.2.0'],
  ['3B9F138131FE45806755454B41451261318073B3A1801C', 'UKiS 1.2.1'],
  ['3B9F158131FE45806755454B41451261318073B3A1801A', 'UKiS 1.2.1'],
  ['3B9F968131FE45806755454B41451261318073B3A18099', 'UKiS 1.2.1'],
  ['3B9F138131FE45806755454B41451264318073B3A18019', 'UKiS 1.2.1'],
  ['3B9F138131FE45806755454B41451265318073B3A18018', 'UKiS 1.2.1'],
  ['3B9F968131FE45806755454B41451292318073B3A1806A', 'AKİS 1.2.2'],
  ['3B9F968131FE45806755454B41451293318073B3A1806B', 'AKİS 1.2.2'],
  ['3B9F968131FE45806755454B41451312318073B3A180EB', 'AKİS 1.3.0'],
  ['3B9F968131FE45806755454B414512A4318073B3A1805C', 'UKiS 1.2.2'],
  ['3B9F968131FE45806755454B414512A5318073B3A1805D', 'UKiS 1.2.2'],
  ['3B9F978131FE458065544312210031C073F62180810593', 'AKİS 2.2.0'],
  ['3B9F968131FE458065544312210831C073F6218081059A', 'AKİS 2.2.8'],
  ['3B9F978131FE458065544312210831C073F6218081059B', 'AKİS 2.2.8'],
  ['3B9F978131FE4580655443D2210831C073F6218081055B', 'AKİS 2.2.8'],
  ['3B9F978131FE4580655443E4210831C073F6218081056D', 'UKiS 2.2.8'],
  ['3B9F978131FE4580655443D3228231C073F621808105D3', 'AKİS 2.5.2'],
  ['3B9F978131FE4580655443D3230231C073F62180810552', 'AKİS 2.6.2'],
];

describe('recognising AKİS cards by the historical bytes of the ATR', () => {
  for (const [atr, version] of AKIS) {
    it(`${atr} is ${version}`, () => {
      const family = version.includes(' 2.') ? 'akis-2' : 'akis-1';
      assert.deepEqual(recogniseAtr(fromHex(atr)), { family, version });
      assert.equal(parseAtr(fromHex(atr))?.checksumValid, true);
    });
  }

  it('the oldest TC card is recognised, whatever its version means', () => {
    const atr = fromHex('3B9F968131FE458065544320201231C073F621808105B3');
    assert.equal(recogniseAtr(atr).family, 'akis-2');
  });

  it('a wrong TCK is noted and no reason to refuse', () => {
    const atr = fromHex('3B9F978131FE458065544312210831C073F62180810590');
    assert.equal(recogniseAtr(atr).version, 'AKİS 2.2.8');
    assert.equal(parseAtr(atr)?.checksumValid, false);
  });

  it('a missing TCK is noted and no reason to refuse', () => {
    const atr = fromHex('3B9F978131FE458065544312210831C073F621808105');
    assert.equal(recogniseAtr(atr).family, 'akis-2');
    assert.equal(parseAtr(atr)?.checksumValid, false);
  });

  const others: Record<string, string> = {
    'the contactless identity card': '3B8F80018065544320141331C073F4A180810508',
    'a card with 5443 elsewhere': '3B9F978131FE4580655544431221083173F621808105AA',
    'a truncated AKİS ATR': '3B9F968131FE45806755454B4145',
    'an AKİS ATR padded to 33 bytes': '3B9F978131FE4580655443D3228231C073F621808105D3'.padEnd(
      66,
      '0',
    ),
    'a French bank card': '3B6500002063CB6800',
    nothing: '',
  };
  for (const [name, atr] of Object.entries(others)) {
    it(`${name} is unrecognised, which is no error`, () => {
      assert.deepEqual(recogniseAtr(fromHex(atr)), { family: 'unknown', version: null });
    });
  }

  it('any bytes at all get an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        assert.ok(recogniseAtr(bytes).family);
        const prefixed = Uint8Array.of(0x3b, ...bytes);
        assert.ok(recogniseAtr(prefixed).family);
      }),
      { numRuns: depth(1000) },
    );
  });
});
