import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SignedInvoices } from '../rig/signedInvoices.ts';
import { formatted, placeOf, signedInvoices, tampered } from '../rig/signedInvoices.ts';
import { until } from '../rig/until.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { access, run } from './support/access.ts';
import {
  cleared,
  closeAll,
  fixesFor,
  lensTitles,
  problemLines,
  problemsOf,
  showText,
  trust,
} from './support/signatures.ts';
import { HeldThread } from './support/heldThread.ts';
import { User } from './support/user.ts';

describe('Validating a document', function () {
  this.timeout(60_000);
  let invoices: SignedInvoices;
  let folder: string;
  let user: User;

  before(async () => {
    invoices = await signedInvoices();
    folder = await mkdtemp(join(tmpdir(), 'muhur-validate-'));
    await trust([await invoices.writeTrust(join(folder, 'trust'))]);
    await endThread();
  });
  beforeEach(() => (user = new User()));
  afterEach(async () => {
    user.leave();
    await closeAll();
  });
  after(async () => {
    await trust(undefined);
    await invoices.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    const file = join(folder, name);
    await writeFile(file, text);
    return vscode.Uri.file(file);
  };
  const open = async (name: string, text: string): Promise<vscode.Uri> => {
    const uri = await write(name, text);
    await showText(uri);
    return uri;
  };

  /** Suites before this one may have left it at rest, warm and quicker than anybody can cancel. */
  const endThread = async (): Promise<void> => {
    const { validator } = await (await access()).signatures.get();
    const job = { kind: 'canonical', content: { bytes: new Uint8Array() } } as const;
    const soon = (listener: () => void) => {
      setImmediate(listener);
      return { dispose: () => undefined };
    };
    const callOff = { isCancellationRequested: false, onCancellationRequested: soon };
    await validator.run<'canonical'>(job, callOff).catch(() => undefined);
    assert.equal(validator.isRunning, false);
  };

  let largeText = '';
  /** 20 MB; signing that takes a while. */
  const large = (): string => (largeText ||= invoices.invoice({ lines: 30_000 }));

  it('is offered above each signature of a document that is opened, and nothing else is done', async () => {
    const uri = await open('offered.xml', invoices.invoice());
    assert.deepEqual(await lensTitles(uri), ['Validate signature']);
    assert.deepEqual(problemsOf(uri), []);
    const { validator } = await (await access()).signatures.get();
    assert.equal(validator.isRunning, false);
  });

  it('tells a valid signature above it, with who signed and when, and says little else', async () => {
    const uri = await open('valid.xml', invoices.invoice());
    await run('maliMuhur.signature.validate', uri);
    const [verdict = '', report] = await lensTitles(uri);
    assert.match(verdict, /^\$\(pass\)\u00a0Valid · 1234567801 · \w+ \d+, \d{4}$/);
    assert.equal(report, 'Show Report');
    assert.deepEqual(
      problemLines(uri).filter((line) => line.startsWith('error')),
      [],
    );
    assert.deepEqual(user.heard, []);
  });

  it('shows a changed document as a problem at its reference, and says what happened to it', async () => {
    const text = formatted(invoices.invoice());
    const uri = await open('formatted.xml', text);
    await run('maliMuhur.signature.validate');
    const { line, character } = placeOf(text, '<ds:Reference');
    const lines = problemLines(uri);
    assert.ok(lines.includes(`error SIG-DIGEST ${line}:${character}`), lines.join('\n'));
    assert.ok(lines.includes(`information SIG-DIGEST-CAUSE ${line}:${character}`));
    assert.match((await lensTitles(uri))[0] ?? '', /^\$\(error\)\u00a0Invalid · /);
    assert.match(
      user.heard[0] ?? '',
      /^warning: formatted\.xml: The document is not what was signed/,
    );
    assert.deepEqual(user.offered, ['Show Report']);
  });

  it('links a problem to the report, and to the signature that it is about', async () => {
    const text = tampered(invoices.invoice());
    const uri = await open('linked.xml', text);
    await run('maliMuhur.signature.validate');
    const digest = problemsOf(uri).find(({ code }) => {
      return typeof code === 'object' && code.value === 'SIG-DIGEST';
    });
    const code = digest?.code as { target: vscode.Uri };
    assert.equal(code.target.path, 'maliMuhur.signature.showReport');
    const places = digest?.relatedInformation?.map(({ location }) => location.range.start.line);
    assert.ok(places?.includes(placeOf(text, '<ds:Signature ').line) ?? false);
  });

  it('holds only for the text that was validated: an edit takes it all back', async () => {
    const uri = await open('edited.xml', tampered(invoices.invoice()));
    await run('maliMuhur.signature.validate');
    assert.notEqual(problemsOf(uri).length, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    await cleared(uri);
    assert.deepEqual(await lensTitles(uri), ['Validate signature']);
  });

  it('takes problems back when the document is closed', async () => {
    const uri = await open('closed.xml', tampered(invoices.invoice()));
    await run('maliMuhur.signature.validate');
    assert.notEqual(problemsOf(uri).length, 0);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await cleared(uri);
  });

  it('validates what the editor shows, saved or not', async () => {
    const uri = await open('unsaved.xml', invoices.invoice());
    const edit = new vscode.WorkspaceEdit();
    const { line, character } = placeOf(invoices.invoice(), '<cbc:CustomizationID>');
    edit.insert(uri, new vscode.Position(line, character), ' ');
    await vscode.workspace.applyEdit(edit);
    await run('maliMuhur.signature.validate');
    assert.match((await lensTitles(uri))[0] ?? '', /Invalid/);
    const { validations } = await (await access()).signatures.get();
    assert.equal(validations.of(uri)?.ofUnsavedText, true);
  });

  it('says of a document without a signature that it is not signed', async () => {
    const uri = await open('unsigned.xml', ublDocument('Invoice', { place: 'empty' }));
    await run('maliMuhur.signature.validate');
    assert.deepEqual(user.heard, ['info: unsigned.xml is not signed.']);
    assert.ok(problemLines(uri).some((line) => line.includes('SIG-NONE')));
  });

  it('does not decide without an anchor, and offers whom to trust', async () => {
    await trust([]);
    const uri = await open('untrusted.xml', invoices.invoice());
    await run('maliMuhur.signature.validate');
    await trust([join(folder, 'trust')]);
    assert.match((await lensTitles(uri))[0] ?? '', /^\$\(question\)\u00a0Cannot be decided · /);
    const titles = (await fixesFor(uri, 'CERT-NO-ANCHORS')).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Fetch the root certificates of Kamu SM',
      'Trust the root certificate of the simulator (for tests)',
      'Show signature report',
    ]);
  });

  it('offers no change of a signed document, only to look closer', async () => {
    const uri = await open('fixes.xml', tampered(invoices.invoice()));
    await run('maliMuhur.signature.validate');
    const fixes = await fixesFor(uri, 'SIG-DIGEST');
    assert.deepEqual(
      fixes.map(({ title }) => title),
      ['Show canonical bytes', 'Show signature report'],
    );
    assert.ok(fixes.every(({ edit }) => edit === undefined));
  });

  it('puts the schemeID of a signature’s owner right where there is no signature to break', async () => {
    const wrong = (text: string): string => text.replace('schemeID="VKN_TCKN"', 'schemeID="VKN"');
    const unsigned = await open('scheme.xml', wrong(ublDocument('Invoice')));
    await run('maliMuhur.signature.validate');
    const [fix] = await fixesFor(unsigned, 'GIB-CAC-SIGNATURE-ID');
    assert.equal(fix?.title, 'Set schemeID to VKN_TCKN');
    assert.ok(fix.edit);
    await vscode.workspace.applyEdit(fix.edit);
    const { document } = await showText(unsigned);
    assert.equal(document.getText(), ublDocument('Invoice'));
    await document.save();

    const signed = await open('signed-scheme.xml', wrong(invoices.invoice()));
    await run('maliMuhur.signature.validate');
    const fixes = await fixesFor(signed, 'GIB-CAC-SIGNATURE-ID');
    assert.ok(fixes.every(({ edit }) => edit === undefined));
  });

  it('ends the work of a validation that is cancelled, and can begin another', async () => {
    const { validator, validations } = await (await access()).signatures.get();
    const uri = await write('cancelled.xml', large());
    const { withProgress } = vscode.window;
    const cancelled = (_: unknown, task: (...given: unknown[]) => Thenable<unknown>) => {
      const token = { onCancellationRequested: (listener: () => void) => listener() };
      return task({ report: () => {} }, token);
    };
    await showText(uri);
    Object.assign(vscode.window, { withProgress: cancelled });
    // Cancel is offered after a second, when a quick computer is done.
    const { setTimeout: wait } = globalThis;
    const atOnce = (task: () => void, milliseconds: number) =>
      wait(task, milliseconds === 1000 ? 0 : milliseconds);
    Object.assign(globalThis, { setTimeout: atOnce });
    await run('maliMuhur.signature.validate', uri);
    Object.assign(globalThis, { setTimeout: wait });
    Object.assign(vscode.window, { withProgress });
    assert.equal(validations.of(uri), undefined);
    assert.equal(validator.isRunning, false);
    assert.deepEqual(user.heard, []);
    await run('maliMuhur.signature.validate', await open('next.xml', invoices.invoice()));
    assert.equal(validator.isRunning, true);
  });

  it('does not hold the extension host for 50 ms while 20 MB are validated', async () => {
    const uri = await write('large.xml', large());
    const { size } = await vscode.workspace.fs.stat(uri);
    // With nobody to trust nobody is asked, so that the test's own servers have nothing to do.
    await trust([]);
    assert.ok(size > 20_000_000, String(size));
    const held = new HeldThread();
    await run('maliMuhur.signature.validate', uri);
    const longest = held.stop();
    await trust([join(folder, 'trust')]);
    const { validations } = await (await access()).signatures.get();
    assert.equal(validations.of(uri)?.reports[0]?.signatures[0]?.coreValid, true);
    assert.ok(longest < 50, `${longest.toFixed(1)} ms`);
  });

  it('validates a file that changes on disk anew: what was known of it is gone', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    const uri = vscode.Uri.joinPath(root, 'changes-on-disk.xml');
    try {
      await vscode.workspace.fs.writeFile(uri, Buffer.from(tampered(invoices.invoice())));
      await run('maliMuhur.signature.validateFolder', root);
      assert.notEqual(problemsOf(uri).length, 0);
      await writeFile(uri.fsPath, invoices.invoice());
      await until('its problems are gone', () => problemsOf(uri).length === 0, 20);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });
});
