import assert from 'node:assert/strict';
import type { Action, FromPage } from '../../../src/views/portal/protocol/messages.ts';
import { fromPage } from '../../../src/views/portal/protocol/messages.ts';
import { Exchange } from '../../../src/views/portal/ui/exchange.ts';
import { trailOf } from '../../../src/views/portal/ui/trail.ts';
import { visibleText } from '../../../src/views/page/ui/visibleText.ts';

const SERIAL = '4D7A01';
const activate: Action = { kind: 'activate', certificate: SERIAL };

/** An exchange whose time runs out when the test says so. */
function exchange(): {
  ours: Exchange;
  sent: FromPage[];
  timeOut: () => void;
  waiting: () => number;
} {
  const sent: FromPage[] = [];
  const waits = new Set<() => void>();
  const ours = new Exchange({
    post: (message) => sent.push(message),
    wait: (over) => {
      waits.add(over);
      return () => waits.delete(over);
    },
  });
  const timeOut = (): void => [...waits].forEach((over) => over());
  return { ours, sent, timeOut, waiting: () => waits.size };
}

describe('The page’s side of the exchange with the host', () => {
  const never = (): void => assert.fail('nothing timed out');

  it('numbers its actions from 1, in the shape that the host accepts', () => {
    const { ours, sent } = exchange();
    ours.send(activate, never);
    ours.send({ kind: 'sign-out' }, never);
    assert.deepEqual(
      sent.map((message) => message.type === 'act' && message.number),
      [1, 2],
    );
    for (const message of sent) assert.ok(fromPage.safeParse(message).success);
  });

  it('does not send an action again whose answer is awaited', () => {
    const { ours, sent } = exchange();
    assert.ok(ours.send(activate, never));
    assert.ok(!ours.send(activate, never));
    assert.ok(ours.send({ ...activate, certificate: '02' }, never));
    assert.equal(sent.length, 2);
  });

  it('takes sign-in attempts with other words for the same action', () => {
    const { ours } = exchange();
    const signIn = { kind: 'sign-in', vkn: '1', picture: '2', word: '3' } as const;
    ours.send(signIn, never);
    assert.ok(ours.isPending({ ...signIn, word: 'other' }));
  });

  it('lets an action be tried again after its answer', () => {
    const { ours, waiting } = exchange();
    ours.send(activate, never);
    assert.deepEqual(ours.settle(1, null), { action: activate });
    assert.equal(waiting(), 0);
    assert.ok(ours.send(activate, never));
  });

  it('ignores answers that nobody waits for: unknown, repeated, late, of a wrong shape', () => {
    const { ours, timeOut } = exchange();
    let timedOut = 0;
    ours.send(activate, () => (timedOut += 1));
    assert.equal(ours.settle(7, null), undefined);
    assert.equal(ours.settle(1, 'no problem' as never), undefined);
    timeOut();
    assert.equal(timedOut, 1);
    assert.equal(ours.settle(1, null), undefined);
    assert.ok(!ours.isPending(activate));
  });

  it('waits for nothing once the user went elsewhere', () => {
    const { ours, waiting } = exchange();
    ours.send(activate, never);
    ours.forget();
    assert.equal(waiting(), 0);
    assert.equal(ours.settle(1, null), undefined);
  });
});

describe('Text of others on the page', () => {
  it('shows what would turn the direction of writing, or hide', () => {
    assert.equal(visibleText('A\u202Ebc\u200B'), 'A⟨U+202E⟩bc⟨U+200B⟩');
    assert.equal(visibleText('\u0000\u2028\u{E0001}'), '⟨U+0000⟩⟨U+2028⟩⟨U+E0001⟩');
  });

  it('leaves letters of every language as they are', () => {
    for (const text of ['Iğdır Çınar A.Ş.', 'שלום', '株式会社', '<b>"&']) {
      assert.equal(visibleText(text), text);
    }
  });
});

describe('The way back', () => {
  it('leads from every screen behind the sign-in to the menu', () => {
    for (const kind of ['revoke', 'renew', 'details', 'secrets', 'unlock'] as const) {
      assert.equal(trailOf(kind).at(-1)?.place, 'menu');
    }
  });
});
