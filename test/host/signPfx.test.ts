import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { pfxOf } from '../../src/pki/pkcs12/pfx.ts';
import { AUTHORITY_PATHS } from '../../src/portal/simulator/authority/addresses.ts';
import type { SignatureReport } from '../../src/signature/report/report.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import type { SignedInvoices } from '../rig/signedInvoices.ts';
import { signedInvoices } from '../rig/signedInvoices.ts';
import { access, deleteAll, run } from './support/access.ts';
import { closeAll, lensTitles, showText, trust } from './support/signatures.ts';
import { User } from './support/user.ts';

const PASSWORD = 'Gizli 42';

describe('Signing with a PFX file', function () {
  this.timeout(60_000);
  let invoices: SignedInvoices;
  let folder: string;
  let invoice: vscode.Uri;
  let pfx: vscode.Uri;
  let user: User;
  const { showOpenDialog } = vscode.window;
  const text = ublDocument('Invoice', { place: 'empty' });

  before(async () => {
    await deleteAll();
    invoices = await signedInvoices();
    folder = await mkdtemp(join(tmpdir(), 'muhur-pfx-'));
    await trust([await invoices.writeTrust(join(folder, 'trust'))]);
    const { privateKey, certificate } = invoices.seal;
    pfx = vscode.Uri.file(join(folder, 'muhur.pfx'));
    const made = await pfxOf({
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
      certificates: [certificate.raw, invoices.authority.pki.authority.certificates.seal],
      friendlyName: '1',
      password: PASSWORD,
    });
    await writeFile(pfx.fsPath, made);
    Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve([pfx]) });
  });
  beforeEach(async () => {
    user = new User();
    invoice = vscode.Uri.file(join(folder, 'fatura.xml'));
    await writeFile(invoice.fsPath, text);
  });
  afterEach(async () => {
    user.leave();
    await set('level', undefined);
    await set('tsa.url', undefined);
    await set('outputName', undefined);
    invoices.authority.options = { now: new Date() };
    await closeAll();
    await rm(result().fsPath, { force: true });
  });
  after(async () => {
    Object.assign(vscode.window, { showOpenDialog });
    await trust(undefined);
    await invoices.close();
    await rm(folder, { recursive: true, force: true });
  });

  const result = (): vscode.Uri => vscode.Uri.file(join(folder, 'fatura.signed.xml'));
  const isThere = async (): Promise<boolean> =>
    (await readdir(folder)).includes('fatura.signed.xml');
  const sign = (): Thenable<unknown> => run('maliMuhur.signature.sign', invoice);
  const set = (name: string, value: string | undefined): Thenable<void> => {
    const { Global } = vscode.ConfigurationTarget;
    return vscode.workspace.getConfiguration().update(`maliMuhur.sign.${name}`, value, Global);
  };
  const stamped = async (): Promise<void> => {
    await set('level', 'T');
    await set('tsa.url', `${invoices.authority.baseUrl}${AUTHORITY_PATHS.timeStamp}`);
  };
  const reportOf = async (uri: vscode.Uri): Promise<SignatureReport | undefined> => {
    const { validations } = await (await access()).signatures.get();
    return validations.of(uri)?.reports[0]?.signatures[0];
  };

  it('asks for its password, and is valid where its authority is trusted', async () => {
    user.willPick('PFX File').willType(PASSWORD);
    await sign();
    assert.match((await lensTitles(result()))[0] ?? '', /^\$\(pass\)\u00a0Valid · 1234567801 · /);
    assert.match(user.heard[0] ?? '', /^info: Signed: fatura\.signed\.xml\. Valid · /);
    assert.equal(user.boxes[0]?.password, true);
    assert.equal((await reportOf(result()))?.level, 'BES');
  });

  it('says that a password is wrong, and writes nothing', async () => {
    user.willPick('PFX File').willType('başka');
    await sign();
    assert.match(user.heard[0] ?? '', /^error: The password of the PFX file is wrong/);
    assert.equal(await isThere(), false);
  });

  it('gets a time stamp where level T is set, by the fetcher of the host', async () => {
    await stamped();
    user.willPick('PFX File').willType(PASSWORD);
    await sign();
    const report = await reportOf(result());
    assert.equal(report?.level, 'T');
    assert.equal(report.indication, 'TOTAL_PASSED');
    assert.equal(user.heard.length, 1, user.heard.join('\n'));
  });

  it('tells of a clock that differs from that of the time-stamp server', async () => {
    await stamped();
    invoices.authority.options = { now: new Date(Date.now() - 3_600_000) };
    user.willPick('PFX File').willType(PASSWORD);
    await sign();
    const clock = user.heard.find((line) => line.includes('clock'));
    assert.match(clock ?? '', /^warning: The clock of this computer is 60 minutes ahead/);
  });

  it('asks for nothing when level T is set without a server', async () => {
    await set('level', 'T');
    await sign();
    assert.match(user.heard[0] ?? '', /^error: Level T needs a time stamp/);
    assert.deepEqual([user.choices, user.boxes], [[], []]);
  });

  it('writes nothing when the time-stamp server is gone', async () => {
    await set('level', 'T');
    await set('tsa.url', 'http://127.0.0.1:9/tsa');
    user.willPick('PFX File').willType(PASSWORD);
    await sign();
    assert.match(user.heard[0] ?? '', /^error: The time-stamp server .* does not answer/);
    assert.equal(await isThere(), false);
  });

  it('replaces the document itself where the name says so, with what the editor showed', async () => {
    await set('outputName', '{name}{ext}');
    const editor = await showText(invoice);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '<!-- not saved -->'));
    user.willPick('Sign as Shown', 'PFX File').willType(PASSWORD);
    await sign();
    assert.equal(await isThere(), false);
    const written = await readFile(invoice.fsPath, 'utf8');
    assert.match(written, /not saved[^]*<ds:SignatureValue/);
    const { document } = editor;
    assert.deepEqual([document.isDirty, document.getText()], [false, written]);
    assert.equal((await reportOf(invoice))?.coreValid, true);
  });
});
