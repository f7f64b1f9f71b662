import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import type { HandSigner } from '../../../fixtures/signatures/handSigner.ts';
import { qualifyingProperties, x509Data } from '../../../fixtures/signatures/handSigner.ts';
import { SigningDesk, codesOf, isGood, isRefused, verdictText } from '../support/signingDesk.ts';

/** Whose signature it is: what came along with it says nothing by itself. */
describe('The certificate of a signature', function () {
  this.timeout(60_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  const NONE = 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND';

  it('is one that an anchor stands behind, never one of its own making', async () => {
    const stranger = await SigningDesk.open();
    const signature = await desk.signature(stranger.signed());
    assert.equal(verdictText(signature), 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    assert.equal(signature.coreValid, true);
    const { root, seal } = stranger.pki.authority.certificates;
    const keyInfo = [stranger.rsa.certificate, seal, root]
      .map((certificate) => x509Data({ ...stranger.rsa, certificate }))
      .join('');
    const whole = await desk.signature(stranger.signed({ keyInfo }));
    assert.equal(verdictText(whole), 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
  });

  it('is missing where there is a KeyValue alone, or a place to fetch one from', async () => {
    const { n = '', e = '' } = desk.rsa.key.export({ format: 'jwk' });
    const base64 = (text: string) => Buffer.from(text, 'base64url').toString('base64');
    const key = `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${base64(n)}</ds:Modulus><ds:Exponent>${base64(e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`;
    isRefused(
      await desk.signature(desk.signed({ keyInfo: key })),
      NONE,
      'SIG-CERTIFICATE-MISSING',
      { core: true, time: true },
    );
    for (const keyInfo of [
      '<ds:RetrievalMethod URI="http://127.0.0.1:9/x.cer" Type="http://www.w3.org/2000/09/xmldsig#rawX509Certificate"/>',
      '<ds:RetrievalMethod URI="#Signature"/>',
      '<ds:KeyName>Test Kurum</ds:KeyName>',
      '<ds:X509Data><ds:X509SubjectName>CN=Test</ds:X509SubjectName></ds:X509Data>',
      '',
    ]) {
      isRefused(await desk.signature(desk.signed({ keyInfo })), NONE, 'SIG-CERTIFICATE-MISSING');
    }
    assert.deepEqual(
      desk.network.asked.filter((path) => path !== '/ocsp'),
      [],
    );
  });

  it('is the one that SigningCertificate names, by any function that holds, and no other', async () => {
    for (const digestMethod of [
      'http://www.w3.org/2001/04/xmldsig-more#sha384',
      'http://www.w3.org/2001/04/xmlenc#sha512',
    ]) {
      const object = qualifyingProperties('Signature', desk.rsa, { digestMethod });
      isGood(await desk.signature(desk.signed({ object })));
      const other = qualifyingProperties('Signature', desk.rsa, {
        digestMethod,
        named: desk.ec.certificate,
      });
      const signature = await desk.signature(desk.signed({ object: other }));
      assert.equal(verdictText(signature), NONE);
      assert.ok(codesOf(signature).includes('SIG-CERTIFICATE-OTHER'));
      assert.notEqual(signature.indication, 'TOTAL_PASSED');
    }
    const own = qualifyingProperties('Signature', desk.rsa);
    const [entry = ''] = /<xades:Cert>[^]*<\/xades:Cert>/.exec(own) ?? [];
    const strangers = entry.replace(/(?<=<ds:DigestValue>)\w{4}/, 'AAAA').repeat(60);
    isGood(await desk.signature(desk.signed({ object: own.replace(entry, strangers + entry) })));
  });

  it('is not taken from a second one with the same key (Ayer 2015)', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [first, second] = [
      desk.issueTo({ privateKey, publicKey }),
      desk.issueTo({ privateKey, publicKey }),
    ];
    const text = desk.signed({}, undefined, first);
    const swapped = text.replace(
      Buffer.from(first.certificate).toString('base64'),
      Buffer.from(second.certificate).toString('base64'),
    );
    const signature = await desk.signature(swapped);
    assert.equal(verdictText(signature), NONE);
    assert.ok(codesOf(signature).includes('SIG-CERTIFICATE-OTHER'));
  });

  it('is no bytes beyond it, and no damaged one', async () => {
    const junk = (bytes: Uint8Array): HandSigner => ({ ...desk.rsa, certificate: bytes });
    for (const bytes of [
      Buffer.concat([desk.rsa.certificate, Buffer.of(0)]),
      desk.rsa.certificate.subarray(0, -1),
      Buffer.from('3000', 'hex'),
      Buffer.from('308000', 'hex'),
      Buffer.alloc(1),
    ]) {
      const signature = await desk.signature(desk.signed({}, undefined, junk(bytes)));
      assert.notEqual(signature.indication, 'TOTAL_PASSED');
      assert.equal(signature.signer, null);
    }
  });
});
