import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { access, run } from './support/access.ts';
import { trust } from './support/signatures.ts';
import { User } from './support/user.ts';

const { fetch } = globalThis;

describe('Whom signatures are trusted by', function () {
  this.timeout(60_000);
  let user: User;

  beforeEach(() => (user = new User()));
  afterEach(async () => {
    user.leave();
    globalThis.fetch = fetch;
    await trust(undefined);
  });

  it('takes of Kamu SM’s list only what has a known fingerprint, and says when nothing has', async () => {
    const asked: string[] = [];
    globalThis.fetch = (input) => {
      asked.push(new Request(input).url);
      return Promise.resolve(new Response(`<a>${'QUJD'.repeat(200)}</a>`));
    };
    await run('maliMuhur.trust.fetchKamuSmRoots');
    assert.deepEqual(asked, ['http://depo.kamusm.gov.tr/depo/SertifikaDeposu.xml']);
    assert.match(user.heard[0] ?? '', /^error: /);
    const { globalStorageUri } = (await access()).context;
    assert.ok(!existsSync(vscode.Uri.joinPath(globalStorageUri, 'trust', 'kamu-sm').fsPath));
  });

  it('adds the root of the simulator to the settings of the user, once', async () => {
    await run('maliMuhur.trust.addSimulatorRoot');
    await run('maliMuhur.trust.addSimulatorRoot');
    const inspected = vscode.workspace
      .getConfiguration()
      .inspect<string[]>('maliMuhur.trust.paths');
    const paths = inspected?.globalValue ?? [];
    assert.equal(paths.length, 1);
    const pem = await readFile(paths[0] ?? '', 'utf8');
    const root = new X509Certificate(pem);
    assert.ok(root.checkIssued(root));
    assert.deepEqual(user.heard, []);
  });
});
