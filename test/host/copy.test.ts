import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toHex } from '../../src/hex.ts';
import type { CardNode, CertificateNode } from '../../src/views/explorer/node.ts';
import { access, deleteAll, insertNew, openExplorer, run } from './support/access.ts';
import { User } from './support/user.ts';

function clipboard(): Thenable<string> {
  return vscode.env.clipboard.readText();
}

describe('Copy', () => {
  let user: User;
  let card: CardNode;
  let certificate: CertificateNode;

  before(async () => {
    await openExplorer();
    await deleteAll();
    card = await insertNew('Şirket');
    const first = card.children.find(({ kind }) => kind === 'certificate');
    assert.ok(first?.kind === 'certificate');
    certificate = first;
  });
  beforeEach(async () => {
    user = new User();
    await vscode.env.clipboard.writeText('before');
  });
  afterEach(() => {
    assert.deepEqual(user.heard, [], 'a copy is confirmed without a notification');
    user.leave();
  });
  after(deleteAll);

  it('takes ATR and serial number from the row of a card', async () => {
    await run('maliMuhur.copy.atr', card);
    assert.equal(await clipboard(), toHex(card.atr ?? new Uint8Array()));
    await run('maliMuhur.copy.cardSerial', card);
    assert.equal(await clipboard(), card.target.serial);
  });

  it('takes the ATR from the row of a reader', async () => {
    const reader = (await access()).view.tree.getParent(card);
    await run('maliMuhur.copy.atr', reader);
    assert.equal(await clipboard(), toHex(card.atr ?? new Uint8Array()));
  });

  it('takes from the row of a certificate what names it, and the certificate itself', async () => {
    const { vkn, serialNumber, fingerprintSha256 } = certificate.details;
    await run('maliMuhur.copy.taxNumber', certificate);
    assert.equal(await clipboard(), vkn);
    await run('maliMuhur.copy.certificateSerial', certificate);
    assert.equal(await clipboard(), serialNumber);
    await run('maliMuhur.copy.fingerprint', certificate);
    assert.equal(await clipboard(), fingerprintSha256);
    await run('maliMuhur.copy.pem', certificate);
    assert.match(await clipboard(), /^-----BEGIN CERTIFICATE-----\n[^-]+\n-----END CERTIFICATE-/);
    assert.deepEqual(user.choices, []);
  });

  it('asks whose it is when it is run from the palette', async () => {
    user.willPick('Encryption');
    await run('maliMuhur.copy.fingerprint');
    assert.deepEqual(user.choices, [
      { title: 'Copy: SHA-256 fingerprint', labels: ['Signing', 'Encryption'] },
    ]);
    assert.match(await clipboard(), /^[0-9A-F]{64}$/);
    assert.notEqual(await clipboard(), certificate.details.fingerprintSha256);
  });

  it('leaves the clipboard alone when the user leaves', async () => {
    await run('maliMuhur.copy.pem');
    assert.equal(await clipboard(), 'before');
  });
});
