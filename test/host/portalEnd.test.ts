import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestOrganisationRecord } from '../../src/portal/contract/organisations.ts';
import { createOrganisation } from '../../src/portal/contract/organisations.ts';
import { readMessages } from '../../src/portal/contract/testSuite.ts';
import { readRunning } from '../../src/portal/simulator/process/runningFile.ts';
import { PortalFeature } from '../../src/views/portal/portalFeature.ts';
import type { KeptPage } from '../../src/views/portal/protocol/screens.ts';
import { strictLog } from '../strictLog.ts';
import { TimersHeld } from '../timersHeld.ts';
import { until } from '../rig/until.ts';
import { access, deleteAll, insertNew, openExplorer } from './support/access.ts';
import { Desk } from './support/desk.ts';
import { isAlive } from './support/otherWindow.ts';
import { PlayedPanel, PlayedPanels } from './support/playedPanel.ts';

/** Counts what listens to events of VS Code. */
class ListenersCounted {
  /** What VS Code would bring panels back with. */
  serializer: vscode.WebviewPanelSerializer | undefined;
  readonly left = new Set<vscode.Disposable>();
  readonly #workspace = { ...vscode.workspace };
  readonly #window = { ...vscode.window };

  constructor() {
    const { onDidChangeConfiguration } = this.#workspace;
    const counted = (listening: vscode.Disposable): vscode.Disposable => {
      const ours = new vscode.Disposable(() => {
        this.left.delete(ours);
        listening.dispose();
      });
      this.left.add(ours);
      return ours;
    };
    Object.assign(vscode.workspace, {
      onDidChangeConfiguration: (...args: Parameters<typeof onDidChangeConfiguration>) =>
        counted(onDidChangeConfiguration(...args)),
    });
    // The extension itself has registered the real one.
    Object.assign(vscode.window, {
      registerWebviewPanelSerializer: (_: string, serializer: vscode.WebviewPanelSerializer) => {
        this.serializer = serializer;
        return counted(new vscode.Disposable(() => undefined));
      },
    });
  }

  letGo(): void {
    const { onDidChangeConfiguration } = this.#workspace;
    const { registerWebviewPanelSerializer } = this.#window;
    Object.assign(vscode.workspace, { onDidChangeConfiguration });
    Object.assign(vscode.window, { registerWebviewPanelSerializer });
  }
}

/** To hide PIN and PUK, to look for the server, to remove what was printed. */
const OWN_TIMERS_MS = [
  [15_000, 30_000],
  [2000, 2000],
  [600_000, 600_000],
] as const;

/** VS Code has timers of its own; ours are set by what is bundled with this test. */
const ownTimers = (timers: TimersHeld) =>
  OWN_TIMERS_MS.flatMap(([least, most]) => timers.between(least, most)).filter(({ setBy }) =>
    /host[\\/]index\.js/.test(setBy),
  );

describe('The portal, from its activation to its end', () => {
  let panels: PlayedPanels;
  let folder: string;

  before(async () => {
    // What the extension itself listens to has its own end.
    await openExplorer();
    await deleteAll();
    await insertNew('Deneme');
    folder = mkdtempSync(join(tmpdir(), 'muhur-end-'));
    panels = new PlayedPanels();
  });
  after(async () => {
    await deleteAll();
    panels.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The portal in a world of its own: its own storage, its own secrets, its own simulator. */
  async function activated(): Promise<PortalFeature> {
    const { context, late } = await access();
    const kept = new Map<string, string>();
    const secrets = {
      get: (name: string) => Promise.resolve(kept.get(name)),
      store: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
      delete: (name: string) => Promise.resolve(void kept.delete(name)),
    };
    const own = Object.create(context, {
      globalStorageUri: { value: vscode.Uri.file(folder) },
      storageUri: { value: undefined },
      secrets: { value: secrets },
    }) as vscode.ExtensionContext;
    return new PortalFeature(late, strictLog, own);
  }

  async function toSecrets(feature: PortalFeature): Promise<PlayedPanel> {
    const host = await feature.get();
    const { server } = host;
    // Whoever asks at the same moment gets the same lease.
    await Promise.all([server.isReachable(), server.connect(), server.isReachable()]);
    const { client, testToken } = await server.connect();
    const token = testToken ?? '';
    const order = { body: { scenario: 'active' as const } };
    const made: TestOrganisationRecord = await client.call(createOrganisation, order, { token });
    await host.open(null);
    const panel = panels.open;
    panel.ready();
    await panel.does({ kind: 'go', to: 'password' });
    await panel.does({ kind: 'tell-picture' });
    const { vkn, securityWord } = made;
    const picture = panel.at('password').captcha.told ?? '';
    await panel.does({ kind: 'sign-in', vkn, picture, word: securityWord ?? '' });
    await panel.does({ kind: 'send-code' });
    const { messages } = await client.call(readMessages, { query: { vkn } }, { token });
    await panel.does({ kind: 'enter-code', code: messages.at(-1)?.code ?? '' });
    await panel.does({ kind: 'open-secrets', card: made.cards[0]?.serial ?? '' });
    await panel.does({ kind: 'show-secrets', warningsRead: true });
    return panel;
  }

  async function openAt(feature: PortalFeature, screen: 'home'): Promise<PlayedPanel> {
    await (await feature.get()).open({ screen, about: null, attempt: null });
    panels.open.ready();
    return panels.open;
  }

  /** What the first page of a panel keeps at first. */
  function keptOf({ received }: PlayedPanel): KeptPage | null {
    const init = received.find((message) => message.type === 'init');
    return init === undefined ? null : { ...init.state.restore, panel: init.panel };
  }

  it('brings back the panel that VS Code kept, and starts no server for the first screens', async () => {
    const listeners = new ListenersCounted();
    const feature = await activated();
    listeners.letGo();
    for (const [kept, screen] of [
      [{ screen: 'online-services', about: null, attempt: null }, 'online-services'],
      [{ screen: '../x', about: 7 }, 'home'],
      [undefined, 'home'],
    ] as const) {
      const panel = new PlayedPanel();
      await listeners.serializer?.deserializeWebviewPanel(panel, kept);
      panel.ready();
      panel.at(screen);
      panel.dispose();
    }
    feature.dispose();
    assert.equal(existsSync(join(folder, 'simulator')), false);
  });

  it('shows it again where it was seen last, whatever VS Code has kept, and nothing before', async () => {
    const listeners = new ListenersCounted();
    const before = await activated();
    const first = await openAt(before, 'home');
    const kept = keptOf(first);
    await first.does({ kind: 'go', to: 'online-services' });
    before.dispose();

    const after = await activated();
    listeners.letGo();
    const again = new PlayedPanel();
    // Here the page is there at once.
    const ready = { set: () => again.send({ type: 'ready' }) };
    Object.defineProperty(again.webview, 'html', ready);
    await listeners.serializer?.deserializeWebviewPanel(again, kept);
    await until('the page is given its state', () => keptOf(again) !== null);
    assert.deepEqual(keptOf(again), { ...kept, screen: 'online-services' });

    const unknown = new PlayedPanel();
    await listeners.serializer?.deserializeWebviewPanel(unknown, undefined);
    unknown.ready();
    unknown.at('online-services');

    const other = new PlayedPanel();
    await listeners.serializer?.deserializeWebviewPanel(other, { ...kept, panel: 'another' });
    other.ready();
    other.at('home');
    after.dispose();
  });

  it('leaves no listener, no timer, no file with a PIN and no process behind', async () => {
    const desk = new Desk();
    const listeners = new ListenersCounted();
    const timers = new TimersHeld();
    try {
      const feature = await activated();
      const panel = await toSecrets(feature);
      await panel.does({ kind: 'print-secrets', warningsRead: true });
      const printed = dirname(desk.opened[0]?.fsPath ?? '');
      const pid = readRunning(join(folder, 'simulator'))?.pid ?? 0;
      assert.ok(existsSync(printed) && isAlive(pid));
      assert.ok(listeners.left.size >= 2);
      assert.ok(ownTimers(timers).length >= 2);

      feature.dispose();
      await until('the printed file is gone', () => !existsSync(printed));
      assert.equal(listeners.left.size, 0);
      await until('no timer is left', () => ownTimers(timers).length === 0);
      // What is on the screen is VS Code's to keep, for the next start.
      assert.equal(panel.isDisposed, false);
      const { length } = panel.received;
      panel.send({ type: 'ready' });
      panel.press({ kind: 'go', to: 'menu' });
      panel.dispose();
      await until('the simulator has ended with its last window', () => !isAlive(pid), 20);
      assert.equal(panel.received.length, length);
      assert.deepEqual(ownTimers(timers), []);
    } finally {
      desk.leave();
      timers.letGo();
      listeners.letGo();
    }
  });
});
