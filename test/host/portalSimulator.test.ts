import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { listOrganisations } from '../../src/portal/contract/organisations.ts';
import { readClock, readMessages } from '../../src/portal/contract/testSuite.ts';
import { until } from '../rig/until.ts';
import { deleteAll, openExplorer, run } from './support/access.ts';
import { PlayedPanels } from './support/playedPanel.ts';
import {
  insertSeal,
  newOrganisation,
  onSimulator,
  openPortal,
  portal,
  rowWithState,
  signIn,
} from './support/portal.ts';
import { PlayedPhone } from './support/playedPhone.ts';
import { User } from './support/user.ts';

const DAY_MS = 86_400_000;

describe('The simulator’s commands', () => {
  let user: User;
  let panels: PlayedPanels;
  let said: string[];
  const setStatusBarMessage = vscode.window.setStatusBarMessage;

  before(async () => {
    await openExplorer();
    await deleteAll();
    await run('maliMuhur.simulator.start');
  });
  beforeEach(() => {
    user = new User();
    panels = new PlayedPanels();
    said = [];
    Object.assign(vscode.window, {
      setStatusBarMessage: (text: string) => {
        said.push(text);
        return new vscode.Disposable(() => undefined);
      },
    });
  });
  afterEach(() => {
    Object.assign(vscode.window, { setStatusBarMessage });
    panels.close();
    user.leave();
  });
  after(deleteAll);

  const organisations = async () => (await onSimulator(listOrganisations, {})).organisations;

  describe('Show Simulated Phone', () => {
    let phone: PlayedPhone;
    beforeEach(() => (phone = new PlayedPhone()));
    afterEach(() => phone.close());

    it('shows messages, the newest first, as they arrive; choosing one copies its code', async () => {
      const organisation = await newOrganisation('active');
      const command = run('maliMuhur.simulator.showPhone');
      await phone.opened;
      const panel = await openPortal(panels);
      await signIn(panel, organisation);
      const { messages } = await onSimulator(readMessages, { query: { vkn: organisation.vkn } });
      const [sent] = messages;
      assert.ok(sent?.code);
      await phone.shows((items) => items[0]?.label === sent.text);
      assert.equal(phone.items[0]?.description, organisation.phone);
      await vscode.env.clipboard.writeText('before');
      phone.choose(0);
      assert.deepEqual(said, [], 'said before it is copied');
      await command;
      assert.equal(await vscode.env.clipboard.readText(), sent.code);
      assert.deepEqual(said, ['$(check) The code is in the clipboard.']);
      assert.deepEqual(user.heard, []);
      await run('maliMuhur.portal.signOut');
    });

    it('is silent when it is closed', async () => {
      const command = run('maliMuhur.simulator.showPhone');
      await phone.opened;
      phone.leave();
      await command;
      assert.deepEqual([said, user.heard], [[], []]);
    });
  });

  describe('New Test Organisation and Load Scenario', () => {
    it('create one, say who it is, and copy its security word on request', async () => {
      const before = (await organisations()).length;
      user.willPress('Copy Security Word');
      await run('maliMuhur.simulator.newOrganisation');
      const all = await organisations();
      assert.equal(all.length, before + 1);
      const created = all.find(({ vkn }) => user.heard.join().includes(vkn));
      assert.ok(created);
      assert.equal(created.scenario, 'delivered');
      assert.deepEqual(user.heard, [
        `info: ${created.tradeName}: Vergi Kimlik No ${created.vkn}, phone ${created.phone}.`,
      ]);
      await until('the word is copied', async () => {
        return (await vscode.env.clipboard.readText()) === created.securityWord;
      });
    });

    it('bring a seal into the state that was chosen', async () => {
      user.willPick('Revoked');
      await run('maliMuhur.simulator.loadScenario');
      assert.equal(user.choices[0]?.title, 'Load Scenario');
      assert.equal(user.choices[0].labels.length, 9);
      const created = (await organisations()).find(({ vkn }) => user.heard.join().includes(vkn));
      assert.equal(created?.scenario, 'revoked');
    });

    it('create nothing when the user leaves', async () => {
      const before = (await organisations()).length;
      await run('maliMuhur.simulator.loadScenario');
      assert.equal((await organisations()).length, before);
      assert.deepEqual(user.heard, []);
    });
  });

  describe('Move Simulator Clock', () => {
    after(async () => {
      await resetClock();
    });

    const ahead = async () => Date.parse((await onSimulator(readClock, {})).now) - Date.now();
    const resetClock = async () => {
      const own = new User().willPick('Back to the Time of This Computer');
      await run('maliMuhur.simulator.moveClock');
      own.leave();
    };

    it('moves by steps, to a day, and back; the explorer follows', async () => {
      user.willPick('One Day Ahead');
      await run('maliMuhur.simulator.moveClock');
      assert.ok(Math.abs((await ahead()) - DAY_MS) < 60_000);
      assert.match(said.join(), /The simulator’s time is /);

      const year = new Date().getUTCFullYear() + 1;
      user.willPick('To a Certain Day…').willType('31.05.2027', '2027-02-31x', `${year}-05-31`);
      await run('maliMuhur.simulator.moveClock');
      assert.deepEqual(
        user.boxes.map(({ complaint }) => complaint !== undefined),
        [true, true, false],
      );
      const { now } = await onSimulator(readClock, {});
      assert.equal(now.slice(0, 10), `${year}-05-31`);

      await resetClock();
      assert.ok(Math.abs(await ahead()) < 60_000);
    });

    it('shows on the page, and in the rows of certificates that end meanwhile', async () => {
      const organisation = await newOrganisation('expiring');
      const seal = await insertSeal(organisation);
      const serial = seal.certificates[0]?.serialNumber ?? '';
      await rowWithState(serial, 'active');
      user.willPick('30 Days Ahead');
      await run('maliMuhur.simulator.moveClock');
      await rowWithState(serial, 'expired');
      const panel = await openPortal(panels);
      await panel.does({ kind: 'go', to: 'verification' });
      assert.ok(panel.state.movedClock !== null);
      await resetClock();
      await rowWithState(serial, 'active');
    });

    for (const place of ['home', 'verification'] as const) {
      it(`shows on the page at once, also when it goes back: ${place}`, async () => {
        const panel = await openPortal(panels);
        await panel.does({ kind: 'go', to: place });
        assert.equal(panel.state.movedClock, null);
        user.willPick('One Day Ahead');
        await run('maliMuhur.simulator.moveClock');
        const isAhead = () => Date.parse(panel.state.movedClock ?? '') - Date.now() > DAY_MS / 2;
        await until('the page shows the time', isAhead);
        await resetClock();
        await until('the page shows no other time', () => panel.state.movedClock === null);
        panel.at(place);
      });
    }

    it('moves nothing when the user leaves, and says where the clock cannot go', async () => {
      await run('maliMuhur.simulator.moveClock');
      user.willPick('To a Certain Day…');
      await run('maliMuhur.simulator.moveClock');
      assert.ok(Math.abs(await ahead()) < 60_000);
      assert.deepEqual(user.heard, []);
      user.willPick('To a Certain Day…').willType('2999-01-01');
      await run('maliMuhur.simulator.moveClock');
      assert.match(user.heard.join(), /^error: The simulated clock cannot go there/);
    });
  });

  describe('Export Trust Pack', () => {
    const { showOpenDialog } = vscode.window;
    let folder: string;
    before(async () => (folder = await mkdtemp(join(tmpdir(), 'muhur-trust-'))));
    afterEach(() => Object.assign(vscode.window, { showOpenDialog }));
    after(() => rm(folder, { recursive: true }));

    const answer = (uris: readonly vscode.Uri[] | undefined) =>
      Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve(uris) });

    it('writes root and issuers as PEM and as a trust store', async () => {
      answer([vscode.Uri.file(folder)]);
      await run('maliMuhur.simulator.exportTrustPack');
      const pem = await readFile(join(folder, 'mali-muhur-test-ca.pem'), 'utf8');
      const parts = pem.split(/(?=-----BEGIN CERTIFICATE-----)/).filter((part) => part.trim());
      const subjects = parts.map((part) => new X509Certificate(part).ca);
      assert.ok(subjects.length >= 3 && subjects.every(Boolean));
      const store = await readFile(join(folder, 'mali-muhur-test-truststore.p12'));
      assert.equal(store[0], 0x30);
      assert.match(said.join(), /password of the trust store is “changeit”/);
    });

    it('is silent when the user leaves, and says why it could not write', async () => {
      const before = await readdir(folder);
      answer(undefined);
      await run('maliMuhur.simulator.exportTrustPack');
      assert.deepEqual(user.heard, []);
      answer([vscode.Uri.file(join(folder, 'mali-muhur-test-ca.pem'))]);
      await run('maliMuhur.simulator.exportTrustPack');
      assert.match(user.heard.join(), /^error: The file cannot be written: /);
      assert.deepEqual(await readdir(folder), before);
    });
  });

  it('Copy Simulator Address copies where it answers', async () => {
    await run('maliMuhur.simulator.copyAddress');
    const { client } = await (await portal()).server.connect();
    assert.equal(await vscode.env.clipboard.readText(), client.baseUrl);
    assert.match(client.baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual(said, [`$(check) Copied: ${client.baseUrl}`]);
  });

  describe('Reset Simulator', () => {
    it('asks first, and does nothing otherwise', async () => {
      const organisation = await newOrganisation('active');
      await run('maliMuhur.simulator.reset');
      assert.match(user.heard.join(), /^warning: Put the simulator back to its first state\? Org/);
      assert.deepEqual(user.offered, ['Reset']);
      assert.ok((await organisations()).some(({ vkn }) => vkn === organisation.vkn));
    });

    it('makes it as new: session, page and rows know nothing of before', async () => {
      await deleteAll();
      const organisation = await newOrganisation('active');
      const seal = await insertSeal(organisation);
      const serial = seal.certificates[0]?.serialNumber ?? '';
      await rowWithState(serial, 'active');
      const panel = await openPortal(panels);
      await signIn(panel, organisation);
      user.willPress('Reset');
      await run('maliMuhur.simulator.reset');
      await panel.comesTo('home');
      assert.equal(panel.state.session, null);
      await rowWithState(serial, null);
      assert.ok((await organisations()).every(({ vkn }) => vkn !== organisation.vkn));
      assert.match(said.join(), /The simulator is as new/);
      await panel.does({ kind: 'go', to: 'verification' });
      panel.at('verification');
    });
  });
});
