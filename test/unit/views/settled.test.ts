import assert from 'node:assert/strict';
import type { CardService, CardsState } from '../../../src/card/cardState.ts';
import { Emitter } from '../../../src/disposable.ts';
import { settled } from '../../../src/views/settled.ts';
import { aReader, aState } from '../../fixtures/cardStates.ts';

function changing(first: CardsState) {
  const changes = new Emitter<CardsState>((error) => assert.fail(String(error)));
  const service = { state: first, onDidChange: changes.on };
  return {
    cards: service as unknown as CardService,
    become: (state: CardsState): void => {
      service.state = state;
      changes.fire(state);
    },
  };
}

describe('Waiting for the cards', () => {
  it('is over at once when all is read', async () => {
    const state = aState([aReader()]);
    assert.equal(await settled(changing(state).cards), state);
  });

  it('goes on until every source has reported and every card is read', async () => {
    const { cards, become } = changing(aState([], { settled: false }));
    const waiting = settled(cards);
    become(aState([{ ...aReader({ state: 'present' }), reading: true }]));
    const last = aState([aReader({ state: 'present' })]);
    become(last);
    assert.equal(await waiting, last);
  });
});
