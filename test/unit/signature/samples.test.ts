import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPfx } from '../../../src/pki/pkcs12/readPfx.ts';
import type { TrustStore } from '../../../src/pki/trust/trustStore.ts';
import { loadTrust } from '../../../src/pki/trust/trustStore.ts';
import type { DocumentReport } from '../../../src/signature/report/report.ts';
import { validateDocument } from '../../../src/signature/validate.ts';
import { memorySource } from '../../../src/signature/xml/byteSource.ts';
import { ublDocument } from '../../fixtures/documents/ubl.ts';
import { signByHand, signablePlace } from '../../fixtures/signatures/handSigner.ts';
import { skip } from '../../support.ts';
import { codesOf, verdictText } from './support/signingDesk.ts';

const NOTHING: TrustStore = { anchors: [], intermediates: [], crls: [] };
const NOW = new Date('2026-11-27T12:00:00Z');
const USERS = ['4_KULLANICI_ACMA.xml', '5_KULLANICI_SILME.xml'];

/** What README says of each; offline, as all tests are. */
describe('The sample documents (MUHUR_SAMPLES)', function () {
  this.timeout(60_000);
  let folder = '';
  before(function () {
    folder = process.env['MUHUR_SAMPLES'] ?? '';
    if (folder === '') skip(this, 'MUHUR_SAMPLES names no folder of sample documents');
  });

  async function report(
    bytes: Uint8Array,
    more: { readonly at?: Date; readonly trust?: TrustStore } = {},
  ): Promise<DocumentReport> {
    const { at = null, trust = NOTHING } = more;
    const around = { trust, now: NOW, fetcher: null };
    const request = { file: 'x', at, around };
    const [one, second] = await validateDocument(memorySource(bytes), request);
    assert.ok(one && !second);
    return one;
  }
  const sample = (...path: string[]) => readFileSync(join(folder, ...path));

  it('are not signed where GİB shows what goes into them', async () => {
    const names = readdirSync(join(folder, 'gib-ubltr', 'xml')).filter((it) => it.endsWith('.xml'));
    assert.equal(names.length, 29);
    for (const name of names) {
      const { signatures, findings, unreadable } = await report(sample('gib-ubltr', 'xml', name));
      const [first] = findings;
      const isSkeleton = ['IHRACAT.xml', 'YOLCUBERABER.xml'].includes(name);
      assert.deepEqual([signatures.length, unreadable], [0, false], name);
      assert.equal(first?.code, isSkeleton ? 'SIG-EMPTY' : 'SIG-NONE', name);
    }
  });

  it('are right in both signatures of the user documents, of a certificate that is over', async () => {
    for (const name of USERS) {
      const { kind, signatures } = await report(sample('gib-efatura', name));
      assert.equal(kind, 'user-account');
      assert.deepEqual(
        signatures.map((it) => [it.isCounterSignature, it.coreValid, verdictText(it)]),
        [
          [false, true, 'INDETERMINATE OUT_OF_BOUNDS_NO_POE'],
          [true, true, 'INDETERMINATE OUT_OF_BOUNDS_NO_POE'],
        ],
      );
      for (const { references, signer, signingTime } of signatures) {
        assert.deepEqual(
          references.map(({ valid }) => valid),
          [true, true],
        );
        assert.deepEqual([signer?.vkn, signer?.serialNumber], ['9999999999', '9A5A19C46A']);
        assert.match(signingTime ?? '', /^2013-06-19T/);
      }
    }
  });

  it('chain to the root for the time of their signing, where nobody tells of revocation', async () => {
    const trust = await loadTrust([
      join(folder, 'kamusm-roots', '09.pem'),
      join(folder, 'kamusm-cas', 'mmeshs-s1.crt'),
    ]);
    const at = new Date('2013-06-20T00:00:00Z');
    for (const name of USERS) {
      const { signatures } = await report(sample('gib-efatura', name), { trust, at });
      for (const signature of signatures) {
        assert.equal(verdictText(signature), 'INDETERMINATE TRY_LATER');
        assert.equal(signature.chain.at(-1)?.isAnchor, true);
        assert.equal(signature.controlTimeFrom, 'asked');
      }
      const now = await report(sample('gib-efatura', name), { trust });
      assert.deepEqual(
        now.signatures.map(verdictText),
        signaturesOf(2, 'INDETERMINATE OUT_OF_BOUNDS_NO_POE'),
      );
    }
  });

  it('are broken where GİB edited one after signing', async () => {
    const { kind, signatures } = await report(sample('gib-efatura', '1_TEMEL_FATURA.xml'));
    assert.equal(kind, 'invoice');
    assert.deepEqual(signatures.map(verdictText), ['TOTAL_FAILED HASH_FAILURE']);
    assert.equal(signatures[0]?.coreValid, false);
    const wrong = signatures.flatMap(({ references }) => references.filter((it) => !it.valid));
    assert.deepEqual(
      wrong.map(({ uri }) => uri),
      [''],
    );
  });

  it('break with any byte of their content', async () => {
    for (const name of USERS) {
      const text = sample('gib-efatura', name).toString();
      const changed = text.replace(/(?<=<UserID>)./, '8');
      assert.notEqual(changed, text);
      const { signatures } = await report(Buffer.from(changed));
      const [first] = signatures;
      assert.equal(first && verdictText(first), 'TOTAL_FAILED HASH_FAILURE');
    }
  });

  it('can be signed with the test certificates, which tells of each what is right', async () => {
    const invoice = signablePlace(ublDocument('Invoice'));
    const expected = {
      'testkurum02_ec384@test.com.tr_825095.pfx': 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND',
      'testkurum02_rsa2048@sm.gov.tr_059025.pfx': 'INDETERMINATE OUT_OF_BOUNDS_NO_POE',
      'testkurum_expired_rsa2048@test.com.tr_787579.pfx': 'INDETERMINATE OUT_OF_BOUNDS_NO_POE',
    };
    const names = readdirSync(join(folder, 'test-certs'));
    assert.deepEqual(names.filter((it) => it.endsWith('.pfx')).toSorted(), Object.keys(expected));
    for (const [name, verdict] of Object.entries(expected)) {
      const password = /_([^_]+)\.pfx$/.exec(name)?.[1] ?? '';
      const { keys, certificates } = await readPfx(sample('test-certs', name), password);
      const [key, certificate] = [keys[0], certificates[0]];
      assert.ok(key && certificate);
      const signed = signByHand(invoice, { key, certificate });
      const { signatures } = await report(Buffer.from(signed), {
        trust: await loadTrust([join(folder, 'kamusm-roots')]),
      });
      const [signature] = signatures;
      assert.ok(signature);
      assert.equal(verdictText(signature), verdict, name);
      assert.equal(signature.coreValid, true);
      assert.equal(signature.signer?.purpose, 'signing');
      assert.ok(codesOf(signature).includes('CERT-TAX-NUMBER'), 'their checksum is wrong');
    }
  });
});

function signaturesOf(count: number, verdict: string): string[] {
  return Array.from({ length: count }, () => verdict);
}
