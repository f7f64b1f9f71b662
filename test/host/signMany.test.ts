import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { until } from '../rig/until.ts';
import { access, deleteAll, openExplorer, otherThan, run, services } from './support/access.ts';
import { HeldThread } from './support/heldThread.ts';
import { PinCard } from './support/pinCard.ts';
import { closeAll } from './support/signatures.ts';
import { User } from './support/user.ts';

describe('Signing many documents', function () {
  this.timeout(120_000);
  let folder: string;
  let card: PinCard;
  let user: User;
  const text = ublDocument('Invoice', { place: 'empty' });

  before(async () => {
    await openExplorer();
    await deleteAll();
    card = await PinCard.insertNew('Toplu');
  });
  beforeEach(async () => {
    user = new User();
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = await mkdtemp(join(tmpdir(), 'muhur-many-'));
  });
  afterEach(async () => {
    user.leave();
    await closeAll();
    await rm(folder, { recursive: true, force: true });
  });
  after(deleteAll);

  const write = async (name: string, content = text): Promise<vscode.Uri> => {
    await writeFile(join(folder, name), content);
    return vscode.Uri.file(join(folder, name));
  };
  const invoices = (count: number): Promise<readonly vscode.Uri[]> =>
    Promise.all(Array.from({ length: count }, (_, i) => write(`fatura-${String(i + 10)}.xml`)));
  const signed = async (): Promise<readonly string[]> =>
    (await readdir(folder)).filter((name) => name.includes('.signed.')).sort();
  /** As a selection in VS Code's explorer. */
  const sign = (uris: readonly vscode.Uri[]): Thenable<unknown> =>
    vscode.commands.executeCommand('maliMuhur.signature.sign', uris[0], uris);

  it('asks for one PIN for 20 documents, and tells of all of them once', async () => {
    user.willPick('').willType(card.pin);
    await sign(await invoices(20));
    assert.equal((await signed()).length, 20);
    assert.equal(user.boxes.length, 1);
    assert.equal(user.choices.length, 1);
    assert.equal(user.heard.length, 1, user.heard.join('\n'));
    assert.match(user.heard[0] ?? '', /: Sign 20 documents: 20 signed \(20 /);
    assert.deepEqual(user.offered, ['Show Summary']);
  });

  it('does not hold the extension host for 50 ms meanwhile', async () => {
    const uris = await invoices(20);
    user.willPick('').willType(card.pin);
    // What is measured is the work; VS Code's own first steps are behind us.
    const held = new HeldThread();
    await sign(uris);
    const longest = held.stop();
    assert.equal((await signed()).length, 20);
    assert.ok(longest < 50, `${longest.toFixed(1)} ms`);
  });

  it('asks again for the next run: a PIN is for one run alone', async () => {
    user.willPick('').willType(card.pin);
    await sign(await invoices(2));
    await rm(join(folder, 'fatura-10.signed.xml'));
    await rm(join(folder, 'fatura-11.signed.xml'));
    user.willPick('').willLeave();
    await sign(await invoices(2));
    assert.equal(user.boxes.length, 1);
    assert.deepEqual(await signed(), []);
  });

  it('signs nothing with a wrong PIN, which costs one try for all of them', async () => {
    user.willPick('').willType(otherThan(card.pin));
    await sign(await invoices(5));
    assert.match(user.heard.join('\n'), /The PIN is wrong\. That cost a try; 2 are left/);
    assert.deepEqual(await signed(), []);
    user.willPick('').willType(card.pin);
    await sign(await invoices(5));
    assert.equal((await signed()).length, 5);
  });

  it('lets one that fails stop no other, and leads from the summary to it', async () => {
    const uris = [...(await invoices(3)), await write('bozuk.xml', '<Invoice><a></Invoice>')];
    user.willPick('').willType(card.pin).willPress('Show Summary');
    await sign(uris);
    assert.equal((await signed()).length, 3);
    assert.match(user.heard[0] ?? '', /^warning: Sign 4 documents: 3 signed .*, 1 left out\.$/);
    const active = () => vscode.window.activeTextEditor?.document;
    await until('the summary is shown', () => active() !== undefined);
    const shown = active();
    assert.ok(shown);
    assert.match(shown.lineAt(0).text, /^✗ .*bozuk\.xml {2}The document cannot be read/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      shown.uri,
    );
    assert.equal(links[0]?.target?.path, uris[3]?.path);
  });

  it('stops where the card is pulled, with whole files and no others', async () => {
    const uris = await invoices(12);
    const { validator } = await (await access()).signatures.get();
    const { virtualCards } = await services();
    const own = validator.sign.bind(validator);
    let count = 0;
    validator.sign = (job, callOff, partner) =>
      own(job, callOff, {
        ...partner,
        onProgress: (done) => partner.onProgress(done),
        sign: async (input) => {
          if (++count === 4) await virtualCards.eject('Toplu');
          return partner.sign(input);
        },
      });
    user.willPick('').willType(card.pin);
    await sign(uris);
    validator.sign = own;
    await virtualCards.insert('Toplu');
    await card.row();
    assert.equal((await signed()).length, 3);
    assert.deepEqual((await readdir(folder)).length, 15);
    for (const name of await signed()) {
      assert.match(await readFile(join(folder, name), 'utf8'), /<\/ds:Signature>[^]*<\/Invoice>/);
    }
    assert.match(user.heard[0] ?? '', /^warning: .* 3 signed .*, 9 failed\.$/);
  });

  it('ends between two documents when the user cancels', async () => {
    const uris = await invoices(12);
    const { withProgress } = vscode.window;
    let stop = (): void => undefined;
    const cancelling = (
      options: vscode.ProgressOptions,
      task: (progress: unknown, token: unknown) => Thenable<unknown>,
    ) => {
      if (options.title !== 'Signing') return withProgress(options, task);
      const calling = new vscode.CancellationTokenSource();
      stop = () => calling.cancel();
      const report = ({ message }: { message?: string }) => {
        if (message?.startsWith('3 ') === true) stop();
      };
      return task({ report }, calling.token);
    };
    Object.assign(vscode.window, { withProgress: cancelling });
    user.willPick('').willType(card.pin);
    await sign(uris);
    Object.assign(vscode.window, { withProgress });
    const count = (await signed()).length;
    assert.ok(count >= 3 && count < 12, String(count));
    assert.deepEqual((await readdir(folder)).length, 12 + count);
    assert.match(user.heard[0] ?? '', new RegExp(`${count} signed .*, ${12 - count} not begun`));
  });

  it('leaves out of a folder what is signed, and what nobody signs', async () => {
    const inner = join(folder, 'içeride');
    await mkdir(inner);
    await invoices(2);
    await writeFile(join(inner, 'fatura.xml'), text);
    await write('pom.xml', '<project/>');
    user.willPick('').willType(card.pin);
    await run('maliMuhur.signature.signFolder', vscode.Uri.file(folder));
    assert.equal((await signed()).length, 2);
    assert.deepEqual((await readdir(inner)).sort(), ['fatura.signed.xml', 'fatura.xml']);
    assert.match(
      user.heard[0] ?? '',
      /^(info|warning): Sign Folder .*: 3 signed .*, 1 left out\.$/,
    );
    user.willPick('Leave Them Out');
    await run('maliMuhur.signature.signFolder', vscode.Uri.file(folder));
    assert.match(user.heard[1] ?? '', /^info: Sign Folder .*: 0 signed, 7 left out\.$/);
    assert.equal(user.boxes.length, 1);
  });
});
