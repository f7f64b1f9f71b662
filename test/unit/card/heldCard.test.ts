import assert from 'node:assert/strict';
import { LiveCards } from '../../../src/card/liveCards.ts';
import type { ReaderSource, ReaderStateName } from '../../../src/card/reader/reader.ts';
import { MuhurError } from '../../../src/errors.ts';
import { aReader } from '../../fixtures/cardStates.ts';
import { until } from '../../rig/until.ts';

/** A source that says of its one reader only what it is asked, as PC/SC Lite does of held cards. */
class SilentSource implements ReaderSource {
  readonly kind = 'pcsc';
  state: ReaderStateName = 'present';
  asked = 0;

  list: ReaderSource['list'] = () => {
    this.asked++;
    return Promise.resolve({ readers: [aReader({ state: this.state }).status], problem: null });
  };
  watch: ReaderSource['watch'] = (listener) => {
    listener({ readers: [aReader({ state: this.state }).status], problem: null });
    return { dispose: () => undefined };
  };
  connect: ReaderSource['connect'] = (reader) =>
    Promise.reject(new MuhurError('card/absent', { reader }));
  dispose = () => undefined;
}

const quiet = { trace() {}, info() {}, warn() {}, error: (text: string) => assert.fail(text) };

describe('A card that another program holds', function () {
  this.timeout(10_000);
  let source: SilentSource;
  let cards: LiveCards;

  const state = () => cards.state.readers[0]?.status.state;

  beforeEach(() => {
    source = new SilentSource();
    cards = new LiveCards([source], quiet);
  });
  afterEach(() => cards.dispose());

  it('is free again in the explorer soon after it is, though nobody says so', async () => {
    source.state = 'in-use';
    cards.start();
    assert.equal(state(), 'in-use');
    source.state = 'present';
    await until('the card is free', () => state() === 'present', 3);
  });

  it('is asked for only while it is held, and changes nothing as long as it is', async () => {
    source.state = 'in-use';
    let changes = 0;
    cards.onDidChange(() => changes++);
    cards.start();
    await until('it was asked for twice', () => source.asked >= 2, 5);
    assert.equal(changes, 1);
    source.state = 'empty';
    await until('the card is gone', () => state() === 'empty', 3);
    const { asked } = source;
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(source.asked, asked);
  });
});
