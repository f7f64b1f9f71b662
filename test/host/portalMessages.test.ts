import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Action } from '../../src/views/portal/protocol/messages.ts';
import { openExplorer, run } from './support/access.ts';
import { PlayedPanel, PlayedPanels } from './support/playedPanel.ts';
import { newOrganisation, openPortal, portal, signIn } from './support/portal.ts';
import { linesWritten } from './support/recorded.ts';
import { User } from './support/user.ts';

const online: Action = { kind: 'go', to: 'online-services' };
const home: Action = { kind: 'go', to: 'home' };

describe('Messages between page and host', () => {
  let panels: PlayedPanels;
  let panel: PlayedPanel;
  let user: User;

  before(openExplorer);
  beforeEach(async () => {
    user = new User();
    panels = new PlayedPanels();
    panel = await openPortal(panels);
    await panel.does(home);
  });
  afterEach(async () => {
    await run('maliMuhur.portal.signOut');
    panels.close();
    user.leave();
  });

  /** What a message brought forth, once everything before it is done. */
  async function whatComesOf(...messages: readonly unknown[]): Promise<readonly string[]> {
    const { length } = panel.received;
    for (const message of messages) panel.send(message);
    await (await portal()).signOut();
    return panel.received.slice(length).map(({ type }) => type);
  }

  it('begin with the page, which is given its language, its texts and the state', async () => {
    const fresh = new PlayedPanel();
    await (await portal()).restore(fresh, null);
    assert.equal(fresh.received.length, 0, 'nothing is sent to a page that is not there');
    fresh.send({ type: 'act', number: 1, action: online });
    assert.equal(fresh.received.length, 0, 'nor done for it');
    fresh.ready();
    const [init] = fresh.received;
    assert.ok(init?.type === 'init');
    assert.equal(init.language, 'en');
    assert.equal(init.texts.meaning.activate, 'Activate');
    assert.equal(init.state.screen.kind, 'home');
    fresh.dispose();
  });

  it('answer each action once, after the state that it led to', async () => {
    const { length } = panel.received;
    await panel.does(online);
    const [state, done, ...rest] = panel.received.slice(length);
    assert.ok(state?.type === 'state' && done?.type === 'done');
    assert.equal(state.state.screen.kind, 'online-services');
    assert.deepEqual(done, { type: 'done', number: 2, problem: null });
    assert.deepEqual(rest, []);
  });

  it('do nothing when they have another shape or an unknown kind', async () => {
    const odd: readonly unknown[] = [
      null,
      undefined,
      0,
      'ready',
      [],
      {},
      { type: 'Ready' },
      { type: 'init' },
      { type: 'done', number: 9, problem: null },
      { type: 'act' },
      { type: 'act', number: '9', action: online },
      { type: 'act', number: 9.5, action: online },
      { type: 'act', number: NaN, action: online },
      { type: 'act', number: 9, action: null },
      { type: 'act', number: 9, action: { kind: 'go' } },
      { type: 'act', number: 9, action: { kind: 'go', to: 'real-card' } },
      { type: 'act', number: 9, action: { kind: 'format-disk' } },
      { type: 'act', number: 9, action: { kind: 'activate', certificate: '../x' } },
      { type: 'act', number: 9, action: { kind: 'activate', certificate: 'ab' } },
      { type: 'act', number: 9, action: { kind: 'show-secrets', warningsRead: false } },
      { type: 'act', number: 9, action: { kind: 'show-secrets' } },
      { type: 'act', number: 9, action: { kind: 'open-official', page: 'http://a.example' } },
      { type: 'act', number: 9, action: { kind: 'enter-code', code: 'x'.repeat(1001) } },
      { type: 'act', number: 9, action: { kind: 'revoke', certificate: 'AB', confirmed: 'AB' } },
    ];
    const { length } = linesWritten;
    const came = await whatComesOf(...odd);
    assert.deepEqual(
      came.filter((type) => type !== 'state'),
      [],
    );
    panel.at('home');
    const logged = linesWritten.slice(length).filter((line) => line.includes('unknown shape'));
    assert.equal(logged.length, odd.length);
    assert.ok(logged.every((line) => !/x{9}|example|format-disk/.test(line)));
  });

  it('do nothing a second time, nor under a number of the past', async () => {
    await panel.does(online);
    await panel.does(home);
    const came = await whatComesOf(
      { type: 'act', number: 3, action: online },
      { type: 'act', number: 2, action: online },
      { type: 'act', number: 0, action: online },
      { type: 'act', number: -1, action: online },
    );
    assert.ok(!came.includes('done'));
    panel.at('home');
    panel.send({ type: 'act', number: 90, action: online });
    await panel.comesTo('online-services');
  });

  it('begin to count anew with a page that comes anew, which hears of nothing before it', async () => {
    const left = new vscode.EventEmitter<undefined>();
    const asked = new Promise<void>((resolve) => {
      const showWarningMessage = (): Promise<undefined> => {
        resolve();
        return new Promise((answer) => left.event(answer));
      };
      Object.assign(vscode.window, { showWarningMessage });
    });
    const organisation = await newOrganisation('active');
    await signIn(panel, organisation);
    const certificate = organisation.cards[0]?.certificates[0]?.serialNumber ?? '';
    panel.ready();
    const number = panel.press({ kind: 'suspend', certificate });
    await asked;
    panel.ready();
    const { length } = panel.received;
    const next = panel.act(home);
    left.fire(undefined);
    await next;
    const answers = panel.received.slice(length).filter(({ type }) => type === 'done');
    assert.deepEqual(answers, [{ type: 'done', number, problem: null }]);
    panel.at('home');
  });

  it('tell what is typed, which a page that comes anew shows again', async () => {
    await signIn(panel, await newOrganisation('active'));
    await panel.does({ kind: 'go', to: 'details' });
    const typed = { address: 'Yeni Cad. 1', phone: '0532 111 22 33', email: 'a@b.com.tr' };
    panel.send({ type: 'typed', draft: { screen: 'details', ...typed } });
    panel.send({ type: 'typed', draft: { screen: 'details', ...typed, email: 7 } });
    const { screen } = panel.ready();
    assert.ok(screen.kind === 'details');
    assert.deepEqual(screen.typed, typed);
  });

  it('do nothing from a panel that is closed, or that another one has replaced', async () => {
    const replaced = panel;
    const restored = new PlayedPanel();
    await (await portal()).restore(restored, null);
    assert.equal(replaced.isDisposed, true, 'there is one panel');
    restored.ready();
    const [before, after] = [replaced.received.length, restored.received.length];
    replaced.send({ type: 'ready' });
    replaced.send({ type: 'act', number: 99, action: online });
    assert.equal(replaced.received.length, before);
    assert.equal(restored.received.length, after);
    restored.at('home');
    restored.dispose();
    restored.send({ type: 'act', number: 99, action: online });
    assert.equal(restored.received.length, after);
  });

  it('tell why an action did not work, at the field that it is about', async () => {
    await panel.does({ kind: 'go', to: 'password' });
    const typed = { vkn: '123', picture: 'x', word: 'y' };
    const problem = await panel.act({ kind: 'sign-in', ...typed });
    assert.equal(problem?.field, 'vkn');
    assert.match(problem.text, /exactly ten digits/);
  });

  it('carry a page under a policy that lets it reach nobody', () => {
    const { html, options } = panel.webview;
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    assert.match(policy, /^default-src 'none'; script-src 'nonce-[\w-]{32}'; /);
    assert.doesNotMatch(policy, /connect-src|unsafe|\*/);
    assert.equal(options.enableScripts, true);
    assert.deepEqual(
      options.localResourceRoots?.map(({ path }) => path.split('/').slice(-2).join('/')),
      ['dist/webview'],
    );
  });
});
