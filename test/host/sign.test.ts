import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { deleteAll, openExplorer, otherThan, run } from './support/access.ts';
import { PinCard } from './support/pinCard.ts';
import { closeAll, lensTitles, showText } from './support/signatures.ts';
import { User } from './support/user.ts';

describe('Signing a document', function () {
  this.timeout(60_000);
  let folder: string;
  let card: PinCard;
  let user: User;
  let original: Buffer;
  let invoice: string;

  before(async () => {
    await openExplorer();
    await deleteAll();
    card = await PinCard.insertNew('İmza');
  });
  beforeEach(async () => {
    user = new User();
    folder = await mkdtemp(join(tmpdir(), 'muhur-sign-'));
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    invoice = join(folder, 'fatura.xml');
    await copyFile(join(workspace.uri.fsPath, 'temel-fatura.xml'), invoice);
    original = await readFile(invoice);
  });
  afterEach(async () => {
    user.leave();
    await closeAll();
    await rm(folder, { recursive: true, force: true });
  });
  after(deleteAll);

  const signed = (): string => join(folder, 'fatura.signed.xml');
  const files = async (): Promise<readonly string[]> => (await readdir(folder)).sort();
  /** Nothing was written, nothing is left over. */
  const untouched = async (): Promise<void> => {
    assert.deepEqual(await files(), ['fatura.xml']);
    assert.deepEqual(await readFile(invoice), original);
  };

  it('proposes the seal of the card, asks for the PIN once, and shows what came of it', async () => {
    const uri = vscode.Uri.file(invoice);
    await showText(uri);
    user.willPick('').willType(card.pin);
    await run('maliMuhur.signature.sign', uri);
    assert.deepEqual(await files(), ['fatura.signed.xml', 'fatura.xml'], user.heard.join('\n'));
    assert.deepEqual(await readFile(invoice), original);
    const result = vscode.Uri.file(signed());
    assert.match((await lensTitles(result))[0] ?? '', / · \d{10} · /);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), result.toString());
    assert.equal(user.boxes.length, 1);
    assert.match(user.boxes[0]?.title ?? '', /^Sign fatura\.xml – /);
    assert.deepEqual(user.offered, ['Show Report']);
  });

  it('costs one try where the PIN is wrong, and changes nothing', async () => {
    user.willPick('').willType(otherThan(card.pin));
    await run('maliMuhur.signature.sign', vscode.Uri.file(invoice));
    assert.match(user.heard.join('\n'), /The PIN is wrong\. That cost a try; 2 are left/);
    await untouched();
    user.willPick('').willType(card.pin);
    await run('maliMuhur.signature.sign', vscode.Uri.file(invoice));
    assert.deepEqual(await files(), ['fatura.signed.xml', 'fatura.xml']);
  });
});
