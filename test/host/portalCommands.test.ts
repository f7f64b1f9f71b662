import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestOrganisationRecord } from '../../src/portal/contract/organisations.ts';
import { describingOnce } from '../../src/views/explorer/describeCertificates.ts';
import type { CardNode, CertificateNode } from '../../src/views/explorer/node.ts';
import { access, cardInTree, deleteAll, openExplorer, run, services } from './support/access.ts';
import { PlayedPanel, PlayedPanels } from './support/playedPanel.ts';
import {
  insertSeal,
  newOrganisation,
  openPortal,
  portal,
  rowWithState,
  signIn,
} from './support/portal.ts';
import { User } from './support/user.ts';

describe('The portal’s commands', () => {
  let user: User;
  let panels: PlayedPanels;
  let organisation: TestOrganisationRecord;
  let seal: TestOrganisationRecord['cards'][number];
  let certificate: string;

  before(async () => {
    await openExplorer();
    await deleteAll();
    organisation = await newOrganisation('delivered');
    seal = await insertSeal(organisation);
    certificate = seal.certificates[0]?.serialNumber ?? '';
  });
  beforeEach(async () => {
    user = new User();
    panels = new PlayedPanels();
    await (await portal()).signOut();
  });
  afterEach(() => {
    panels.close();
    user.leave();
  });
  after(deleteAll);

  const cardRow = (): Promise<CardNode> => cardInTree(seal.name);

  /** What a row would be if the card were not a virtual one. */
  async function asReal(): Promise<{ card: CardNode; certificate: CertificateNode }> {
    const { cards, describeCertificate } = await services();
    const readers = cards.state.readers.map((reader) =>
      reader.card === null
        ? reader
        : { ...reader, card: { ...reader.card, family: 'akis-2' as const } },
    );
    const { tree, arrangement } = (await access()).view;
    const today = { now: new Date(), warnDays: 90 };
    const describe = describingOnce(describeCertificate);
    tree.show({ ...cards.state, readers }, describe, today, arrangement.value);
    const card = tree.roots.flatMap(({ children }) => children).find(({ kind }) => kind === 'card');
    const [first] = card?.children.filter(({ kind }) => kind === 'certificate') ?? [];
    assert.ok(card?.kind === 'card' && first?.kind === 'certificate');
    return { card, certificate: first };
  }

  describe('Open Portal', () => {
    it('creates one panel, and brings it to the front after that', async () => {
      const panel = await openPortal(panels);
      panel.at('home');
      await panel.does({ kind: 'go', to: 'online-services' });
      await run('maliMuhur.portal.open');
      assert.deepEqual([panels.created.length, panel.revealed], [1, 1]);
      panel.at('online-services');
      panel.dispose();
      await run('maliMuhur.portal.open');
      assert.equal(panels.created.length, 2);
    });

    it('has a picture of its own in the tab, for light and for dark themes', async () => {
      const { iconPath } = await openPortal(panels);
      assert.ok(iconPath !== undefined && 'light' in iconPath);
      const [light, dark] = await Promise.all(
        [iconPath.light, iconPath.dark].map((file) => vscode.workspace.fs.readFile(file)),
      );
      assert.match(String(light), /^<svg [^>]*stroke="#424242"/);
      assert.equal(String(dark), String(light).replace('#424242', '#c5c5c5'));
    });

    it('comes back to the right screen after the window was loaded again', async () => {
      const panel = await openPortal(panels);
      await signIn(panel, organisation);
      for (const [screen, about] of [
        ['online-services', null],
        ['secrets', seal.serial],
        ['revoke', certificate],
        ['details', null],
      ] as const) {
        const restored = new PlayedPanel();
        const state: unknown = JSON.parse(JSON.stringify({ screen, about, attempt: null }));
        await (await portal()).restore(restored, state);
        restored.ready();
        assert.deepEqual(restored.state.restore, { screen, about, attempt: null });
        restored.dispose();
      }
      const damaged = new PlayedPanel();
      await (await portal()).restore(damaged, { screen: '../x' });
      damaged.ready();
      damaged.at('home');
      damaged.dispose();
    });
  });

  describe('Open Portal for This Card', () => {
    it('leads to the menu, over the sign-in where that is needed', async () => {
      await run('maliMuhur.portal.openForCard', await cardRow());
      const panel = panels.open;
      panel.ready();
      panel.at('verification');
      await signIn(panel, organisation);
      panel.at('menu');
      await panel.does({ kind: 'go', to: 'home' });
      await run('maliMuhur.portal.openForCard', await cardRow());
      panel.at('menu');
    });

    it('points at the certificate of a row', async () => {
      await signIn(await openPortal(panels), organisation);
      await run('maliMuhur.portal.openForCard', await rowWithState(certificate, 'on-hold'));
      assert.equal(panels.open.at('menu').focus, certificate);
      assert.deepEqual(user.heard, []);
    });

    it('says so when the organisation that is signed in has no such certificate', async () => {
      const other = await newOrganisation('active');
      await signIn(await openPortal(panels), other);
      await run('maliMuhur.portal.openForCard', await rowWithState(certificate, 'on-hold'));
      panels.open.at('menu');
      assert.match(user.heard.join(), /^error: There is no such thing here: certificate\./);
    });

    it('takes the only card there is, or asks', async () => {
      await run('maliMuhur.portal.openForCard');
      panels.open.ready();
      panels.open.at('verification');
      assert.deepEqual(user.choices, []);
    });

    it('explains the real portal to a real card, from the row of it or of its certificate', async () => {
      const rows = await asReal();
      for (const row of [rows.card, rows.certificate]) {
        const panel = await openPortal(panels);
        await run('maliMuhur.portal.openForCard', row);
        const { reader, family } = panel.at('real-card');
        assert.match(reader, new RegExp(`${seal.name}$`));
        assert.equal(family, 'akis-2');
        await panel.does({ kind: 'go', to: 'home' });
      }
      await run('maliMuhur.portal.unlock', rows.card);
      panels.open.at('real-card');
      assert.deepEqual(user.heard, []);
      await run('maliMuhur.cards.refresh');
    });
  });

  describe('Unlock through Portal', () => {
    it('shows Kilit Çözme for the card of the row, or the one there is', async () => {
      await signIn(await openPortal(panels), organisation);
      for (const argument of [await cardRow(), undefined]) {
        await panels.open.does({ kind: 'go', to: 'home' });
        await run('maliMuhur.portal.unlock', argument);
        const { card, progress } = panels.open.at('unlock');
        assert.deepEqual([card.serial, progress], [seal.serial, 'ready']);
        assert.match(card.reader ?? '', new RegExp(`${seal.name}$`));
      }
    });

    it('comes to it after the sign-in', async () => {
      await run('maliMuhur.portal.unlock', await cardRow());
      panels.open.ready();
      await signIn(panels.open, organisation);
      assert.equal(panels.open.at('unlock').card.serial, seal.serial);
    });
  });

  describe('Activate', () => {
    it('leads to the certificate when nobody is signed in, and does nothing by itself', async () => {
      await run('maliMuhur.portal.activate', await rowWithState(certificate, 'on-hold'));
      const panel = panels.open;
      panel.ready();
      panel.at('verification');
      await signIn(panel, organisation);
      assert.equal(panel.at('menu').focus, certificate);
      await rowWithState(certificate, 'on-hold');
    });

    it('puts the certificate of the row in use, and the row shows it at once', async () => {
      await signIn(await openPortal(panels), organisation);
      await run('maliMuhur.portal.activate', await rowWithState(certificate, 'on-hold'));
      await rowWithState(certificate, 'active');
      assert.equal(panels.open.at('menu').focus, certificate);
      assert.deepEqual(user.heard, []);
    });

    it('says so when it is in use already', async () => {
      await signIn(await openPortal(panels), organisation);
      await run('maliMuhur.portal.activate', await rowWithState(certificate, 'active'));
      assert.match(user.heard.join(), /^error: The certificate is in a state that does not allow/);
    });
  });

  describe('The rows of the explorer', () => {
    it('show what the portal says, right after every action of the page', async () => {
      const panel = await openPortal(panels);
      await signIn(panel, organisation);
      const [, second] = seal.certificates;
      const other = second?.serialNumber ?? '';
      await rowWithState(other, 'on-hold');
      await panel.does({ kind: 'activate', certificate: other });
      await rowWithState(other, 'active');
      user.willPress('Put on Hold');
      await panel.does({ kind: 'suspend', certificate: other });
      await rowWithState(other, 'on-hold');
      await panel.does({ kind: 'ask-revoke', certificate: other });
      const revoked = { certificate: other, reason: 'superseded', confirmed: other } as const;
      await panel.does({ kind: 'revoke', ...revoked });
      const row = await rowWithState(other, 'revoked');
      assert.match(row.description, /^revoked \(İPTAL\)/i);
      await rowWithState(certificate, 'active');
    });
  });

  it('Log Out ends the session, and closes nothing', async () => {
    const panel = await openPortal(panels);
    await signIn(panel, organisation);
    assert.ok(panel.state.session);
    await run('maliMuhur.portal.signOut');
    panel.at('home');
    assert.equal(panel.state.session, null);
    assert.equal(panel.isDisposed, false);
    const { context } = await access();
    assert.equal(await context.secrets.get('maliMuhur.portal.token'), undefined);
    assert.deepEqual(user.heard, []);
  });
});
