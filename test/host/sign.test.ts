import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { access, deleteAll, openExplorer, otherThan, run } from './support/access.ts';
import { MemoryFiles } from './support/memoryFiles.ts';
import { PinCard } from './support/pinCard.ts';
import { SaveDialog } from './support/saveDialog.ts';
import { closeAll, lensTitles, showText } from './support/signatures.ts';
import { User } from './support/user.ts';

describe('Signing a document', function () {
  this.timeout(60_000);
  let folder: string;
  let card: PinCard;
  let user: User;
  let invoice: vscode.Uri;
  const text = ublDocument('Invoice', { place: 'empty' });

  before(async () => {
    await openExplorer();
    await deleteAll();
    card = await PinCard.insertNew('İmza');
  });
  beforeEach(async () => {
    user = new User();
    folder = await mkdtemp(join(tmpdir(), 'muhur-sign-'));
    invoice = await write('fatura.xml', text);
  });
  afterEach(async () => {
    user.leave();
    await closeAll();
    await rm(folder, { recursive: true, force: true });
  });
  after(deleteAll);

  const write = async (name: string, content: string): Promise<vscode.Uri> => {
    const file = join(folder, name);
    await writeFile(file, content);
    return vscode.Uri.file(file);
  };
  const result = (): vscode.Uri => vscode.Uri.file(join(folder, 'fatura.signed.xml'));
  const files = async (): Promise<readonly string[]> => (await readdir(folder)).sort();
  const contentOf = (uri: vscode.Uri): Promise<string> => readFile(uri.fsPath, 'utf8');
  const isSigned = async (uri: vscode.Uri): Promise<boolean> =>
    (await contentOf(uri)).includes('<ds:SignatureValue');
  const sign = (about?: vscode.Uri): Thenable<unknown> => run('maliMuhur.signature.sign', about);
  const edit = async (uri: vscode.Uri): Promise<void> => {
    const change = new vscode.WorkspaceEdit();
    change.insert(uri, new vscode.Position(1, 0), '<!-- not saved -->');
    await vscode.workspace.applyEdit(change);
  };
  /** Nothing was written, nothing is left over, nobody is told off. */
  const untouched = async (): Promise<void> => {
    assert.deepEqual(await files(), ['fatura.xml']);
    assert.equal(await contentOf(invoice), text);
  };

  it('proposes the seal of the card, asks for the PIN once, and shows what came of it', async () => {
    await showText(invoice);
    user.willPick('').willType(card.pin);
    await sign();
    assert.deepEqual(await files(), ['fatura.signed.xml', 'fatura.xml'], user.heard.join('\n'));
    assert.equal(await contentOf(invoice), text);
    assert.match((await lensTitles(result()))[0] ?? '', / · \d{10} · /);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), result().toString());
    assert.equal(user.choices.length, 1);
    assert.deepEqual(
      user.boxes.map(({ password, title }) => [password, title]),
      [[true, 'Sign fatura.xml – 3 tries left']],
    );
    assert.match(user.heard.join('\n'), /Signed: fatura\.signed\.xml\./);
    assert.deepEqual(user.offered, ['Show Report']);
  });

  it('costs one try where the PIN is wrong, and changes nothing', async () => {
    user.willPick('').willType(otherThan(card.pin));
    await sign(invoice);
    assert.match(user.heard.join('\n'), /The PIN is wrong\. That cost a try; 2 are left/);
    await untouched();
    await card.showsTries('pin', 2);
    user.willPick('').willType(card.pin);
    await sign(invoice);
    assert.ok(await isSigned(result()));
    await card.showsTries('pin', 3);
  });

  it('says why a certificate must not sign before any PIN is asked for', async () => {
    const { children } = await card.row();
    const encryption = children.find(({ context }) => context.includes(':encryption:'));
    assert.ok(encryption);
    await showText(invoice);
    await run('maliMuhur.signature.signWithCertificate', encryption);
    assert.match(user.heard.join('\n'), /^error: .*encrypt/);
    assert.deepEqual([user.boxes, user.choices], [[], []]);
    await untouched();
  });

  it('signs with the certificate of a row, without asking which', async () => {
    const { children } = await card.row();
    const seal = children.find(({ context }) => context.startsWith('certificate:signing:'));
    await showText(invoice);
    user.willType(card.pin);
    await run('maliMuhur.signature.signWithCertificate', seal);
    assert.ok(await isSigned(result()));
    assert.deepEqual(user.choices, []);
  });

  it('is called off at any step, silently, and leaves every byte as it was', async () => {
    const steps: ((user: User) => void)[] = [
      () => undefined,
      (who) => who.willPick('').willLeave(),
      (who) => who.willPick('PFX File'),
    ];
    const { showOpenDialog } = vscode.window;
    Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve(undefined) });
    for (const plan of steps) {
      plan(user);
      await sign(invoice);
      await untouched();
    }
    Object.assign(vscode.window, { showOpenDialog });
    assert.deepEqual(user.heard, []);
    assert.equal(user.choices.length, steps.length);
  });

  describe('that is not saved', () => {
    beforeEach(async () => {
      await showText(invoice);
      await edit(invoice);
    });

    it('is not signed before the user has said what is meant', async () => {
      await sign(invoice);
      assert.deepEqual(user.choices[0]?.labels, ['Save and Sign', 'Sign as Shown']);
      assert.deepEqual(user.heard, []);
      await untouched();
    });

    it('is signed as shown, while the file keeps what it has', async () => {
      user.willPick('Sign as Shown', '').willType(card.pin);
      await sign(invoice);
      assert.equal(await contentOf(invoice), text);
      assert.match(await contentOf(result()), /not saved[^]*<ds:SignatureValue/);
    });

    it('is saved first where that is wanted', async () => {
      user.willPick('Save and Sign', '').willType(card.pin);
      await sign(invoice);
      assert.match(await contentOf(invoice), /not saved/);
    });

    it('is not signed when it changes while the PIN is asked for', async () => {
      user
        .willPick('Sign as Shown', '')
        .willWaitFor(() => edit(invoice))
        .willType(card.pin);
      await sign(invoice);
      assert.match(user.heard.join('\n'), /^error: .*changed/);
      await untouched();
    });
  });

  describe('somewhere else', () => {
    let memory: MemoryFiles;
    afterEach(() => memory.close());

    it('writes the result there as a whole, and leaves nothing beside it', async () => {
      memory = new MemoryFiles('muhur-web');
      user.willPick('').willType(card.pin);
      await sign(memory.put('/fatura.xml', text));
      assert.deepEqual([...memory.files.keys()], ['/fatura.xml', '/fatura.signed.xml']);
      const signed = Buffer.from(memory.files.get('/fatura.signed.xml') ?? []).toString();
      assert.match(signed, /<ds:SignatureValue/);
    });

    it('asks where the result goes when nothing can be written there', async () => {
      memory = new MemoryFiles('muhur-archive', true);
      const dialog = new SaveDialog(result());
      user.willPick('').willType(card.pin);
      await sign(memory.put('/fatura.xml', text));
      dialog.close();
      assert.equal(dialog.asked?.title, 'Where does the signed document go?');
      assert.ok(await isSigned(result()));
      assert.deepEqual([...memory.files.keys()], ['/fatura.xml']);
    });

    it('does nothing when the user does not say where', async () => {
      memory = new MemoryFiles('muhur-archive', true);
      const dialog = new SaveDialog(undefined);
      await sign(memory.put('/fatura.xml', text));
      dialog.close();
      assert.deepEqual([user.heard, user.choices, user.boxes], [[], [], []]);
    });
  });

  it('puts what was never saved into a new editor, signed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'xml', content: text });
    await vscode.window.showTextDocument(document);
    user.willPick('').willType(card.pin);
    await sign();
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.isUntitled, true);
    assert.notEqual(shown, document);
    assert.match(shown.getText(), /<ds:SignatureValue/);
    assert.equal(document.getText(), text);
    const { validations } = await (await access()).signatures.get();
    assert.equal(validations.of(shown.uri)?.reports[0]?.signatures[0]?.coreValid, true);
    await untouched();
  });

  it('shows what is missing around the signature before it is added', async () => {
    invoice = await write('fatura.xml', ublDocument('Invoice', { place: 'missing' }));
    const before = await contentOf(invoice);
    let tabs: readonly string[] = [];
    const { showQuickPick } = vscode.window;
    const looking = (...given: Parameters<typeof showQuickPick>) => {
      tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);
      return showQuickPick(...given);
    };
    Object.assign(vscode.window, { showQuickPick: looking });
    await sign(invoice);
    assert.deepEqual(tabs, ['fatura.xml: as it is ↔ with what is added']);
    assert.deepEqual(user.choices[0]?.labels, ['Add and Sign', 'Cancel']);
    assert.equal(await contentOf(invoice), before);
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap((group) => group.tabs),
      [],
    );
    user.willPick('Add and Sign', '').willType(card.pin);
    await sign(invoice);
    assert.match(await contentOf(result()), /<ext:UBLExtensions>[^]*<ds:SignatureValue/);
  });

  it('replaces a signature only where the user says so, in the file itself', async () => {
    user.willPick('').willType(card.pin);
    await sign(invoice);
    const signed = await contentOf(result());
    await sign(result());
    assert.deepEqual(user.choices.at(-1)?.labels, ['Replace the Signature', 'Leave It as It Is']);
    assert.equal(await contentOf(result()), signed);
    user.willPress('Replace').willPick('').willType(card.pin);
    await run('maliMuhur.signature.resign', result());
    assert.notEqual(await contentOf(result()), signed);
    assert.equal((await contentOf(result())).match(/<ds:Signature /g)?.length, 1);
    assert.deepEqual(await files(), ['fatura.signed.xml', 'fatura.xml']);
    const { validations } = await (await access()).signatures.get();
    assert.equal(validations.of(result())?.reports[0]?.signatures[0]?.coreValid, true);
  });

  it('does not re-sign what nobody has signed', async () => {
    user.willPress('Replace');
    await run('maliMuhur.signature.resign', invoice);
    assert.match(user.heard.at(-1) ?? '', /^error: The document is not signed/);
    await untouched();
  });
});
