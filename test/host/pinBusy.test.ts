import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CardConnection } from '../../src/card/reader/reader.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { silentLog } from '../../src/log.ts';
import type { CardNode } from '../../src/views/explorer/node.ts';
import { needsRig, READERS } from '../rig/pcscd.ts';
import { access, deleteAll, inTree, openExplorer, run, services } from './support/access.ts';
import { PinCard } from './support/pinCard.ts';
import { User } from './support/user.ts';

const NAME = 'Şirket';

describe('A PIN dialog while the card works', () => {
  let user: User;
  let card: PinCard;

  before(openExplorer);
  beforeEach(async () => {
    await deleteAll();
    card = await PinCard.insertNew(NAME);
    user = new User();
  });
  afterEach(() => user.leave());
  after(deleteAll);

  it('lets go of the card when the user leaves, and nothing is sent', async () => {
    const { cards } = await services();
    const { target } = await card.row();
    let finish = (): void => undefined;
    const busy = new Promise<void>((resolve) => (finish = resolve));
    const withCard = cards.withCard.bind(cards);
    let other: Promise<void> | undefined;
    // Another operation of this window keeps the card until the user has left.
    cards.withCard = (where, mode, action, signal) => {
      signal?.addEventListener('abort', finish);
      return withCard(where, mode, action, signal);
    };
    const begin = (): Promise<void> => {
      other = withCard(target, 'shared', () => busy);
      return Promise.resolve();
    };
    user.willWaitFor(begin).willType(card.pin).willLeave();
    await run('maliMuhur.pin.verify', await card.row());
    await other;
    assert.deepEqual(user.heard, []);
    assert.equal(user.boxes.length, 1);

    cards.withCard = withCard;
    user.willType(card.pin);
    await run('maliMuhur.pin.verify', await card.row());
    assert.deepEqual(user.heard, ['info: The PIN is right.']);
    await card.showsTries('pin', 3);
  });
});

describe('A PIN dialog for a card that another program holds', () => {
  const [{ name: reader, port }] = READERS;
  let user: User;
  let card: PinCard;
  let program: PcscSource;
  let held: CardConnection | undefined;

  const row = (): Promise<CardNode> =>
    inTree('virtual card in the PC/SC reader', (roots) => {
      const found = roots.find(({ status }) => status.name === reader);
      return found?.children.find((node) => node.kind === 'card');
    });
  const hold = async (): Promise<void> => {
    await program.list();
    held = await program.connect(reader, 'exclusive');
  };
  const letGo = async (): Promise<void> => {
    await held?.disconnect('leave');
    held = undefined;
  };

  before(async function () {
    needsRig(this);
    await openExplorer();
    await deleteAll();
    const { context } = await access();
    program = new PcscSource(join(context.extensionPath, 'dist', 'pcscHost.js'), silentLog);
    card = await PinCard.insertNew(NAME);
    const { virtualCards } = await services();
    await virtualCards.putIntoReader(NAME, '127.0.0.1', port);
    await row();
  });
  beforeEach(() => (user = new User()));
  afterEach(async () => {
    user.leave();
    await letGo();
  });
  after(async () => {
    program.dispose();
    await deleteAll();
  });

  it('says so with a button to try again, and nothing was sent', async () => {
    user.willWaitFor(hold).willType(card.pin);
    await run('maliMuhur.pin.verify', await row());
    assert.match(
      user.heard.join(),
      /^error: Another program is holding the card.*nothing was sent/,
    );
    assert.deepEqual(user.offered, ['Retry']);
  });

  it('asks for the PIN again after Retry: nothing that was typed is kept', async () => {
    user.willWaitFor(hold).willType(card.pin).willPress('Retry').willType(card.pin);
    const { showErrorMessage } = vscode.window;
    const said = showErrorMessage as (...args: unknown[]) => Promise<unknown>;
    const again = new Promise<void>((resolve) => {
      Object.assign(vscode.window, {
        showErrorMessage: async (...args: unknown[]) => {
          await letGo();
          return said(...args);
        },
        showInformationMessage: (text: string) => {
          user.heard.push(text);
          resolve();
          return Promise.resolve(undefined);
        },
      });
    });
    await run('maliMuhur.pin.verify', await row());
    await again;
    assert.equal(user.boxes.length, 2);
    assert.equal(user.heard.at(-1), 'The PIN is right.');
  });
});
