import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../rig/until.ts';
import { skip } from '../support.ts';
import { deleteAll, inTree, insertNew, openExplorer, pinOf, run } from './support/access.ts';
import { SaveDialog } from './support/saveDialog.ts';
import { User } from './support/user.ts';

const { withProgress } = vscode.window;

/** Presses Cancel as soon as the checks begin. */
function cancelAtOnce(): void {
  const token = {
    isCancellationRequested: true,
    onCancellationRequested: (listener: () => void) => {
      listener();
      return new vscode.Disposable(() => {});
    },
  };
  type Task = (progress: unknown, given: typeof token) => Thenable<unknown>;
  const cancelled = (_: unknown, task: Task) => task({ report: () => {} }, token);
  Object.assign(vscode.window, { withProgress: cancelled });
}

function addModules(modules: readonly string[] | undefined): Thenable<void> {
  const { Global } = vscode.ConfigurationTarget;
  return vscode.workspace.getConfiguration().update('maliMuhur.pkcs11.modules', modules, Global);
}

function report(): string {
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'mali-muhur-doctor');
  return document.getText();
}

describe('Doctor', function () {
  this.timeout(30_000);
  let user: User;
  let folder: string;
  let serial: string;

  before(async function () {
    if (process.env['MUHUR_RIG'] !== '1') skip(this, 'there is no PC/SC service of our own');
    folder = await mkdtemp(join(tmpdir(), 'muhur-doctor-'));
    await openExplorer();
    await deleteAll();
    const row = await insertNew('Şirket');
    serial = row.target.serial ?? '';
    user = new User().willPick('Virtual reader (vpcd) at 127.0.0.1:35963');
    await run('maliMuhur.virtualCard.putIntoReader', row);
    user.leave();
    await inTree('card in a PC/SC reader', (roots) =>
      roots.find(({ status, children }) => status.kind === 'pcsc' && children.length > 0),
    );
  });
  beforeEach(() => (user = new User()));
  afterEach(async () => {
    user.leave();
    Object.assign(vscode.window, { withProgress });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await deleteAll();
    // PC/SC says a moment later that the card is gone, and the next tests count on that.
    await inTree('lack of a card in a PC/SC reader', (roots) =>
      roots.some(({ status }) => status.kind === 'pcsc' && status.state !== 'empty')
        ? undefined
        : true,
    );
    await rm(folder, { recursive: true, force: true });
  });

  it('opens a report with the verdict first, read-only, and names the card in the reader', async () => {
    await run('maliMuhur.doctor.run');
    const [verdict] = report().split('\n');
    assert.match(verdict ?? '', /^This machine is (not )?ready to sign\./);
    assert.match(report(), /^✓ Card: .*Virtual PCD/m);
    assert.match(report(), /^[✓!] Place: /m);
    assert.match(report(), /^✓ Workspace trust: /m);
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'Doctor');
    assert.deepEqual(user.heard, []);
  });

  it('masks personal data until it is asked for, and again in the next report', async () => {
    await run('maliMuhur.doctor.run');
    assert.ok(!report().includes(serial));
    assert.match(report(), /^Names and numbers are masked\.$/m);

    await run('maliMuhur.doctor.showPersonal');
    await until('the serial number is shown', () => report().includes(serial));
    await run('maliMuhur.doctor.hidePersonal');
    await until('the serial number is hidden', () => !report().includes(serial));

    await run('maliMuhur.doctor.showPersonal');
    await until('the serial number is shown', () => report().includes(serial));
    await run('maliMuhur.doctor.runAgain');
    await until('the serial number is hidden', () => !report().includes(serial));
  });

  it('copies the report as it is shown', async () => {
    await run('maliMuhur.doctor.run');
    await run('maliMuhur.doctor.copy');
    assert.equal(await vscode.env.clipboard.readText(), report());
  });

  it('writes the report into the file that the user chooses', async () => {
    await run('maliMuhur.doctor.run');
    const file = join(folder, 'report.txt');
    const dialog = new SaveDialog(vscode.Uri.file(file));
    await run('maliMuhur.doctor.export');
    dialog.close();
    assert.equal(await readFile(file, 'utf8'), report());
  });

  it('writes nothing and is silent when the user leaves the dialog', async () => {
    await run('maliMuhur.doctor.run');
    const dialog = new SaveDialog(undefined);
    await run('maliMuhur.doctor.export');
    dialog.close();
    assert.deepEqual(user.heard, []);
  });

  it('tells no PIN, not even with personal data', async () => {
    await run('maliMuhur.doctor.run');
    await run('maliMuhur.doctor.showPersonal');
    await until('the serial number is shown', () => report().includes(serial));
    assert.doesNotMatch(report(), new RegExp(`(?<!\\d)${await pinOf('Şirket')}(?!\\d)`));
  });

  it('examines the module that the user added', async () => {
    const module = join(folder, '1234567890', 'libnone.so');
    await addModules([module]);
    await run('maliMuhur.doctor.run');
    await addModules(undefined);
    assert.match(report(), /^✗ Card software \(PKCS#11\): [^→]*12\*{4}7890/m);
  });

  it('is silent and opens nothing when it is cancelled', async () => {
    cancelAtOnce();
    await run('maliMuhur.doctor.run');
    assert.deepEqual(user.heard, []);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });
});
