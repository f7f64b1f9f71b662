import assert from 'node:assert/strict';
import { readerStateText } from '../../../src/text/cardWords.ts';
import { formatDay, useLanguage } from '../../../src/text/language.ts';
import { useTerminalLanguage } from '../../../src/text/terminalLanguage.ts';

describe('The language of the terminal', () => {
  afterEach(() => useLanguage('en', undefined));

  const day = new Date('2028-05-14T12:00:00Z');

  it('is Turkish where the locale is', async () => {
    for (const LANG of ['tr_TR.UTF-8', 'tr', 'tr_CY', 'TR_tr']) {
      await useTerminalLanguage({ LANG });
      assert.equal(readerStateText('empty'), 'kart yok', LANG);
      assert.equal(formatDay(day), '14 May 2028');
    }
  });

  it('is English everywhere else', async () => {
    for (const LANG of ['en_US.UTF-8', 'C', 'POSIX', 'de_DE', 'trv_TW', '', undefined]) {
      await useTerminalLanguage({ LANG });
      assert.equal(readerStateText('empty'), 'no card', String(LANG));
      assert.equal(formatDay(day), 'May 14, 2028');
    }
  });

  it('follows the first variable that is set', async () => {
    await useTerminalLanguage({ LC_ALL: 'C', LANG: 'tr_TR.UTF-8' });
    assert.equal(readerStateText('empty'), 'no card');
    await useTerminalLanguage({ LC_ALL: '', LC_MESSAGES: 'tr_TR.UTF-8', LANG: 'C' });
    assert.equal(readerStateText('empty'), 'kart yok');
  });
});

describe('A language we have no sentences for', () => {
  it('gets English dates with the English sentences', () => {
    useLanguage('de', undefined);
    assert.equal(formatDay(new Date('2028-05-14T12:00:00Z')), 'May 14, 2028');
  });
});
