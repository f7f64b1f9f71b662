import assert from 'node:assert/strict';
import { MuhurError } from '../../../src/errors.ts';
import { emptyCause } from '../../../src/views/explorer/emptyCause.ts';
import { viewMessage } from '../../../src/views/explorer/viewMessage.ts';
import { aCard, aReader, aReaderWith, aState, unknownCard } from '../../fixtures/cardStates.ts';

const noService = new MuhurError('reader/no-service', {});
const addonMissing = new MuhurError('reader/addon-missing', { reason: '' });

describe('Why the explorer is empty', () => {
  it('is told apart, so that each cause has its own welcome text', () => {
    assert.equal(emptyCause(aState([], { settled: false })), 'looking');
    assert.equal(emptyCause(aState([])), 'no-reader');
    assert.equal(emptyCause(aState([], { problem: noService })), 'no-service');
    assert.equal(emptyCause(aState([], { problem: addonMissing })), 'addon-missing');
  });

  it('is nothing when there are rows, whatever else is wrong', () => {
    assert.equal(emptyCause(aState([aReader()], { problem: noService })), undefined);
  });
});

describe('The text above the rows', () => {
  it('helps when no reader has a card', () => {
    assert.match(viewMessage(aState([aReader()])), /no card in the reader/);
  });

  it('helps when the only card is unknown', () => {
    assert.match(viewMessage(aState([aReader(), aReaderWith(unknownCard)])), /not an AKİS card/);
  });

  it('says why readers cannot be seen while virtual cards can', () => {
    const state = aState([aReaderWith(aCard(), { kind: 'in-process' })], { problem: noService });
    assert.match(viewMessage(state), /^The PC\/SC service is not running\. \S/);
  });

  it('is absent when there is a card to work with, or when the rows say it all', () => {
    assert.equal(viewMessage(aState([])), '');
    assert.equal(viewMessage(aState([aReader(), aReaderWith(aCard())])), '');
    assert.equal(viewMessage(aState([aReader({ state: 'mute' })])), '');
  });
});
