import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../rig/until.ts';
import { TimersHeld } from '../timersHeld.ts';
import { openExplorer, run } from './support/access.ts';
import { Desk } from './support/desk.ts';
import type { PlayedPanel } from './support/playedPanel.ts';
import { PlayedPanels } from './support/playedPanel.ts';
import { newOrganisation, openPortal, signIn } from './support/portal.ts';
import { ReadOnlyFiles } from './support/readOnlyFiles.ts';
import { SaveDialog } from './support/saveDialog.ts';
import { User } from './support/user.ts';

const save = { kind: 'save-secrets', warningsRead: true } as const;
const print = { kind: 'print-secrets', warningsRead: true } as const;

describe('The PDF with PIN and PUK', () => {
  let user: User;
  let panels: PlayedPanels;
  let panel: PlayedPanel;
  let dialog: SaveDialog | undefined;
  let folder: string;

  before(async () => {
    await openExplorer();
    folder = await mkdtemp(join(tmpdir(), 'muhur-pdf-'));
    panels = new PlayedPanels();
    panel = await openPortal(panels);
    const organisation = await newOrganisation('active');
    await signIn(panel, organisation);
    const card = organisation.cards[0]?.serial ?? '';
    await panel.does({ kind: 'open-secrets', card });
  });
  beforeEach(() => (user = new User()));
  afterEach(() => {
    dialog?.close();
    user.leave();
  });
  after(async () => {
    await run('maliMuhur.portal.signOut');
    panels.close();
    await rm(folder, { recursive: true });
  });

  function saveTo(path: string): string {
    dialog = new SaveDialog(vscode.Uri.file(path));
    return path;
  }

  const isPdf = async (path: string): Promise<boolean> =>
    (await readFile(path)).subarray(0, 5).toString() === '%PDF-';

  describe('that Parolalarımı Kaydet makes', () => {
    it('is written where the user says, under a name that says what it is', async () => {
      const path = saveTo(join(folder, 'kept.pdf'));
      await panel.does(save);
      assert.ok(await isPdf(path));
      const { title, defaultUri, filters } = dialog?.asked ?? assert.fail();
      assert.equal(title, 'Parolalarımı Kaydet');
      assert.match(defaultUri?.path ?? '', /\/PIN-PUK-[\p{L}\p{N}.-]+\.pdf$/u);
      assert.deepEqual(filters, { PDF: ['pdf'] });
      assert.match(panel.state.notice ?? '', /^The PDF is saved/);
      assert.deepEqual(user.heard, []);
    });

    it('is not made for who leaves the dialog, who hears no more of it', async () => {
      dialog = new SaveDialog(undefined);
      await panel.does(save);
      assert.equal(panel.state.notice, null);
      assert.deepEqual(user.heard, []);
    });

    it('goes into a folder of the workspace only after a question', async () => {
      const [workspace] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(workspace);
      const path = saveTo(join(workspace.uri.fsPath, 'PIN-PUK-test.pdf'));
      try {
        await panel.does(save);
        assert.equal(existsSync(path), false);
        assert.match(
          user.heard.join(),
          /^warning: The PDF with PIN and PUK would lie in a project/,
        );
        user.willPress('Save There Anyway');
        await panel.does(save);
        assert.ok(await isPdf(path));
      } finally {
        await rm(path, { force: true });
      }
    });

    it('goes into a git repository only after a question, however deep', async () => {
      const deep = join(folder, 'repository', 'a', 'b');
      await mkdir(deep, { recursive: true });
      await mkdir(join(folder, 'repository', '.git'));
      const path = saveTo(join(deep, 'x.pdf'));
      await panel.does(save);
      assert.equal(existsSync(path), false);
      assert.equal(user.heard.length, 1);
      user.willPress('Save There Anyway');
      await panel.does(save);
      assert.ok(await isPdf(path));
    });

    it('is refused by a place that is read-only, which the page says', async () => {
      const files = vscode.workspace.registerFileSystemProvider('muhur-cd', new ReadOnlyFiles());
      dialog = new SaveDialog(vscode.Uri.parse('muhur-cd:/PIN-PUK.pdf'));
      const problem = await panel.act(save);
      files.dispose();
      assert.match(problem?.text ?? '', /^The file cannot be written: “muhur-cd:.*”.*read-only/);
      assert.equal(problem?.field, null);
      panel.at('secrets');
      saveTo(join(folder, 'kept.pdf', 'below-a-file.pdf'));
      assert.match((await panel.act(save))?.text ?? '', /^The file cannot be written: /);
    });
  });

  describe('that is printed', () => {
    let desk: Desk;

    beforeEach(() => (desk = new Desk()));
    afterEach(() => desk.leave());

    it('lies in a folder of the user alone, and is gone after a while', async () => {
      const held = new TimersHeld();
      let path: string;
      try {
        await panel.does(print);
        path = desk.opened[0]?.fsPath ?? '';
        assert.equal(desk.opened.length, 1);
        assert.ok(await isPdf(path));
        assert.equal((await stat(path)).mode & 0o777, 0o600);
        assert.equal((await stat(dirname(path))).mode & 0o777, 0o700);
        assert.deepEqual(await readdir(dirname(path)), ['PIN-PUK.pdf']);
        const [timer] = held.between(600_000, 600_000);
        assert.ok(timer, 'nothing removes it');
        timer.run();
      } finally {
        held.letGo();
      }
      await until('the folder is gone', () => !existsSync(dirname(path)));
      assert.match(panel.state.notice ?? '', /open in the viewer of your system/);
    });

    it('is removed at once when nothing opens it, which the page says', async () => {
      desk.hasViewer = false;
      const problem = await panel.act(print);
      assert.match(problem?.text ?? '', /^No program of this computer opened the PDF/);
      assert.equal(existsSync(dirname(desk.opened[0]?.fsPath ?? '')), false);
      assert.equal(panel.state.notice, null);
    });

    it('is not even written where the viewer would be on another machine', async () => {
      const printed = async () =>
        (await readdir(tmpdir())).filter((name) => name.startsWith('mali-muhur-'));
      const before = await printed();
      desk.leave();
      const problem = await panel.act(print);
      assert.match(problem?.text ?? '', /^No program of this computer opened the PDF/);
      assert.deepEqual(await printed(), before);
    });
  });
});
