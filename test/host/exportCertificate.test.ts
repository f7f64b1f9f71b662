import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CertificateNode } from '../../src/views/explorer/node.ts';
import { cardInTree, deleteAll, insertNew, openExplorer, run } from './support/access.ts';
import { ReadOnlyFiles } from './support/readOnlyFiles.ts';
import { SaveDialog } from './support/saveDialog.ts';
import { User } from './support/user.ts';

describe('Export Certificate', () => {
  let user: User;
  let dialog: SaveDialog | undefined;
  let folder: string;
  let row: CertificateNode;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muhur-export-'));
    await openExplorer();
    await deleteAll();
    const card = await insertNew('Şirket');
    const first = card.children.find(({ kind }) => kind === 'certificate');
    assert.ok(first?.kind === 'certificate');
    row = first;
  });
  beforeEach(() => (user = new User()));
  afterEach(async () => {
    dialog?.close();
    user.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await deleteAll();
  });

  function saveAs(name: string): string {
    const path = join(folder, name);
    dialog = new SaveDialog(vscode.Uri.file(path));
    return path;
  }

  it('writes the certificate of a row as text, under a name that says what it is', async () => {
    const path = saveAs('mine.pem');
    await run('maliMuhur.certificate.export', row);
    const written = new X509Certificate(await readFile(path));
    assert.deepEqual(written.raw, Buffer.from(row.certificate.der));
    assert.deepEqual(user.heard, []);

    const { serialNumber } = row.details;
    const proposed = dialog?.asked?.defaultUri?.path ?? '';
    assert.match(proposed, new RegExp(`/[\\p{L}\\p{N}.-]+-${serialNumber}\\.pem$`, 'u'));
    assert.deepEqual(Object.values(dialog?.asked?.filters ?? {}), [
      ['pem', 'crt'],
      ['der', 'cer'],
    ]);
  });

  it('writes the bytes themselves where the name asks for that', async () => {
    const path = saveAs('mine.der');
    await run('maliMuhur.certificate.export', row);
    assert.deepEqual(await readFile(path), Buffer.from(row.certificate.der));
  });

  it('takes the certificate that an editor shows, from its title and from the palette', async () => {
    await run('maliMuhur.certificate.show', row);
    const uri = vscode.window.activeTextEditor?.document.uri;
    for (const argument of [uri, undefined]) {
      const path = saveAs(`shown-${String(argument !== undefined)}.der`);
      await run('maliMuhur.certificate.export', argument);
      assert.deepEqual(await readFile(path), Buffer.from(row.certificate.der));
    }
    assert.deepEqual(user.choices, []);
  });

  it('lets the user choose when nothing is shown', async () => {
    const path = saveAs('chosen.pem');
    user.willPick('Test');
    await run('maliMuhur.certificate.export');
    assert.equal(user.choices[0]?.title, 'Export Certificate');
    assert.match(await readFile(path, 'utf8'), /^-----BEGIN CERTIFICATE-----\n/);
  });

  it('is silent when the user leaves the dialog', async () => {
    dialog = new SaveDialog(undefined);
    await run('maliMuhur.certificate.export', row);
    assert.deepEqual(user.heard, []);
  });

  it('says so when the file must not be written', async () => {
    const files = vscode.workspace.registerFileSystemProvider('muhur-archive', new ReadOnlyFiles());
    dialog = new SaveDialog(vscode.Uri.parse('muhur-archive:/mine.pem'));
    await run('maliMuhur.certificate.export', row);
    files.dispose();
    assert.deepEqual(user.heard, [
      'error: The file cannot be written: “muhur-archive:/mine.pem”. The file or its folder is ' +
        'read-only, or it does not belong to you. Choose another folder.',
    ]);
  });

  it('says so when the file cannot be written', async () => {
    const path = saveAs('mine.pem');
    dialog?.close();
    dialog = new SaveDialog(vscode.Uri.file(join(path, 'below-a-file.pem')));
    await run('maliMuhur.certificate.export', row);
    assert.match(
      user.heard.join(),
      /^error: The file cannot be written: “.*”. .* Choose another folder/,
    );
    assert.deepEqual(user.offered, ['Show Log']);
  });

  it('works while the card is out, as long as its certificate is shown', async () => {
    const card = await cardInTree('Şirket');
    await run('maliMuhur.certificate.show', row);
    await run('maliMuhur.virtualCard.remove', card);
    const path = saveAs('gone.der');
    await run('maliMuhur.certificate.export');
    assert.deepEqual(await readFile(path), Buffer.from(row.certificate.der));
  });
});
