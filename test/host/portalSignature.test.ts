import assert from 'node:assert/strict';
import type { TestOrganisationRecord } from '../../src/portal/contract/organisations.ts';
import { cardInTree, deleteAll, openExplorer, otherThan, run, services } from './support/access.ts';
import { PinCard } from './support/pinCard.ts';
import type { PlayedPanel } from './support/playedPanel.ts';
import { PlayedPanels } from './support/playedPanel.ts';
import { newOrganisation, openPortal } from './support/portal.ts';
import { User } from './support/user.ts';

describe('E-imzalı Giriş in VS Code', () => {
  let user: User;
  let panels: PlayedPanels;
  let panel: PlayedPanel;
  let organisation: TestOrganisationRecord;
  let pin: string;
  let sign: { kind: 'sign-in-with-card'; card: string; vkn: null };

  before(async () => {
    await openExplorer();
    await deleteAll();
    organisation = await newOrganisation('active');
    const card = organisation.cards.find(({ profile }) => profile === 'e-imza');
    assert.ok(card?.pin);
    ({ pin } = card);
    await (await services()).virtualCards.insert(card.name);
    await cardInTree(card.name);
    sign = { kind: 'sign-in-with-card', card: card.serial, vkn: null };
    panels = new PlayedPanels();
    panel = await openPortal(panels);
  });
  beforeEach(async () => {
    user = new User();
    await panel.does({ kind: 'go', to: 'home' });
    await panel.does({ kind: 'go', to: 'signature' });
  });
  afterEach(() => user.leave());
  after(async () => {
    await run('maliMuhur.portal.signOut');
    panels.close();
    await deleteAll();
  });

  it('offers the card that has a qualified certificate, and not the seal beside it', async () => {
    await PinCard.insertNew('Mühür');
    await panel.does({ kind: 'go', to: 'signature' });
    assert.deepEqual(
      panel.at('signature').cards.map(({ serial }) => serial),
      [sign.card],
    );
  });

  it('is left as it was by who keeps the PIN to themselves', async () => {
    user.willLeave();
    await panel.does(sign);
    panel.at('signature');
    assert.deepEqual(user.heard, []);
  });

  it('asks for the PIN in VS Code, once for each press, and opens the session', async () => {
    user.willType(otherThan(pin));
    const problem = await panel.act(sign);
    assert.match(problem?.text ?? '', /^The PIN is wrong\. That cost a try; 2 are left/);
    assert.equal(problem?.field, null);
    user.willType(pin);
    await panel.does(sign);
    panel.at('menu');
    assert.equal(panel.state.session?.vkn, organisation.vkn);
    assert.deepEqual(
      user.boxes.map(({ password, title }) => [password, title?.slice(0, 24)]),
      [
        [true, 'Sign in (E-imzalı Giriş)'],
        [true, 'Sign in (E-imzalı Giriş)'],
      ],
    );
    assert.ok(!JSON.stringify(panel.received).includes(pin));
  });
});
