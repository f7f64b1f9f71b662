import assert from 'node:assert/strict';
import { join } from 'node:path';
import { cardsDirectory, checkedValue } from '../../../src/views/settingValues.ts';

describe('The value of a setting', () => {
  it('is what was set when that makes sense', () => {
    assert.equal(checkedValue('maliMuhur.statusBar.enabled', false), false);
    assert.equal(checkedValue('maliMuhur.certificates.warnDays', 30), 30);
    assert.equal(checkedValue('maliMuhur.virtualReader.address', '[::1]:1'), '[::1]:1');
  });

  it('is the default when it is of another kind', () => {
    assert.equal(checkedValue('maliMuhur.statusBar.enabled', 'yes'), true);
    assert.equal(checkedValue('maliMuhur.certificates.warnDays', null), 90);
    assert.equal(checkedValue('maliMuhur.certificates.warnDays', NaN), 90);
    assert.equal(checkedValue('maliMuhur.cards.directory', 7), '');
  });

  it('is a number of whole days between one day and three years', () => {
    const days = (value: number) => checkedValue('maliMuhur.certificates.warnDays', value);
    assert.deepEqual([-5, 0, 1, 7.6, 1095, 5000].map(days), [1, 1, 1, 8, 1095, 1095]);
  });
});

describe('The folder of the virtual cards', () => {
  const home = join('/', 'home', 'ayse');

  it('is left to the user’s data directory unless it is set', () => {
    assert.equal(cardsDirectory('', home), undefined);
    assert.equal(cardsDirectory('  ', home), undefined);
  });

  it('is a path, from the home folder where it is not absolute', () => {
    const absolute = join('/', 'cards');
    assert.equal(cardsDirectory(absolute, home), absolute);
    assert.equal(cardsDirectory('~/cards', home), join(home, 'cards'));
    assert.equal(cardsDirectory('~', home), home);
    assert.equal(cardsDirectory('cards', home), join(home, 'cards'));
  });
});
