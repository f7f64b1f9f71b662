import assert from 'node:assert/strict';
import type { CardsState } from '../../../src/card/cardState.ts';
import { MuhurError } from '../../../src/errors.ts';
import { emptyCause } from '../../../src/views/explorer/emptyCause.ts';
import { viewMessage } from '../../../src/views/explorer/viewMessage.ts';
import { aCard, aReader, aReaderWith, aState, unknownCard } from '../../fixtures/cardStates.ts';

const noService = new MuhurError('reader/no-service', {});
const addonMissing = new MuhurError('reader/addon-missing', { reason: '' });

function cause(state: CardsState, shown = 0, filter = ''): string | undefined {
  return emptyCause(state, shown, { filter });
}

describe('Why the explorer is empty', () => {
  it('is told apart, so that each cause has its own welcome text', () => {
    assert.equal(cause(aState([], { settled: false })), 'looking');
    assert.equal(cause(aState([])), 'no-reader');
    assert.equal(cause(aState([], { problem: noService })), 'no-service');
    assert.equal(cause(aState([], { problem: addonMissing })), 'addon-missing');
  });

  it('can be that nothing is to be shown of what is there', () => {
    assert.equal(cause(aState([aReader()]), 0, 'x'), 'filtered');
    assert.equal(cause(aState([aReader()])), 'all-empty');
    assert.equal(cause(aState([]), 0, 'x'), 'no-reader');
  });

  it('is nothing when there are rows, whatever else is wrong', () => {
    assert.equal(cause(aState([aReader()], { problem: noService }), 1), undefined);
  });
});

describe('The text above the rows', () => {
  const text = (state: CardsState, isRemote = false): string => viewMessage(state, isRemote);

  it('helps when no reader has a card', () => {
    assert.match(text(aState([aReader()])), /no card in the reader/);
  });

  it('helps when the only card is unknown', () => {
    assert.match(text(aState([aReader(), aReaderWith(unknownCard)])), /not an AKİS card/);
  });

  it('says why readers cannot be seen while virtual cards can', () => {
    const state = aState([aReaderWith(aCard(), { kind: 'in-process' })], { problem: noService });
    assert.match(text(state), /^The PC\/SC service is not running\. \S/);
    assert.match(text(state), /keeps looking: .* appear by themselves\.$/);
    const missing = aState(state.readers, { problem: addonMissing });
    assert.doesNotMatch(text(missing), /keeps looking/);
  });

  it('says that a card on the desk is out of reach when the window runs elsewhere', () => {
    const virtual = aReaderWith(aCard(), { kind: 'in-process' });
    assert.match(text(aState([virtual]), true), /only readers of the machine that serves VS Code/);
    const remote = text(aState([virtual], { problem: noService }), true);
    assert.match(remote, /^The PC\/SC service is not running\. .*the machine that serves VS Code/);
    assert.equal(text(aState([virtual, aReaderWith(aCard())]), true), '');
  });

  it('is absent when there is a card to work with, or when the rows say it all', () => {
    assert.equal(text(aState([])), '');
    assert.equal(text(aState([aReader(), aReaderWith(aCard())])), '');
    assert.equal(text(aState([aReader({ state: 'mute' })])), '');
  });
});
