import assert from 'node:assert/strict';
import turkish from '../../../l10n/bundle.l10n.tr.json' with { type: 'json' };
import { MuhurError } from '../../../src/errors.ts';
import { explain } from '../../../src/text/errors.ts';
import { useLanguage } from '../../../src/text/language.ts';
import { placeText } from '../../../src/text/virtualCardWords.ts';
import { errorExamples } from '../../fixtures/errorExamples.ts';

describe('A reader inside this process, in a sentence, is named as the explorer names it', () => {
  const reader = 'Virtual Reader: Anka';

  beforeEach(() => useLanguage('tr', turkish));
  afterEach(() => useLanguage('en', undefined));

  for (const { code, data } of errorExamples.filter((error) => 'reader' in error.data)) {
    it(`in the error ${code}`, () => {
      const { what } = explain(new MuhurError(code, { ...data, reader }));
      assert.ok(what.includes('“Sanal okuyucu: Anka”'), what);
    });
  }

  it('a failure of the service itself names no reader', () => {
    const { what } = explain(new MuhurError('reader/failed', { reader: '', reason: 'context' }));
    assert.doesNotMatch(what, /“/);
  });

  it('where it is told in which reader a virtual card is', () => {
    const text = placeText({ kind: 'in-process', reader });
    assert.ok(text.includes('“Sanal okuyucu: Anka”'), text);
  });
});
