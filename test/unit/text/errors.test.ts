import assert from 'node:assert/strict';
import turkish from '../../../l10n/bundle.l10n.tr.json' with { type: 'json' };
import { MuhurError } from '../../../src/errors.ts';
import { explain, explanationText } from '../../../src/text/errors.ts';
import { useLanguage } from '../../../src/text/language.ts';
import { errorExamples } from '../../fixtures/errorExamples.ts';

describe('An error in words', () => {
  afterEach(() => useLanguage('en', undefined));

  for (const error of errorExamples) {
    it(`says what happened, what it means and what to do: ${error.code}`, () => {
      const english = explain(error);
      useLanguage('tr', turkish);
      const turkishText = explain(error);
      for (const { what, meaning, advice } of [english, turkishText]) {
        for (const sentence of [what, meaning, advice]) {
          assert.match(sentence, /\S/);
          assert.doesNotMatch(sentence, /undefined|null|\[object|\{\d\}/);
          // They are read in a row.
          assert.match(sentence, /[.!?…]$/);
        }
      }
      // What the command line is told comes translated already.
      if (error.code === 'usage/invalid') return;
      assert.notEqual(turkishText.what, english.what);
      assert.notEqual(turkishText.meaning, english.meaning);
      assert.notEqual(turkishText.advice, english.advice);
    });
  }

  it('keeps what the machine said out of the sentences', () => {
    const error = new MuhurError('reader/failed', { reader: 'R', reason: 'SCARD_F_COMM_ERROR' });
    const explanation = explain(error);
    assert.doesNotMatch(explanationText(explanation), /SCARD/);
    assert.equal(explanation.detail, 'SCARD_F_COMM_ERROR');
  });

  it('counts the tries that a wrong PIN leaves', () => {
    const meaning = (triesLeft: number | null): string =>
      explain(new MuhurError('pin/wrong', { triesLeft })).meaning;
    assert.equal(meaning(2), 'That cost a try; 2 are left.');
    assert.equal(meaning(1), 'That cost a try; 1 is left. One more wrong PIN locks the card.');
    assert.equal(meaning(0), 'That was the last try: the card is locked now.');
    assert.equal(meaning(null), 'That cost a try; the card does not tell how many are left.');
  });

  it('says of a refused command what its status word means', () => {
    const error = new MuhurError('card/status', { command: 'SELECT', sw: '6A82' });
    assert.match(explain(error).meaning, /^It answered 6A82: the file was not found\./);
  });
});
