import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestOrganisationRecord } from '../../src/portal/contract/organisations.ts';
import { access, cardInTree, deleteAll, openExplorer, run } from './support/access.ts';
import { Desk } from './support/desk.ts';
import type { PlayedPanel } from './support/playedPanel.ts';
import { PlayedPanels } from './support/playedPanel.ts';
import { insertSeal, newOrganisation, openPortal, signIn } from './support/portal.ts';
import { linesWritten } from './support/recorded.ts';
import { SaveDialog } from './support/saveDialog.ts';
import { filesThatTell, numbersIn, secretsIn } from './support/searchSecrets.ts';
import { User } from './support/user.ts';

const SLOTS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];
const network = () => [...SLOTS.map((slot) => Reflect.get(globalThis, slot) as unknown), fetch];
/** When this file is loaded no test has run yet. */
const networkBefore = network();

describe('What is left of all that was done with the portal', () => {
  let user: User;
  let panels: PlayedPanels;
  let panel: PlayedPanel;
  let organisation: TestOrganisationRecord;
  let folder: string;
  let token: string;
  /** Long enough to be found only where they were written. */
  let secrets: readonly string[];
  let pins: readonly string[];

  before(async () => {
    await openExplorer();
    await deleteAll();
    folder = mkdtempSync(join(tmpdir(), 'muhur-traces-'));
    user = new User();
    panels = new PlayedPanels();
    organisation = await newOrganisation('pin-blocked');
    const seal = await insertSeal(organisation);
    const desk = new Desk();
    const dialog = new SaveDialog(vscode.Uri.file(join(folder, 'x.pdf')));

    panel = await openPortal(panels);
    const { vkn } = organisation;
    await panel.does({ kind: 'go', to: 'password' });
    const word = 'Jw6Dk3Pr8Sn5Ib0E';
    await panel.act({ kind: 'sign-in', vkn, picture: 'yanlış', word });
    await signIn(panel, organisation);
    const { context } = await access();
    token = ((await context.secrets.get('maliMuhur.portal.token')) ?? '').split(' ')[1] ?? '';
    await panel.does({ kind: 'open-unlock', card: seal.serial });
    await panel.does({ kind: 'unlock' });
    await panel.does({ kind: 'open-secrets', card: seal.serial });
    await panel.does({ kind: 'show-secrets', warningsRead: true });
    const shown = panel.at('secrets').shown ?? assert.fail();
    await panel.does({ kind: 'save-secrets', warningsRead: true });
    await panel.does({ kind: 'print-secrets', warningsRead: true });
    user.willType(shown.pin);
    await run('maliMuhur.pin.verify', await cardInTree(seal.name));
    await panel.does({ kind: 'hide-secrets' });
    await panel.does({ kind: 'delete-secrets' });
    await panel.act({ kind: 'show-secrets', warningsRead: true });
    await run('maliMuhur.portal.signOut');
    panel.dispose();

    desk.leave();
    dialog.close();
    secrets = [shown.puk, organisation.securityWord ?? '', token, word];
    pins = [shown.pin, seal.pin ?? shown.pin];
  });
  after(async () => {
    panels.close();
    user.leave();
    rmSync(folder, { recursive: true, force: true });
    await deleteAll();
  });

  it('begins with secrets that would be found', () => {
    assert.ok(secrets.every((secret) => secret.length >= 8));
    assert.ok(pins.every((pin) => /^\d{6}$/.test(pin)));
    const text = JSON.stringify(panel.received);
    assert.equal(secretsIn(text, secrets).length > 0, true, 'PIN and PUK were shown');
    assert.ok(numbersIn(text, pins).length > 0);
  });

  it('is no secret in anything that was sent to the page but the screen that shows it', () => {
    const rest = panel.received.map((message) => {
      if (message.type === 'done' || message.state.screen.kind !== 'secrets') return message;
      return { ...message, state: { ...message.state, screen: 'secrets' } };
    });
    const text = JSON.stringify(rest);
    assert.deepEqual([...secretsIn(text, secrets), ...numbersIn(text, pins)], []);
    assert.ok(!JSON.stringify(panel.received).includes(token));
  });

  it('is no secret in the log, nor in what the user was told', () => {
    for (const text of [linesWritten.join('\n'), JSON.stringify([user.heard, user.boxes])]) {
      assert.deepEqual([...secretsIn(text, secrets), ...numbersIn(text, pins)], []);
    }
  });

  it('is no secret in settings and memory, and no token once one has signed out', async () => {
    const { context } = await access();
    const stored = [context.globalState, context.workspaceState].map((memory) =>
      memory.keys().map((key) => [key, memory.get(key)]),
    );
    const text = JSON.stringify([stored, vscode.workspace.getConfiguration()]);
    assert.deepEqual([...secretsIn(text, secrets), ...numbersIn(text, pins)], []);
    assert.deepEqual(await context.secrets.keys(), ['maliMuhur.simulator.key']);
  });

  it('is no secret in any file of this VS Code, its simulator’s included, but the card itself', () => {
    const home = dirname(process.env['HOME'] ?? '');
    assert.match(home, /muhur-host-/);
    assert.deepEqual(filesThatTell(home, secrets), []);
  });

  it('is no change to how the extension host reaches the network', () => {
    for (const [i, slot] of network().entries()) assert.equal(slot, networkBefore[i]);
  });
});
