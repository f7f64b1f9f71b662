import assert from 'node:assert/strict';
import type { HandSigner } from '../../../fixtures/signatures/handSigner.ts';
import {
  propertiesOf,
  qualifyingProperties,
  DOCUMENT,
} from '../../../fixtures/signatures/handSigner.ts';
import { SigningDesk, codesOf, isGood, isRefused, replaced } from '../support/signingDesk.ts';

const FORMAT = 'TOTAL_FAILED FORMAT_FAILURE';
const CONSTRAINTS = 'INDETERMINATE SIG_CONSTRAINTS_FAILURE';

/** Of two, one program checks the first and another shows the second (CVE-2025-29775). */
describe('Parts of a signature that are there twice', function () {
  this.timeout(20_000);
  let desk: SigningDesk;
  let signed: string;
  before(async () => {
    desk = await SigningDesk.open();
    signed = desk.signed();
  });

  const part = (name: string): string =>
    new RegExp(`<${name}[ >][^]*?</${name}>|<${name} [^>]*/>`).exec(signed)?.[0] ?? '';

  for (const name of [
    'ds:SignedInfo',
    'ds:SignatureValue',
    'ds:KeyInfo',
    'ds:CanonicalizationMethod',
    'ds:SignatureMethod',
    'ds:Transforms',
    'ds:DigestMethod',
    'ds:DigestValue',
    'xades:SignedProperties',
    'xades:SignedSignatureProperties',
    'xades:SigningTime',
    'xades:SigningCertificate',
    'xades:QualifyingProperties',
  ]) {
    it(`are refused: ${name}, the same again or another one before or behind`, async () => {
      const own = part(name);
      const other = own
        .replaceAll(/(?<=Value[^>]*>)\w{4}/g, 'AAAA')
        .replaceAll(/20\d\d-/g, '1987-');
      for (const both of [own + own, other + own, own + other, `${own}<!-- -->\n${other}`]) {
        isRefused(await desk.signature(replaced(signed, own, both)), FORMAT, 'SIG-FORMAT');
      }
    });
  }

  it('are refused in the other namespace that programs take for the same', async () => {
    const fake = part('ds:SignedInfo').replace('<ds:SignedInfo', '<ds:SignedInfo xmlns:ds="urn:x"');
    const changed = replaced(signed, '<ds:SignedInfo>', `${fake}<ds:SignedInfo>`);
    isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
  });

  it('are refused in another order than that of the schema', async () => {
    const [info, value, keys] = ['ds:SignedInfo', 'ds:SignatureValue', 'ds:KeyInfo'].map(part);
    for (const order of [
      [value, info, keys],
      [info, keys, value],
      [keys, info, value],
    ]) {
      const changed = replaced(signed, [info, value, keys].join(''), order.join(''));
      isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
    }
  });

  it('are refused where one is inside a stranger: the rest cannot be read as a signature', async () => {
    for (const name of ['ds:SignedInfo', 'ds:SignatureValue', 'ds:KeyInfo']) {
      const changed = replaced(signed, part(name), `<x>${part(name)}</x>`);
      isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
    }
  });

  it('are refused when text stands between them', async () => {
    const changed = replaced(signed, '</ds:SignedInfo>', '</ds:SignedInfo>x');
    isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
  });

  it('are missed when there is none of them', async () => {
    for (const name of [
      'ds:SignedInfo',
      'ds:SignatureValue',
      'ds:CanonicalizationMethod',
      'ds:SignatureMethod',
      'ds:DigestMethod',
      'ds:DigestValue',
      'xades:CertDigest',
    ]) {
      isRefused(await desk.signature(replaced(signed, part(name), '')), FORMAT, 'SIG-FORMAT');
    }
    for (const name of ['URI=""', ' Algorithm="[^"]*"']) {
      const changed = replaced(signed, new RegExp(name), '');
      isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
    }
  });

  it('leave no certificate when KeyInfo is gone', async () => {
    const verdict = 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND';
    for (const name of ['ds:KeyInfo', 'ds:X509Data', 'ds:X509Certificate']) {
      const signature = await desk.signature(replaced(signed, part(name), ''));
      isRefused(signature, verdict, 'SIG-CERTIFICATE-MISSING');
    }
  });
});

/** Properties that nobody signed, or that are another signature's. */
describe('Qualifying properties', function () {
  this.timeout(20_000);
  let desk: SigningDesk;
  let signer: HandSigner;
  before(async () => {
    desk = await SigningDesk.open();
    signer = desk.rsa;
  });

  const TIME = '1987-01-01T00:00:00Z';
  const pasted = (id = 'Signature') => qualifyingProperties(id, signer, { signingTime: TIME });

  it('that were pasted into a plain XML signature are not believed', async () => {
    const plain = desk.signed({ references: [DOCUMENT], object: null });
    isRefused(await desk.signature(plain), CONSTRAINTS, 'SIG-PROPERTIES-MISSING', {
      core: true,
      signer: true,
    });
    const object = `</ds:KeyInfo><ds:Object>${pasted()}</ds:Object>`;
    const signature = await desk.signature(replaced(plain, '</ds:KeyInfo>', object));
    isRefused(signature, CONSTRAINTS, 'SIG-PROPERTIES-UNSIGNED', { core: true, signer: true });
    assert.equal(signature.format, 'xades');
    assert.doesNotMatch(JSON.stringify(signature), /1987-/, 'nothing that they say is told');
  });

  it('that were pasted beside the signed ones are refused, in the same Object or in another', async () => {
    const signed = desk.signed();
    for (const both of [
      (own: string) => `<ds:Object>${pasted()}</ds:Object>${own}`,
      (own: string) => `${own}<ds:Object>${pasted()}</ds:Object>`,
      (own: string) => own.replace('<ds:Object>', `<ds:Object>${pasted()}`),
      (own: string) => own.replace('</ds:Object>', `${pasted('Other')}</ds:Object>`),
    ]) {
      const own = /<ds:Object>[^]*<\/ds:Object>/.exec(signed)?.[0] ?? '';
      const signature = await desk.signature(replaced(signed, own, both(own)));
      isRefused(signature, 'TOTAL_FAILED FORMAT_FAILURE', 'SIG-FORMAT');
    }
  });

  it('are not found when they were moved aside and others put in their place', async () => {
    const signed = desk.signed();
    const own = /<xades:SignedProperties[^]*<\/xades:SignedProperties>/.exec(signed)?.[0] ?? '';
    const forged = own.replace(/20\d\d-/, '1987-');
    const aside = `<x xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">${own}</x>`;
    const renamed = forged.replace('Signature_SignedProperties', 'Other');
    for (const [inner, reason] of [
      [forged, 'XML-DUPLICATE-ID'],
      [renamed, 'SIG-PROPERTIES-UNSIGNED'],
      [forged.replace(/ Id="[^"]*"/, ''), 'SIG-PROPERTIES-UNSIGNED'],
    ] as const) {
      const moved = replaced(
        replaced(signed, own, inner),
        '</ds:Object>',
        `</ds:Object><ds:Object>${aside}</ds:Object>`,
      );
      const signature = await desk.signature(moved);
      assert.notEqual(signature.indication, 'TOTAL_PASSED');
      assert.equal(signature.signingTime, null);
      assert.ok(codesOf(signature).includes(reason), JSON.stringify(codesOf(signature)));
      assert.doesNotMatch(JSON.stringify(signature), /1987-/);
    }
  });

  it('count only in an Object of the signature itself', async () => {
    const signed = desk.signed();
    const object = /<ds:Object>([^]*)<\/ds:Object>/.exec(signed)?.[0] ?? '';
    const outside = object.replace(
      '<ds:Object>',
      '<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
    );
    const moved = replaced(signed, `${object}</ds:Signature>`, `</ds:Signature>${outside}`);
    const signature = await desk.signature(moved);
    assert.notEqual(signature.indication, 'TOTAL_PASSED');
    assert.equal(signature.coreValid, false);
    assert.ok(codesOf(signature).includes('SIG-PROPERTIES-MISSING'));
    assert.equal(signature.signingTime, null);
  });

  it('do not count in another namespace than that of XAdES', async () => {
    const object = pasted().replace('01903/v1.3.2#', '01903/v1.2.2#');
    const signature = await desk.signature(desk.signed({ object }));
    isRefused(signature, CONSTRAINTS, 'SIG-PROPERTIES-MISSING', { core: true, signer: true });
  });

  it('need a reference of their own: one to the whole Object does not name them', async () => {
    const inner = pasted();
    const object = `<x Id="whole" xmlns="">${inner}</x>`;
    const signed = desk.signed({ references: [DOCUMENT, { uri: '#whole' }], object });
    isRefused(await desk.signature(signed), CONSTRAINTS, 'SIG-PROPERTIES-MISSING', {
      core: true,
      signer: true,
    });
    const around = inner.replace('<xades:QualifyingProperties', '$& Id="whole"');
    const other = desk.signed({ references: [DOCUMENT, { uri: '#whole' }], object: around });
    isRefused(await desk.signature(other), CONSTRAINTS, 'SIG-PROPERTIES-UNSIGNED', {
      core: true,
      signer: true,
    });
  });

  it('are signed by nothing when the reference leaves them out: enveloped, and they are inside', async () => {
    const references = [DOCUMENT, { ...propertiesOf(), transforms: DOCUMENT.transforms ?? [] }];
    const signed = desk.signed({ references });
    for (const text of [signed, replaced(signed, /(?<=<xades:SigningTime>)20/, '19')]) {
      const signature = await desk.signature(text);
      assert.notEqual(signature.indication, 'TOTAL_PASSED');
      assert.equal(signature.coreValid, false);
      assert.equal(signature.signingTime, null);
    }
  });

  it('are signed once or twice, which is the same', async () => {
    const references = [DOCUMENT, propertiesOf(), propertiesOf()];
    isGood(await desk.signature(desk.signed({ references })));
    const wrong = replaced(
      desk.signed({ references }),
      /(?<=<ds:DigestValue>)[^<]{4}(?=[^<]*<\/ds:DigestValue><\/ds:Reference><\/ds:SignedInfo>)/,
      'AAAA',
    );
    isRefused(await desk.signature(wrong), 'TOTAL_FAILED HASH_FAILURE', 'SIG-DIGEST');
  });

  it('without their mandatory parts make no XAdES signature', async () => {
    const without = (name: string) =>
      pasted().replace(new RegExp(`<xades:${name}>[^]*?</xades:${name}>`), '');
    for (const name of ['SigningCertificate', 'SignedSignatureProperties']) {
      const signature = await desk.signature(desk.signed({ object: without(name) }));
      const time = name === 'SigningCertificate';
      const told = { core: true, signer: true, time };
      isRefused(signature, CONSTRAINTS, 'SIG-PROPERTY-MISSING', told);
    }
  });

  it('say to which signature they belong, which is not signed and only told', async () => {
    for (const target of ['#Other', '', 'Signature', '#']) {
      const object = qualifyingProperties('Signature', signer, { target });
      const signature = await desk.signature(desk.signed({ object }));
      isGood(signature);
      const told = signature.findings.find(({ code }) => code === 'SIG-FORMAT');
      assert.equal(told?.severity, 'warning');
    }
  });
});
