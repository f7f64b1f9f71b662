import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SignedInvoices } from '../rig/signedInvoices.ts';
import { formatted, placeOf, signedInvoices, tampered } from '../rig/signedInvoices.ts';
import { until } from '../rig/until.ts';
import { signCms } from '../unit/signature/cmsSigner.ts';
import { run } from './support/access.ts';
import { PlayedReport } from './support/reportPage.ts';
import { SaveDialog } from './support/saveDialog.ts';
import { closeAll, fixesFor, showText, trust } from './support/signatures.ts';
import { User } from './support/user.ts';

describe('The report on a signature', function () {
  this.timeout(60_000);
  let invoices: SignedInvoices;
  let folder: string;
  let user: User;
  let report: PlayedReport;

  before(async () => {
    invoices = await signedInvoices();
    folder = await mkdtemp(join(tmpdir(), 'muhur-report-'));
    await trust([await invoices.writeTrust(join(folder, 'trust'))]);
  });
  beforeEach(() => {
    user = new User();
    report = new PlayedReport();
  });
  afterEach(async () => {
    report.leave();
    user.leave();
    await closeAll();
  });
  after(async () => {
    await trust(undefined);
    await invoices.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    await writeFile(join(folder, name), text);
    return vscode.Uri.file(join(folder, name));
  };

  it('opens for a file that no editor shows, with everything that was found', async () => {
    const uri = await write('closed.xml', invoices.invoice());
    await run('maliMuhur.signature.validate', uri);
    report.send({ type: 'ready' });
    const page = await report.shown();
    assert.equal(report.title, 'Report: closed.xml');
    assert.equal(page.documents[0]?.signatures[0]?.verdict.word, 'Valid');
    assert.equal(page.documents[0].signatures[0].chain.at(-1)?.look, 'trusted');
    assert.equal(page.holds, true);
  });

  it('tells of a detached CMS by the file beside it', async () => {
    const content = Buffer.from('a document');
    const { privateKey, certificate } = invoices.seal;
    const signer = { privateKey, certificate: certificate.raw };
    const cms = signCms(signer, { content, detached: true });
    await writeFile(join(folder, 'notes.txt'), content);
    await writeFile(join(folder, 'notes.txt.p7s'), cms);
    await run('maliMuhur.signature.validate', vscode.Uri.file(join(folder, 'notes.txt.p7s')));
    const verdict = (await report.shown()).documents[0]?.signatures[0]?.verdict;
    assert.equal(verdict?.word, 'Valid');
  });

  it('opens from the line above a signature, and leads to places of the document', async () => {
    const text = tampered(invoices.invoice());
    const uri = await write('places.xml', text);
    const editor = await showText(uri);
    await run('maliMuhur.signature.validate', uri);
    await run('maliMuhur.signature.showReport', uri);
    const finding = (await report.shown()).documents[0]?.signatures[0]?.findings[0];
    assert.equal(finding?.code, 'SIG-DIGEST');
    assert.ok(finding.place);
    report.send({ type: 'go', place: finding.place });
    const { line, character } = placeOf(text, '<ds:Reference');
    const wanted = new vscode.Position(line, character);
    await until('the editor shows the place', () => editor.selection.active.isEqual(wanted));
  });

  it('says that it does not hold once the document has changed, until it is validated again', async () => {
    const uri = await write('changes.xml', invoices.invoice());
    await showText(uri);
    await run('maliMuhur.signature.showReport', uri);
    assert.equal((await report.shown()).holds, true);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    await until('it does not hold', async () => !(await report.shown()).holds);
    report.send({ type: 'validate' });
    await until('it holds again', async () => (await report.shown()).holds);
    assert.match((await report.shown()).notes[0]?.text ?? '', /not saved/);
    assert.equal((await report.shown()).documents[0]?.unsigned?.word, 'Not readable');
  });

  it('is exported as text, JSON and SARIF, as the terminal prints them', async () => {
    const uri = await write('export.xml', tampered(invoices.invoice()));
    await run('maliMuhur.signature.showReport', uri);
    await report.shown();
    const file = (name: string): string => join(folder, name);
    for (const format of ['text', 'json', 'sarif'] as const) {
      const dialog = new SaveDialog(vscode.Uri.file(file(`report.${format}`)));
      report.send({ type: 'export', format });
      const read = (): Promise<string> => readFile(file(`report.${format}`), 'utf8');
      await until('it is written', () =>
        read()
          .then((text) => text !== '')
          .catch(() => false),
      );
      dialog.close();
    }
    assert.match(await readFile(file('report.text'), 'utf8'), /✗ Invalid · XAdES-BES/);
    const rows = JSON.parse(await readFile(file('report.json'), 'utf8')) as { kind: string }[];
    assert.equal(rows[0]?.kind, 'invoice');
    const log = JSON.parse(await readFile(file('report.sarif'), 'utf8')) as { version: string };
    assert.equal(log.version, '2.1.0');
  });

  it('is exported from the palette, after a question for the format', async () => {
    const uri = await write('palette.xml', invoices.invoice());
    await showText(uri);
    await run('maliMuhur.signature.validate', uri);
    user.willPick('JSON');
    const dialog = new SaveDialog(vscode.Uri.file(join(folder, 'palette.json')));
    await run('maliMuhur.signature.exportReport');
    dialog.close();
    assert.equal(dialog.asked?.defaultUri?.path.endsWith('/palette.xml-report.json'), true);
    assert.match(await readFile(join(folder, 'palette.json'), 'utf8'), /"TOTAL_PASSED"/);
  });

  it('does nothing at messages that no page of ours sends', async () => {
    const uri = await write('messages.xml', invoices.invoice());
    await run('maliMuhur.signature.showReport', uri);
    const before = await report.shown();
    for (const message of [null, 'ready', { type: 'go', place: { line: -1, column: 0 } }]) {
      report.sendAnything(message);
    }
    assert.deepEqual(await report.shown(), before);
  });

  it('shows the bytes that a reference digests, beside those that were signed', async () => {
    const uri = await write('canonical.xml', formatted(invoices.invoice()));
    await showText(uri);
    await run('maliMuhur.signature.validate', uri);
    const fixes = await fixesFor(uri, 'SIG-DIGEST');
    const { command } = fixes.find(({ title }) => title === 'Show canonical bytes') ?? {};
    assert.ok(command);
    const args = (command.arguments ?? []) as unknown[];
    await vscode.commands.executeCommand(command.command, ...args);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const textOf = async (side: vscode.Uri): Promise<string> =>
      (await vscode.workspace.openTextDocument(side)).getText();
    const [signed, now] = [await textOf(input.original), await textOf(input.modified)];
    assert.equal(input.original.scheme, 'mali-muhur-canonical');
    assert.equal(formatted(signed), now);
    assert.doesNotMatch(now, /<\?xml |<ds:Signature/);
  });

  it('lets one choose between references, and shows right ones alone', async () => {
    const uri = await write('choose.xml', invoices.invoice());
    await showText(uri);
    user.willPick('What “#Signature_SignedProperties” refers to');
    await run('maliMuhur.signature.showCanonicalBytes');
    assert.deepEqual(user.choices[0]?.labels, [
      'The whole document',
      'What “#Signature_SignedProperties” refers to',
    ]);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'mali-muhur-canonical');
    assert.match(shown.getText(), /^<xades:SignedProperties /);
  });
});
