import assert from 'node:assert/strict';
import { signaturePlaces } from '../../../../src/views/signature/signaturePlaces.ts';

const DS = 'http://www.w3.org/2000/09/xmldsig#';

function placesIn(text: string): readonly string[] {
  const lines = text.split('\n');
  const places = signaturePlaces({ count: lines.length, at: (line) => lines[line] ?? '' });
  return places.map(({ line, character }) => `${line}:${character}`);
}

describe('The places of signatures in a text', () => {
  it('are the start tags of the namespace, whatever its prefix', () => {
    const text = `<a xmlns:ds="${DS}"><ds:Signature Id="x"/>\n  <ds:Signature>\n</a>`;
    assert.deepEqual(placesIn(text), ['0:49', '1:2']);
    assert.deepEqual(placesIn(`<imza:Signature xmlns:imza='${DS}'>`), ['0:0']);
    assert.deepEqual(placesIn(`<Signature xmlns = "${DS}">`), ['0:0']);
  });

  it('are not cac:Signature, SignatureValue, end tags and what only looks alike', () => {
    const head = `<a xmlns:ds="${DS}" xmlns:cac="urn:cac">`;
    const others = ['<cac:Signature>', '<ds:SignatureValue>', '</ds:Signature>', '<Signature>'];
    for (const other of others) assert.deepEqual(placesIn(`${head}\n${other}`), [], other);
  });

  it('are found where the declaration stands on one of the next lines', () => {
    assert.deepEqual(placesIn(`<ds:Signature\n  Id="x"\n  xmlns:ds="${DS}">`), ['0:0']);
    assert.deepEqual(placesIn(`<ds:Signature\n  Id="x">\n<b xmlns:ds="${DS}">`), []);
  });

  it('are not in comments', () => {
    const head = `<a xmlns:ds="${DS}">`;
    assert.deepEqual(placesIn(`${head}\n<!-- <ds:Signature> -->`), []);
    assert.deepEqual(placesIn(`${head}\n<!--\n<ds:Signature>\n--><ds:Signature>`), ['3:3']);
  });

  it('are found at both ends of a document of a million lines, without reading what is between', () => {
    const lines = Array.from({ length: 1_000_000 }, () => '<row><value>1</value></row>');
    lines[1] = `<ds:Signature xmlns:ds="${DS}">`;
    lines[999_990] = '<ds:Signature>';
    let read = 0;
    const at = (line: number): string => {
      read++;
      return lines[line] ?? '';
    };
    const found = signaturePlaces({ count: lines.length, at });
    assert.deepEqual(
      found.map(({ line }) => line),
      [1, 999_990],
    );
    assert.ok(read < 41_000, String(read));
  });
});
