import assert from 'node:assert/strict';
import { withAttribute } from '../../../../src/views/signature/startTagEdit.ts';

const set = (tag: string): string | null => withAttribute(tag, 'schemeID', 'VKN_TCKN');

describe('Setting an attribute of a start tag', () => {
  it('adds it at the end, and leaves everything else as it was written', () => {
    assert.equal(set('<cbc:ID>'), '<cbc:ID schemeID="VKN_TCKN">');
    assert.equal(set('<cbc:ID  a = "1" />'), '<cbc:ID  a = "1" schemeID="VKN_TCKN"/>');
  });

  it('replaces the value that is there', () => {
    assert.equal(set(`<cbc:ID schemeID='VKN' a="1">`), '<cbc:ID schemeID="VKN_TCKN" a="1">');
  });

  it('changes nothing that is no start tag', () => {
    for (const text of ['', 'text', '</cbc:ID>', '<?pi?>', '<!-- -->', '<a><b>']) {
      assert.equal(set(text), null, text);
    }
  });
});
