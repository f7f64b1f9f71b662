import assert from 'node:assert/strict';
import type { PresetName } from '../../../../src/signature/xades/build/presets.ts';
import { PRESET_NAMES, isPresetName } from '../../../../src/signature/xades/build/presets.ts';
import { encodeDocument } from '../../../fixtures/documents/encode.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import { rightSignatures, seals, signWith } from './builder.ts';

async function signatureOf(preset: PresetName, key: 'RSA-2048' | 'EC-P384'): Promise<string> {
  const signed = signWith((await seals())[key], encodeDocument(ublDocument('Invoice')), { preset });
  assert.equal(await rightSignatures(signed), 1);
  return /<ds:Signature [^]*<\/ds:Signature>/.exec(Buffer.from(signed).toString())?.[0] ?? '';
}

/** What stands there in the order in which it stands. */
function valuesOf(signature: string, pattern: RegExp): string[] {
  return [...signature.matchAll(pattern)].map(([, value = '']) => value);
}

const uris = (signature: string) =>
  valuesOf(signature, /<ds:Reference [^>]*URI="(#S|)/g).map((uri) =>
    uri === '' ? 'document' : 'properties',
  );
const digests = (signature: string) => [
  ...new Set(valuesOf(signature, /<ds:DigestMethod Algorithm="[^"]*#([^"]+)"/g)),
];
const keyInfo = (signature: string) => valuesOf(signature, /<ds:(KeyValue|X509Data)>/g);

describe('A preset', () => {
  it('keeps the rules of GİB, whichever it is', async () => {
    for (const preset of PRESET_NAMES) {
      const signature = await signatureOf(preset, 'EC-P384');
      for (const transforms of valuesOf(signature, /<ds:Transforms>(.*?)<\/ds:Transforms>/g)) {
        assert.equal(transforms.match(/<ds:Transform /g)?.length, 1);
      }
      assert.equal(signature.match(/ URI=""/g)?.length, 1);
      assert.equal(signature.match(/<ds:X509Certificate>/g)?.length, 1);
      assert.match(signature, /xmldsig-more#ecdsa-sha384/);
      assert.match(signature, /<xades:SigningCertificate>.*<ds:X509SerialNumber>\d+</);
      assert.doesNotMatch(signature, /SigningCertificateV2|DataObjectFormat/);
      assert.ok(
        signature
          .split('\n')
          .slice(1, -1)
          .every((line) => line.length <= 76 || line.includes('<')),
      );
    }
  });

  it('is gib by default: SHA-256, properties first, KeyValue first', async () => {
    const signature = await signatureOf('gib', 'EC-P384');
    assert.deepEqual(uris(signature), ['properties', 'document']);
    assert.deepEqual(digests(signature), ['sha256']);
    assert.deepEqual(keyInfo(signature), ['KeyValue', 'X509Data']);
    assert.match(signature, /NamedCurve URI="urn:oid:1\.3\.132\.0\.34"/);
    assert.match(await signatureOf('gib', 'RSA-2048'), /<ds:Exponent>AQAB</);
  });

  it('for İmzager digests by the key, and has KeyValue at the end', async () => {
    const signature = await signatureOf('imzager', 'EC-P384');
    assert.deepEqual(uris(signature), ['properties', 'document']);
    assert.deepEqual(digests(signature), ['sha384']);
    assert.deepEqual(keyInfo(signature), ['X509Data', 'KeyValue']);
    assert.deepEqual(digests(await signatureOf('imzager', 'RSA-2048')), ['sha256']);
  });

  it('of exclusive C14N takes SignedInfo and SignedProperties out of their surroundings', async () => {
    const signature = await signatureOf('exclusive-c14n', 'RSA-2048');
    assert.equal(signature.match(/xml-exc-c14n#"/g)?.length, 2);
    assert.doesNotMatch(signature, /REC-xml-c14n/);
  });

  it('of integrators is as in the samples of GİB', async () => {
    const signature = await signatureOf('integrator', 'RSA-2048');
    assert.deepEqual(uris(signature), ['document', 'properties']);
    assert.match(signature, /CanonicalizationMethod Algorithm="[^"]*20010315#WithComments"/);
    assert.match(signature, /<xades:ClaimedRole>Tedarikçi</);
  });

  it('is known by its name alone', () => {
    assert.ok(isPresetName('imzager'));
    assert.ok(!isPresetName('toString'));
  });
});
