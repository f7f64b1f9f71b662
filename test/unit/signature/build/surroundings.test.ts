import assert from 'node:assert/strict';
import { PRESET_NAMES } from '../../../../src/signature/xades/build/presets.ts';
import { eArchiveReport } from '../../../fixtures/documents/gib.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import { rightSignatures, seals, signWith } from './builder.ts';

/** What stands around a signature is part of what it signs; none of it may be taken for granted. */
const roots: Readonly<Record<string, string>> = {
  'an empty root': '<a/>',
  'an empty root with room': '<a  b="1"  />\n<!-- end -->',
  'a default namespace': '<a xmlns="urn:x"><b/></a>',
  'the prefixes of signatures for something else':
    '<a xmlns:ds="urn:ds" xmlns:xades="urn:xades" xmlns:dsig11="urn:11"><ds:b/></a>',
  'the usual prefixes, declared outside':
    '<a xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"/>',
  'attributes of xml:': '<a xml:lang="tr" xml:space="preserve" xml:base="http://a/b/"> <b/> </a>',
  'what looks like the end of a tag': `<a b='/>' c="&lt;/a>" d='"'>x</a>`,
  'white space in its tags': '<a\n\tb = "1"\n>x</a\n>',
  'names beyond ASCII': '<çağrı xmlns:ş="urn:ş" ş:ğ="&#x130;"><ş:ı/></çağrı>',
  'an instruction that looks like an end tag': '<a>x<?p </a>?></a><?q </a>?>',
  'a CDATA section that does, too': '<a><![CDATA[</a>]]></a>',
  'namespaces that nobody uses': `<a ${Array.from({ length: 40 }, (_, i) => `xmlns:n${i}="urn:${i}"`).join(' ')}/>`,
};

describe('A signature is right in', () => {
  for (const [name, text] of Object.entries(roots)) {
    for (const preset of PRESET_NAMES) {
      it(`${name}, ${preset}`, async () => {
        const original = Buffer.from(text);
        const once = signWith((await seals())['EC-P384'], original, { preset });
        assert.equal(await rightSignatures(once), 1);
        const twice = signWith((await seals())['EC-P384'], once, {
          preset,
          existing: 'counter-sign',
        });
        assert.equal(await rightSignatures(twice), 2);
      });
    }
  }

  it('elements that are declared where they stand, deep in the document', async () => {
    const { 'RSA-2048': leaf } = await seals();
    const local = ublDocument('Invoice').replace(
      '<ext:UBLExtension>',
      '<ext:UBLExtension xmlns="" xmlns:cbc="urn:other" xml:lang="en">',
    );
    const report = eArchiveReport().replace(
      '<earsiv:baslik>',
      '<earsiv:baslik xmlns="urn:d" xml:lang="tr">',
    );
    for (const text of [local, report]) {
      const signed = signWith(leaf, Buffer.from(text));
      assert.equal(await rightSignatures(signed), 1);
    }
  });
});
