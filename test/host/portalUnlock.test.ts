import assert from 'node:assert/strict';
import { answerCardCommand } from '../../src/portal/contract/cardOperations.ts';
import type { TestOrganisationRecord } from '../../src/portal/contract/organisations.ts';
import type { Route } from '../../src/portal/contract/route.ts';
import { until } from '../rig/until.ts';
import {
  cardInTree,
  deleteAll,
  goneFromTree,
  inTree,
  openExplorer,
  otherThan,
  run,
  services,
} from './support/access.ts';
import { PlayedPanels } from './support/playedPanel.ts';
import {
  insertSeal,
  newOrganisation,
  openPortal,
  portal,
  rowWithState,
  signIn,
} from './support/portal.ts';
import { User } from './support/user.ts';

type Seal = TestOrganisationRecord['cards'][number];

const HERE = 'Unlock Card with PUK';
const THERE = 'Unlock through Portal';

describe('A card that is locked', () => {
  let user: User;
  let panels: PlayedPanels;
  let organisation: TestOrganisationRecord;
  let seal: Seal;

  before(async () => {
    await openExplorer();
    await deleteAll();
  });
  beforeEach(async () => {
    user = new User();
    panels = new PlayedPanels();
    await (await portal()).signOut();
  });
  afterEach(async () => {
    panels.close();
    user.leave();
    await deleteAll();
  });

  async function locked(): Promise<void> {
    organisation = await newOrganisation('pin-blocked');
    seal = await insertSeal(organisation);
    await rowWithState(seal.certificates[0]?.serialNumber ?? '', 'active');
  }

  /** Waits until the row of the card shows that state of its PIN. */
  const rowWithPin = (state: string) =>
    inTree(`card with PIN ${state}`, (roots) =>
      roots
        .flatMap(({ children }) => children)
        .filter((row) => row.kind === 'card')
        .find(({ card }) => card.serial === seal.serial && card.pin.state === state),
    );

  /** The page of Kilit Çözme, signed in. */
  async function atUnlock() {
    const panel = await openPortal(panels);
    await signIn(panel, organisation);
    await panel.does({ kind: 'open-unlock', card: seal.serial });
    return panel;
  }

  async function newPin(): Promise<string> {
    await panels.open.does({ kind: 'open-secrets', card: seal.serial });
    await panels.open.does({ kind: 'show-secrets', warningsRead: true });
    return panels.open.at('secrets').shown?.pin ?? '';
  }

  it('offers both ways out, with its PUK here and with Kilit Çözme there', async () => {
    await locked();
    for (const row of [await cardInTree(seal.name), undefined]) {
      await run('maliMuhur.pin.verify', row);
      assert.match(user.heard.at(-1) ?? '', /^error: The card is locked/);
      assert.deepEqual(user.offered, [HERE, THERE]);
    }
  });

  it('offers them with the third wrong PIN; the way there ends with a PIN that the card takes', async () => {
    organisation = await newOrganisation('active');
    seal = await insertSeal(organisation);
    await rowWithState(seal.certificates[0]?.serialNumber ?? '', 'active');
    const wrong = otherThan(seal.pin ?? '');
    user.willType(wrong, wrong, wrong).willPress('Use the Last Try', THERE);
    for (let i = 0; i < 3; i++) await run('maliMuhur.pin.verify', await cardInTree(seal.name));
    assert.match(user.heard.at(-1) ?? '', /that was the last try: the card is locked now/);
    assert.deepEqual(user.offered, [HERE, THERE]);

    await until('the panel is there', () => panels.created.length > 0);
    const panel = panels.open;
    panel.ready();
    await panel.comesTo('verification');
    await signIn(panel, organisation);
    assert.match(panel.at('unlock').card.reader ?? '', new RegExp(`${seal.name}$`));
    await panel.does({ kind: 'unlock' });
    assert.equal(panel.at('unlock').progress, 'done');
    const row = await rowWithPin('ready');
    user.willType(await newPin());
    await run('maliMuhur.pin.verify', row);
    assert.equal(user.heard.at(-1), 'info: The PIN is right.');
  });

  it('goes on where it was when it is pulled in the middle of it and put back', async () => {
    await locked();
    const panel = await atUnlock();
    const { virtualCards } = await services();
    const { client } = await (await portal()).server.connect();
    const call = client.call.bind(client);
    let answers = 0;
    client.call = async (route, input, options) => {
      const isAnswer = (route as Route).path === answerCardCommand.path;
      if (isAnswer && ++answers === 2) await virtualCards.eject(seal.name);
      return call(route, input, options);
    };
    const problem = await panel.act({ kind: 'unlock' });
    client.call = call;
    assert.match(problem?.text ?? '', /^(?:The card was taken out|There is no reader)/);
    const { progress, card } = panel.at('unlock');
    assert.deepEqual([progress, card.isOpen, card.reader], ['interrupted', true, null]);

    await virtualCards.insert(seal.name);
    await cardInTree(seal.name);
    await panel.does({ kind: 'unlock' });
    assert.equal(panel.at('unlock').progress, 'done');
    await rowWithPin('ready');
  });

  it('is told from another one that is in the reader in its place, and from none', async () => {
    await locked();
    const other = await newOrganisation('pin-blocked');
    const panel = await atUnlock();
    const { virtualCards } = await services();
    await virtualCards.eject(seal.name);
    await goneFromTree(seal.name);
    assert.match((await panel.act({ kind: 'unlock' }))?.text ?? '', /^There is no card/);
    assert.deepEqual(
      [panel.at('unlock').progress, panel.at('unlock').card.reader],
      ['ready', null],
    );

    const swapped = await insertSeal(other);
    const problem = await panel.act({ kind: 'unlock' });
    assert.match(problem?.text ?? '', /^The card in the reader is another one/);
    assert.ok(problem?.text.includes(swapped.serial));
    const { card } = await cardInTree(swapped.name);
    assert.deepEqual([card.pin.state, card.puk.triesLeft], ['blocked', 3]);
  });

  it('is told from a card of somebody else, whose row leads to the menu and says why', async () => {
    await locked();
    const other = await newOrganisation('active');
    await signIn(await openPortal(panels), other);
    await run('maliMuhur.portal.unlock', await cardInTree(seal.name));
    panels.open.at('menu');
    assert.match(user.heard.join(), /^error: There is no such thing here: card\./);
  });
});
