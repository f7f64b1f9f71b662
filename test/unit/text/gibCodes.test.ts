import assert from 'node:assert/strict';
import { allGibCodes, explainGibCode, matchGibText } from '../../../src/text/gibCodes.ts';

const codesIn = (text: string) => matchGibText(text).map(({ code, official }) => code ?? official);

describe('A response code of GİB in words', () => {
  it('is there for every code that envelopes are answered with', () => {
    assert.deepEqual(
      allGibCodes().map(({ code }) => Number(code)),
      [
        1000, 1100, 1110, 1111, 1120, 1130, 1131, 1132, 1133, 1140, 1141, 1142, 1143, 1150, 1160,
        1161, 1162, 1163, 1170, 1171, 1172, 1175, 1176, 1177, 1180, 1181, 1182, 1183, 1190, 1195,
        1200, 1210, 1215, 1220, 1230, 1300,
      ],
    );
    for (const { official, explanation, advice } of allGibCodes()) {
      for (const text of [official, explanation, advice]) assert.match(text, /\S/);
    }
  });

  it('is null for a code that is not known', () => {
    assert.equal(explainGibCode('1191'), null);
    assert.equal(explainGibCode(''), null);
    assert.equal(explainGibCode(' 1177 ')?.official, 'Geçersiz imza');
  });

  it('says whether the signature is the cause', () => {
    const blamed = (sentence: string) =>
      allGibCodes()
        .filter(({ signature }) => signature === sentence)
        .map(({ code }) => code);
    assert.deepEqual(blamed('The signature is the cause.'), ['1161', '1176', '1177']);
    assert.deepEqual(blamed('The signature may be the cause.'), ['1150', '1160', '1162', '1230']);
  });

  it('takes 1175 for trouble of the service, and no bad signature', () => {
    const text = explainGibCode('1175');
    assert.equal(text?.signature, 'The signature is not the cause.');
    assert.match(text.explanation, /trouble of the service/);
    assert.match(text.advice, /later/);
  });

  it('leads from 1177 to validation', () => {
    assert.match(explainGibCode('1177')?.advice ?? '', /^Validate the document/);
  });
});

describe('An answer of GİB in free words', () => {
  it('is known by the codes in it, each once', () => {
    assert.deepEqual(codesIn('ENVELOPE 1177 - GEÇERSİZ İMZA (1177), then 1300'), ['1177', '1300']);
    assert.deepEqual(codesIn('VKN 1177117711'), []);
  });

  it('is known by its words, however capitals and Turkish letters are written', () => {
    assert.deepEqual(codesIn('İMZA YETKİSİ KONTROL EDİLEMEDİ'), ['1175']);
    assert.deepEqual(codesIn('IMZA SAHIBI TCKN VKN ALINAMADI'), ['1161']);
    assert.deepEqual(codesIn('BASARIYLA ISLENDI'), ['1200']);
    assert.deepEqual(codesIn('şema kontrol'), ['1160']);
  });

  it('is known inside a longer message, and by a part of it', () => {
    assert.deepEqual(codesIn('Hata: Belge üzerindeki imza geçersizdir! Belge: 1.xml'), [
      'Belge üzerindeki imza geçersizdir',
    ]);
    assert.deepEqual(codesIn('nitelikli sertifika'), ['Kartta nitelikli sertifika bulunamadı']);
  });

  it('says of a failed signing that no signature was made, and to mind the PIN tries', () => {
    const [text] = matchGibText('Xml imzalama işlemi sırasında problem oluştu');
    assert.equal(text?.signature, 'No signature was made.');
    assert.match(text.advice, /remaining PIN tries/);
  });

  it('is nothing where nothing was said', () => {
    for (const text of ['', '  ', 'imz', '–––', '2026']) assert.deepEqual(codesIn(text), [], text);
  });
});
