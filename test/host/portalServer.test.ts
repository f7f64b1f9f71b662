import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestOrganisationRecord } from '../../src/portal/contract/organisations.ts';
import { readJournal } from '../../src/portal/contract/testSuite.ts';
import { PortalClient } from '../../src/portal/client.ts';
import { access, cardInTree, deleteAll, insertNew, openExplorer, run } from './support/access.ts';
import { OtherServer, joinFromOtherWindow, simulatorProcess } from './support/otherWindow.ts';
import { PinCard } from './support/pinCard.ts';
import { PlayedPanels } from './support/playedPanel.ts';
import {
  insertSeal,
  newOrganisation,
  openPortal,
  portal,
  rowWithState,
  signIn,
  usePortal,
} from './support/portal.ts';
import { User } from './support/user.ts';

describe('The server of the portal', () => {
  let user: User;
  let panels: PlayedPanels;
  let organisation: TestOrganisationRecord;
  let certificate: string;

  before(async () => {
    await openExplorer();
    await deleteAll();
    organisation = await newOrganisation('active');
    const seal = await insertSeal(organisation);
    certificate = seal.certificates[0]?.serialNumber ?? '';
  });
  beforeEach(() => {
    user = new User();
    panels = new PlayedPanels();
  });
  afterEach(async () => {
    panels.close();
    user.leave();
    await run('maliMuhur.portal.signOut');
  });
  after(deleteAll);

  describe('that the settings name', () => {
    let other: OtherServer;
    let address: string;
    let otherToken: string;

    before(async () => {
      other = new OtherServer();
      const ready = await other.start();
      address = ready.baseUrl;
      otherToken = ready.testToken;
    });
    after(async () => {
      await other.remove();
    });
    afterEach(() => usePortal(undefined));

    it('is asked in the place of the simulator, whose token it never sees', async () => {
      const panel = await openPortal(panels);
      await signIn(panel, organisation);
      const token = await (await access()).context.secrets.get('maliMuhur.portal.token');
      assert.ok(token?.startsWith('http://127.0.0.1:'));
      await usePortal(`${address}/`);
      await panel.comesTo('home');
      assert.equal(panel.state.session, null);
      await panel.does({ kind: 'go', to: 'menu' });
      panel.at('verification');
      await panel.does({ kind: 'go', to: 'password' });
      const client = new PortalClient({ baseUrl: address });
      const { requests } = await client.call(readJournal, { query: {} }, { token: otherToken });
      await client.close();
      const paths = requests.map(({ method, path }) => `${method} ${path}`);
      assert.ok(paths.includes('POST /portal/v1/sign-in/captchas'));
      assert.ok(!paths.some((path) => /certificates|session/.test(path)), paths.join());
    });

    it('is no simulator of ours: what only that can do is said not to work', async () => {
      await usePortal(address);
      for (const command of [
        'maliMuhur.simulator.start',
        'maliMuhur.simulator.reset',
        'maliMuhur.simulator.moveClock',
        'maliMuhur.simulator.newOrganisation',
        'maliMuhur.simulator.showPhone',
      ] as const) {
        await run(command);
        assert.match(
          user.heard.at(-1) ?? '',
          new RegExp(
            `^error: Another server is the portal at the moment, at ${address}\\. .*portal\\.url`,
          ),
          command,
        );
      }
      await run('maliMuhur.simulator.copyAddress');
      assert.equal(await vscode.env.clipboard.readText(), address);
    });

    it('knows nothing of the cards here: no state in their rows, no way to unlock them there', async () => {
      await rowWithState(certificate, 'active');
      await usePortal(address);
      await rowWithState(certificate, null);
      await insertNew('Yerel');
      const local = await cardInTree('Yerel');
      assert.ok(local.children.every(({ context }) => !context.includes(':portal-')));
      const card = await PinCard.insertNew('Kilitli');
      await card.leavePinTries(0);
      await run('maliMuhur.pin.verify', await card.row());
      assert.deepEqual(user.offered, ['Unlock Card with PUK']);
    });

    it('is waited for when it is killed, and gone on with when it is back', async () => {
      await usePortal(address);
      const panel = await openPortal(panels);
      await panel.does({ kind: 'go', to: 'password' });
      await other.kill();
      await panel.does({ kind: 'new-picture' });
      const { what, mayStart } = panel.at('unavailable');
      assert.ok(what.includes(address));
      assert.equal(mayStart, false);
      await other.start();
      await panel.comesTo('password');
    });

    for (const [url, sentence] of [
      ['https://onlineislemler.kamusm.gov.tr/landing', /It belongs to Kamu SM/],
      ['https://KAMUSM.GOV.TR', /It belongs to Kamu SM/],
      ['file:///etc/passwd', /It has to begin with http/],
      ['garbage in', /It has to begin with http/],
      ['http://127.0.0.1:1', /^The portal at http:\/\/127\.0\.0\.1:1 does not answer\./],
    ] as const) {
      it(`is refused or missed, and that is said on the page, as ${url}`, async () => {
        await usePortal(url);
        const panel = await openPortal(panels);
        await panel.does({ kind: 'go', to: 'password' });
        assert.match(panel.at('unavailable').what, sentence);
        await run('maliMuhur.simulator.newOrganisation');
        assert.match(user.heard.join(), /^error: (?:The address .+ is not used|Another server is)/);
        await panel.does({ kind: 'go', to: 'home' });
        panel.at('home');
      });
    }
  });

  describe('that this VS Code starts', () => {
    it('is stopped on request, which page and rows show, and started from the page', async () => {
      await run('maliMuhur.simulator.start');
      const panel = await openPortal(panels);
      await panel.does({ kind: 'go', to: 'password' });
      await rowWithState(certificate, 'active');
      const pid = await simulatorProcess();
      assert.ok(pid);
      await run('maliMuhur.simulator.stop');
      assert.equal(await simulatorProcess(), null);
      assert.equal((await panel.comesTo('unavailable')).mayStart, true);
      await rowWithState(certificate, null);
      await panel.does({ kind: 'start-simulator' });
      panel.at('password');
      assert.ok(await simulatorProcess());
      await rowWithState(certificate, 'active');
    });

    it('is not started by who looks on, hides PIN and PUK, or closes the panel', async () => {
      const panel = await openPortal(panels);
      await panel.does({ kind: 'go', to: 'password' });
      await run('maliMuhur.simulator.stop');
      await panel.comesTo('unavailable');
      await panel.does({ kind: 'hide-secrets' });
      panel.dispose();
      const host = await portal();
      assert.equal(await host.certificateStates(), null);
      assert.equal(await host.server.isReachable(), false);
      assert.equal(await simulatorProcess(), null);
      assert.deepEqual(user.heard, []);

      const again = await openPortal(panels);
      again.at('password');
    });

    it('is gone on with when it was killed and another window has started it', async () => {
      const panel = await openPortal(panels);
      await signIn(panel, organisation);
      await panel.does({ kind: 'ask-revoke', certificate });
      const pid = await simulatorProcess();
      assert.ok(pid);
      process.kill(pid, 'SIGKILL');
      await panel.comesTo('unavailable');
      await rowWithState(certificate, null);
      const window = await joinFromOtherWindow();
      const { certificate: shown } = await panel.comesTo('revoke');
      assert.equal(shown.serialNumber, certificate);
      await rowWithState(certificate, 'active');
      window.close();
    });

    it('is stopped for the other window too, and where there is none that is said', async () => {
      const { server } = await portal();
      await server.connect();
      await server.drop();
      assert.equal(await server.stop(), true);
      assert.equal(await simulatorProcess(), null);
      assert.equal(await server.stop(), false);
      await run('maliMuhur.simulator.stop');
      assert.deepEqual(user.heard, []);
    });
  });
});
