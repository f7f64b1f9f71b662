import assert from 'node:assert/strict';
import type { CardsState, ReaderRecord } from '../../../src/card/cardState.ts';
import { LiveCards } from '../../../src/card/liveCards.ts';
import { InProcessReaders } from '../../../src/card/reader/inProcess.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { strictLog } from '../../strictLog.ts';
import { newVirtualCard } from '../../rig/virtualCardInVpcd.ts';
import { until } from '../../rig/until.ts';

const failsWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(isMuhurError(error, code), String(error));
  return true;
};
const bytes = (text: string) => new TextEncoder().encode(text);

describe('live cards', function () {
  this.timeout(20_000);
  let cards: LiveCards;
  let readers: InProcessReaders;
  let card: Awaited<ReturnType<typeof newVirtualCard>>;
  const lines: string[] = [];

  before(async () => {
    card = await newVirtualCard();
  });

  after(() => card.dispose());

  beforeEach(() => {
    lines.length = 0;
    readers = new InProcessReaders();
    cards = new LiveCards([readers], strictLog, (line) => lines.push(line));
  });

  afterEach(() => {
    cards.dispose();
  });

  const first = (): ReaderRecord | undefined => cards.state.readers[0];
  const cardRead = () => first()?.card !== null && first()?.reading === false;
  const target = () => ({
    reader: first()?.status.name ?? '',
    serial: first()?.card?.serial ?? null,
  });

  it('nothing is asked of a source before start', () => {
    assert.deepEqual(cards.state, {
      readers: [],
      modules: [],
      tokens: [],
      problem: null,
      settled: false,
    });
  });

  it('a card that is inserted is read, one that is taken out disappears', async () => {
    cards.start();
    assert.equal(cards.state.settled, true);
    const reader = readers.insert(card.card);
    await until('the card is read', cardRead);
    const snapshot = first()?.card;
    assert.ok(snapshot);
    assert.equal(snapshot.family, 'virtual');
    assert.equal(snapshot.takesPin, true);
    assert.equal(snapshot.certificates.length, 2);
    assert.equal(snapshot.keys.length, 2);
    assert.deepEqual(snapshot.problems, []);
    assert.deepEqual(snapshot.pin, { state: 'ready', triesLeft: 3 });
    assert.deepEqual(snapshot.puk, { state: 'ready', triesLeft: 3 });
    await readers.remove(reader);
    assert.deepEqual(cards.state.readers, []);
  });

  it('a state that was handed out never changes afterwards', async () => {
    const seen: CardsState[] = [];
    cards.onDidChange((state) => seen.push(state));
    cards.start();
    readers.insert(card.card);
    await until('the card is read', cardRead);
    const copies = seen.map((state) => JSON.stringify(state));
    await cards.refresh();
    assert.deepEqual(
      seen.slice(0, copies.length).map((state) => JSON.stringify(state)),
      copies,
    );
  });

  it('a wrong PIN shows in the state at once, the right one restores it', async () => {
    cards.start();
    readers.insert(card.card);
    await until('the card is read', cardRead);
    const verify = (pin: string) =>
      cards.withCard(target(), 'exclusive', (open) => open.verifyPin(bytes(pin)));
    await assert.rejects(verify('000000'), failsWith('pin/wrong'));
    await until('two tries are left', () => first()?.card?.pin.triesLeft === 2);
    assert.equal(first()?.card?.pin.state, 'wrong-entered');
    await verify(card.card.secrets.pin);
    await until('all tries are back', () => first()?.card?.pin.triesLeft === 3);
  });

  it('no PIN appears in the trace', async () => {
    cards.start();
    readers.insert(card.card);
    await until('the card is read', cardRead);
    const { pin } = card.card.secrets;
    await cards.withCard(target(), 'exclusive', (open) => open.verifyPin(bytes(pin)));
    const trace = lines.join('\n');
    assert.ok(trace.includes('VERIFY'));
    assert.ok(!trace.includes(pin) && !trace.includes(Buffer.from(pin).toString('hex')));
  });

  it('the PIN that one operation verified is gone for the next', async () => {
    cards.start();
    readers.insert(card.card);
    await until('the card is read', cardRead);
    const { pin } = card.card.secrets;
    await cards.withCard(target(), 'exclusive', (open) => open.verifyPin(bytes(pin)));
    const key = first()?.card?.keys[0]?.id ?? '';
    const sign = cards.withCard(target(), 'shared', (open) =>
      open.sign(key, { kind: 'digest-info', digestInfo: new Uint8Array(51) }),
    );
    await assert.rejects(sign, failsWith('pin/not-verified'));
  });

  it('another card than the one meant is refused before anything is done', async () => {
    cards.start();
    readers.insert(card.card);
    await until('the card is read', cardRead);
    let ran = false;
    const other = { ...target(), serial: 'FFFFFFFFFFFFFFFFFFFFFFFF' };
    const action = () => {
      ran = true;
      return Promise.resolve();
    };
    await assert.rejects(cards.withCard(other, 'exclusive', action), failsWith('card/swapped'));
    assert.equal(ran, false);
  });

  it('operations on a card run one after the other', async () => {
    cards.start();
    readers.insert(card.card);
    await until('the card is read', cardRead);
    const order: string[] = [];
    const operation = (name: string) =>
      cards.withCard(target(), 'exclusive', async (open) => {
        order.push(`${name} begins`);
        await open.readPinStatus();
        order.push(`${name} ends`);
      });
    await Promise.all([operation('first'), operation('second')]);
    assert.deepEqual(order, ['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('a cancelled operation that waits never starts; a running one stops at the next command', async () => {
    cards.start();
    readers.insert(card.card);
    await until('the card is read', cardRead);
    const abort = new AbortController();
    const running = cards.withCard(
      target(),
      'exclusive',
      async (open) => {
        abort.abort();
        await open.verifyPin(bytes('000000'));
      },
      abort.signal,
    );
    const waiting = cards.withCard(
      target(),
      'exclusive',
      () => Promise.reject(new Error('this must never start')),
      abort.signal,
    );
    await assert.rejects(running, failsWith('cancelled'));
    await assert.rejects(waiting, failsWith('cancelled'));
    await cards.refresh();
    assert.equal(first()?.card?.pin.triesLeft, 3);
  });

  it('a card pulled before an operation is told so', async () => {
    cards.start();
    const reader = readers.insert(card.card);
    await until('the card is read', cardRead);
    const before = target();
    await readers.remove(reader);
    const verify = cards.withCard(before, 'exclusive', (open) => open.verifyPin(bytes('1234')));
    await assert.rejects(verify, failsWith('reader/not-found'));
  });
});
