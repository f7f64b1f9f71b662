import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import type { SignedInvoices } from '../rig/signedInvoices.ts';
import { signedInvoices, tampered } from '../rig/signedInvoices.ts';
import { access, run } from './support/access.ts';
import { problemLines, trust } from './support/signatures.ts';
import { User } from './support/user.ts';

const { withProgress } = vscode.window;

describe('Validating the signatures in a folder', function () {
  this.timeout(60_000);
  let invoices: SignedInvoices;
  let folder: string;
  let user: User;

  before(async () => {
    invoices = await signedInvoices();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muhur-folder-'));
    await trust([await invoices.writeTrust(`${folder}-trust`)]);
    user = new User();
  });
  afterEach(async () => {
    user.leave();
    Object.assign(vscode.window, { withProgress });
    await trust(undefined);
    for (const path of [folder, `${folder}-trust`]) await rm(path, { recursive: true });
  });
  after(() => invoices.close());

  const uriOf = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));
  const fill = async (files: Readonly<Record<string, string>>): Promise<void> => {
    await mkdir(join(folder, 'inner'), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  };

  it('goes through all of it and tells one summary; Problems has what was found', async () => {
    await fill({
      'good.xml': invoices.invoice(),
      'inner/bad.XML': tampered(invoices.invoice()),
      'unsigned.xml': ublDocument('Invoice'),
      'broken.xml': '<a>',
      'pom.xml': '<project/>',
      'notes.txt': 'nothing',
    });
    await run('maliMuhur.signature.validateFolder', vscode.Uri.file(folder));
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    assert.deepEqual(user.heard, [
      `warning: ${name}: 1 valid, 1 not valid, 2 not signed, 1 not readable.`,
    ]);
    assert.deepEqual(user.offered, ['Show Problems']);
    assert.ok(problemLines(uriOf('inner/bad.XML')).some((line) => line.includes('SIG-DIGEST')));
    assert.deepEqual(
      problemLines(uriOf('good.xml')).filter((line) => line.startsWith('error')),
      [],
    );
    assert.deepEqual(problemLines(uriOf('pom.xml')), [], 'XML without signatures is no problem');
    assert.ok(problemLines(uriOf('broken.xml')).some((line) => line.includes('XML-UNREADABLE')));
  });

  it('stops at once when it is cancelled, keeps what it has, and says how far it came', async () => {
    await fill(
      Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.xml`, invoices.invoice()])),
    );
    const token = new vscode.CancellationTokenSource();
    let reported = 0;
    const report = (): void => {
      if (++reported === 2) setTimeout(() => token.cancel(), 1);
    };
    const cancelling = (_: unknown, task: (...given: unknown[]) => unknown): unknown =>
      task({ report }, token.token);
    Object.assign(vscode.window, { withProgress: cancelling });
    await run('maliMuhur.signature.validateFolder', vscode.Uri.file(folder));
    assert.match(user.heard[0] ?? '', /Stopped in \S+ after 1 of 3 files: 1 valid\.$/);
    const { validations, validator } = await (await access()).signatures.get();
    assert.ok(validations.of(uriOf('a.xml')));
    assert.equal(validations.of(uriOf('b.xml')), undefined);
    assert.equal(validator.isRunning, false);
  });

  it('says so where there is nothing to validate', async () => {
    await run('maliMuhur.signature.validateFolder', vscode.Uri.file(folder));
    assert.match(user.heard[0] ?? '', /^info: There are no XML, CMS or ZIP files in /);
  });
});
