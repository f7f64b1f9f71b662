import assert from 'node:assert/strict';
import { MuhurError } from '../../../../src/errors.ts';
import * as contract from '../../../../src/portal/contract/menu.ts';
import { WARNINGS_TR } from '../../../../src/portal/simulator/secrets/warnings.ts';
import type { SignedIn } from '../../portal/support/signedIn.ts';
import { newSignedIn } from '../../portal/support/signedIn.ts';
import { testSimulator } from '../../portal/support/testSimulator.ts';
import { tells } from './support/tells.ts';
import { TimersHeld } from '../../../timersHeld.ts';
import { Walk, endWalks } from './support/walk.ts';

const show = { kind: 'show-secrets', warningsRead: true } as const;
const save = { kind: 'save-secrets', warningsRead: true } as const;
const print = { kind: 'print-secrets', warningsRead: true } as const;

describe('PIN / PUK Bilgisi on the page', function () {
  this.timeout(20_000);
  const portal = testSimulator();
  let walk: Walk;
  let session: SignedIn;
  let card: string;
  let pin: string;
  let puk: string;

  beforeEach(async () => {
    const created = await newSignedIn(portal);
    session = created.session;
    card = created.seal.serial;
    pin = created.seal.pin ?? '';
    puk = created.seal.puk ?? '';
    walk = new Walk(portal);
    await walk.toMenu(created.organisation);
    await walk.act({ kind: 'open-secrets', card });
    walk.ports.asked.length = 0;
  });
  afterEach(endWalks);

  it('shows the four warnings of the guide first, and neither PIN nor PUK', () => {
    const { warnings, shown } = walk.at('secrets');
    assert.deepEqual(
      warnings.map(({ tr }) => tr),
      WARNINGS_TR,
    );
    assert.ok(warnings.every(({ en }) => en.length > 20));
    assert.equal(shown, null);
  });

  it('shows both for 30 seconds, counting down whenever it is asked, and then no longer', async () => {
    const held = new TimersHeld();
    try {
      await walk.act(show);
      const { seconds = 0, ...shown } = walk.at('secrets').shown ?? {};
      assert.deepEqual(shown, { pin, puk });
      assert.ok(seconds > 15 && seconds <= 30, String(seconds));
      const timers = held.between(15_000, 30_000);
      const timer = timers.find(({ setBy }) => setBy.includes('portalFlow'));
      assert.ok(timer, 'nothing hides them');
      timer.run();
    } finally {
      held.letGo();
    }
    assert.equal(walk.at('secrets').shown, null);
    assert.equal(walk.states.at(-1)?.screen.kind, 'secrets');
  });

  it('hides them when asked, and shows them anew', async () => {
    await walk.act(show);
    await walk.act({ kind: 'hide-secrets' });
    assert.equal(walk.at('secrets').shown, null);
    await walk.act(show);
    assert.equal(walk.at('secrets').shown?.pin, pin);
  });

  it('hides them at once while a dialog is open, and those that are on their way', async () => {
    await walk.act(show);
    walk.ports.save = async () => {
      await walk.act({ kind: 'hide-secrets' });
      assert.equal(walk.at('secrets').shown, null);
      return true;
    };
    await walk.act(save);
    const coming = walk.flow.act(show);
    await walk.act({ kind: 'hide-secrets' });
    await coming;
    assert.equal(walk.at('secrets').shown, null);

    const { client } = await walk.ports.connect();
    const call = client.call.bind(client);
    client.call = (...question) => {
      client.call = call;
      const answer = call(...question);
      void answer.then(() => walk.act({ kind: 'hide-secrets' }));
      return answer;
    };
    await walk.act(show);
    assert.equal(walk.at('secrets').shown, null);
  });

  it('hides them when another screen comes', async () => {
    await walk.act(show);
    await walk.go('menu');
    await walk.act({ kind: 'open-secrets', card });
    assert.equal(walk.at('secrets').shown, null);
  });

  it('hands the PDF over to be saved, under the name of the card', async () => {
    await walk.act(save);
    assert.match(walk.ports.asked.join(), /^save .+/);
    assert.equal(Buffer.from(walk.ports.pdfs[0] ?? []).toString('latin1', 0, 5), '%PDF-');
    assert.match(walk.page.notice ?? '', /^The PDF is saved\./);
  });

  it('says nothing when the user leaves the dialog', async () => {
    walk.ports.save = () => Promise.resolve(false);
    await walk.act(save);
    assert.equal(walk.page.notice, null);
    walk.at('secrets');
  });

  it('says why the file cannot be written, and stays', async () => {
    const path = '/media/cd/PIN-PUK.pdf';
    walk.ports.save = () => Promise.reject(new MuhurError('file/read-only', { path }));
    const { text, field } = await walk.fails(save);
    assert.equal(
      text,
      `The file cannot be written: “${path}”. The file or its folder is read-only, or it does not ` +
        'belong to you. Choose another folder.',
    );
    assert.equal(field, null);
    walk.at('secrets');
  });

  it('opens the PDF to be printed', async () => {
    await walk.act(print);
    assert.deepEqual(walk.ports.asked, ['print']);
    assert.match(walk.page.notice ?? '', /open in the viewer of your system/);
  });

  it('deletes them for good', async () => {
    await walk.act({ kind: 'delete-secrets' });
    assert.equal(walk.at('secrets').card.secrets, 'deleted');
    assert.match(walk.page.notice ?? '', /deleted from the portal for good/);
    for (const action of [show, save, print]) {
      assert.match((await walk.fails(action)).text, /deleted from the portal\. They cannot be/);
    }
    assert.deepEqual(walk.ports.pdfs, []);
  });

  it('says so when they were deleted elsewhere, and shows it', async () => {
    await session.call(contract.deleteSecrets, { params: { cardSerial: card } });
    assert.equal(walk.at('secrets').card.secrets, 'stored');
    assert.match((await walk.fails(show)).text, /With Kilit Çözme you get a new PIN/);
    assert.equal(walk.at('secrets').card.secrets, 'deleted');
  });

  it('keeps PIN and PUK in no restore point, notice or problem, and in one screen only', async () => {
    await walk.act(show);
    await walk.act(save);
    await walk.act(print);
    await walk.act({ kind: 'hide-secrets' });
    await walk.act({ kind: 'delete-secrets' });
    await walk.fails(show);
    const others = walk.states.map(({ screen, ...rest }) =>
      screen.kind === 'secrets' ? { ...rest, screen: { ...screen, shown: null } } : rest,
    );
    const text = JSON.stringify([others, walk.problems, walk.ports.asked]);
    assert.ok(walk.states.some(({ screen }) => screen.kind === 'secrets' && screen.shown !== null));
    assert.ok(!tells(text, pin) && !tells(text, puk));
  });
});
