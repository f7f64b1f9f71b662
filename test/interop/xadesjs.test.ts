import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { webcrypto } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMImplementation, DOMParser, XMLSerializer } from '@xmldom/xmldom';
import * as xades from 'xadesjs';
import xpath from 'xpath';
import { eArchiveReport, ledger, otherXml, userAccount } from '../fixtures/documents/gib.ts';
import type { UblKind } from '../fixtures/documents/ubl.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import type { HandSigner } from '../fixtures/signatures/handSigner.ts';
import { needsProgram } from '../support.ts';
import { SigningDesk, codesOf, verdictText } from '../unit/signature/support/signingDesk.ts';
import { xmlsecAccepts } from './xmlsec.ts';

type Transforms = xades.OptionsXAdES['references'];

/** Another maker of XAdES signatures, over another DOM: what it signs has to be right to us, too. */
describe('Documents that xadesjs signed', function () {
  this.timeout(120_000);
  let desk: SigningDesk;
  let folder = '';
  before(async function () {
    needsProgram(this, 'xmlsec1');
    xades.setNodeDependencies({ DOMImplementation, DOMParser, XMLSerializer, xpath });
    xades.Application.setEngine('node', webcrypto as never);
    folder = await mkdtemp(join(tmpdir(), 'muhur-xadesjs-'));
    desk = await SigningDesk.open();
  });
  after(() => (folder === '' ? undefined : rm(folder, { recursive: true, force: true })));

  /** The signature goes where `place` is, which the document has empty. */
  async function signed(
    text: string,
    place: string,
    { key, certificate }: HandSigner,
    transforms: NonNullable<Transforms>[number]['transforms'] = ['enveloped'],
  ): Promise<Buffer> {
    // It drops instructions outside the root, and says nothing of it.
    const document = xades.Parse(text.replaceAll(/<\?[^>]*\?>\s*/g, ''));
    const isRsa = key.asymmetricKeyType === 'rsa';
    const algorithm = isRsa
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
    const base64 = Buffer.from(certificate).toString('base64');
    const xml = new xades.SignedXml();
    await xml.Sign(algorithm, await imported(key, algorithm), document, {
      id: 'Signature',
      x509: [base64],
      signingCertificate: base64,
      references: [{ id: 'document', uri: '', hash: 'SHA-256', transforms }],
    });
    const signature = xml.GetXml();
    assert.ok(signature);
    const [home] = [...document.getElementsByTagName(place)];
    assert.ok(home);
    home.appendChild(document.importNode(signature, true));
    return Buffer.from(new XMLSerializer().serializeToString(document as never));
  }

  function imported(key: KeyObject, algorithm: object): Promise<CryptoKey> {
    const der = key.export({ type: 'pkcs8', format: 'der' });
    return webcrypto.subtle.importKey('pkcs8', der, algorithm as never, true, ['sign']);
  }

  const ubl = (kind: UblKind) => [
    ublDocument(kind, { place: 'empty-tag' }),
    'ext:ExtensionContent',
  ];
  const documents: Readonly<Record<string, readonly string[]>> = {
    invoice: ubl('Invoice'),
    response: ubl('ApplicationResponse'),
    despatch: ubl('DespatchAdvice'),
    receipt: ubl('ReceiptAdvice'),
    report: [eArchiveReport(), 'earsiv:baslik'],
    ledger: [ledger('defter'), 'edefter:defter'],
    user: [userAccount('ProcessUserAccount', { place: 'empty-tag' }), 'oa:Signature'],
    other: [otherXml().replace(' xml:lang="tr"', ''), 'liste'],
  };

  for (const [name, [text = '', place = '']] of Object.entries(documents)) {
    for (const [kind, transforms] of [
      ['as it is', ['enveloped']],
      ['exclusive', ['enveloped', 'exc-c14n']],
      ['inclusive', ['enveloped', 'c14n']],
    ] as const) {
      it(`pass when nobody touched them: ${name}, ${kind}`, async () => {
        for (const signer of [desk.rsa, desk.ec]) {
          const bytes = await signed(text, place, signer, [...transforms]);
          const signature = await desk.signature(bytes);
          assert.deepEqual(
            [signature.coreValid, verdictText(signature)],
            [true, 'TOTAL_PASSED'],
            codesOf(signature).join(),
          );
          assert.equal(await xmlsecAccepts(folder, bytes), true);
          const changed = Buffer.from(bytes.toString().replace(/Örnek|120\.00|Yalnız/, 'X'));
          const other = await desk.signature(changed);
          assert.notDeepEqual(changed, bytes);
          assert.equal(other.coreValid, false);
          assert.equal(await xmlsecAccepts(folder, changed), false);
        }
      });
    }
  }

  it('are wrong where it forgot attributes that a part inherits: xml:lang of the root', async () => {
    const bytes = await signed(otherXml(), 'liste', desk.rsa);
    const signature = await desk.signature(bytes);
    assert.equal(signature.coreValid, false);
    assert.equal(await xmlsecAccepts(folder, bytes), false);
    const causes = signature.findings.filter(({ code }) => code.endsWith('-CAUSE'));
    assert.ok(causes.length > 0, 'and why is told');
  });
});
