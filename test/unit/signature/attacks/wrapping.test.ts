import assert from 'node:assert/strict';
import type { HandReference } from '../../../fixtures/signatures/handSigner.ts';
import {
  DOCUMENT,
  ENVELOPED,
  HERE,
  propertiesOf,
  qualifyingProperties,
} from '../../../fixtures/signatures/handSigner.ts';
import { eArchiveReport } from '../../../fixtures/documents/gib.ts';
import {
  INVOICE,
  SigningDesk,
  codesOf,
  isGood,
  isRefused,
  replaced,
  verdictText,
} from '../support/signingDesk.ts';

const CONSTRAINTS = 'INDETERMINATE SIG_CONSTRAINTS_FAILURE';
const HASH = 'TOTAL_FAILED HASH_FAILURE';
const PROVEN = { signer: true, time: true } as const;

const INNER =
  '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" Id="real"><a>gerçek</a></Invoice>';
const toReal: HandReference = { uri: '#real' };
const toRoot: HandReference = { uri: '#root', transforms: [ENVELOPED] };

/** McIntosh and Austel 2005, Engelbertz et al. 2019. */
describe('A signature wrapped in a document that it does not sign', function () {
  this.timeout(30_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  it('signs a part of it: the embedded document, and not the one that is shown', async () => {
    const text = INVOICE.replace('</Invoice>', `<cac:x>${INNER}</cac:x></Invoice>`);
    const signed = desk.signed({ references: [toReal, propertiesOf()] }, text);
    for (const shown of [signed, replaced(signed, '>120.00<', '>9.00<')]) {
      const signature = await desk.signature(shown);
      const told = { core: true, ...PROVEN };
      isRefused(signature, CONSTRAINTS, 'SIG-DOCUMENT-UNSIGNED', told);
    }
  });

  it('was moved into another document, with what it signs beside it or inside its Object', async () => {
    const object = qualifyingProperties('Signature', desk.rsa);
    const enveloping = desk.signed(
      {
        references: [toReal, propertiesOf()],
        object: `${INNER}</ds:Object><ds:Object>${object}`,
      },
      INVOICE,
    );
    isRefused(await desk.signature(enveloping), CONSTRAINTS, 'SIG-DOCUMENT-UNSIGNED', {
      core: true,
      ...PROVEN,
    });
    const whole = desk.signed(
      { references: [toRoot, propertiesOf()] },
      replaced(INVOICE, '<Invoice ', '<Invoice Id="root" '),
    );
    const signature = /<ds:Signature[^]*<\/ds:Signature>/.exec(whole)?.[0] ?? '';
    const original = whole.replace(signature, '').replaceAll(/<\?[^]*?\?>\s*/g, '');
    for (const at of ['<cac:x>', '<ext:x>']) {
      const name = at.slice(1, -1);
      const around = INVOICE.replace('</Invoice>', `<${name}>${original}</${name}></Invoice>`);
      const report = await desk.signature(around.replace(HERE, signature));
      assert.notEqual(report.indication, 'TOTAL_PASSED');
      assert.ok(codesOf(report).includes('SIG-DOCUMENT-UNSIGNED'), JSON.stringify(codesOf(report)));
    }
  });

  it('does not take a digest of the embedded document for that of the document', async () => {
    const signed = desk.signed();
    const signature = /<ds:Signature[^]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
    const original = signed.replaceAll(/<\?[^]*?\?>\s*/g, '');
    const forged = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">${original}</Invoice>`;
    const report = await desk.signature(forged);
    assert.equal(verdictText(report), HASH);
    assert.equal(report.coreValid, false);
    const inFront = replaced(forged, '<Invoice ', '<Invoice Id="x" ').replace('>', `>${signature}`);
    for (const one of (await desk.report(inFront)).signatures) {
      assert.notEqual(one.indication, 'TOTAL_PASSED');
    }
  });

  it('counts only where its kind of document has it', async () => {
    const place = /<ext:UBLExtensions>[^]*<\/ext:UBLExtensions>/;
    const bare = replaced(INVOICE, HERE, '');
    for (const text of [
      replaced(bare, '</Invoice>', `${HERE}</Invoice>`),
      replaced(bare, '<cac:Item>', `<cac:Item>${HERE}`),
      replaced(bare, '<cac:Signature>', `<cac:Signature>${HERE}`),
      replaced(bare, '<ext:UBLExtensions>', `<ext:UBLExtensions>${HERE}`),
      replaced(bare, '<ext:UBLExtension>', `<ext:UBLExtension>${HERE}`),
      replaced(bare, /<ext:ExtensionContent>/, `<ext:ExtensionContent><x>${HERE}</x>`),
      replaced(bare, place, `<x>${place.exec(INVOICE)?.[0] ?? ''}</x>`),
      replaced(INVOICE, ':CommonExtensionComponents-2"', ':CommonExtensionComponents-3"'),
      replaced(eArchiveReport(), '</earsiv:eArsivRaporu>', `${HERE}</earsiv:eArsivRaporu>`),
    ]) {
      const signature = await desk.signature(desk.signed({}, text));
      isRefused(signature, CONSTRAINTS, 'SIG-PLACE', { core: true, ...PROVEN });
    }
  });

  it('envelops nothing when the document is in its Object and no reference names it', async () => {
    const properties = qualifyingProperties('Signature', desk.rsa);
    const both = `<x>gösterilen</x></ds:Object><ds:Object>${properties}`;
    const made = { references: [propertiesOf()], object: both };
    const signature = await desk.signature(desk.signed(made, HERE));
    isRefused(signature, CONSTRAINTS, 'SIG-DOCUMENT-UNSIGNED', { core: true, ...PROVEN });
    const empty = { references: [propertiesOf()] };
    isRefused(
      await desk.signature(desk.signed(empty, HERE)),
      CONSTRAINTS,
      'SIG-DOCUMENT-UNSIGNED',
      {
        core: true,
        ...PROVEN,
      },
    );
    const none = { references: [DOCUMENT, propertiesOf()], object: both };
    for (const around of [HERE, `<?p q?>${HERE}`]) {
      const nothing = await desk.signature(desk.signed(none, around));
      assert.notEqual(nothing.indication, 'TOTAL_PASSED');
    }
  });

  it('envelops what a reference names, and all of it', async () => {
    const properties = qualifyingProperties('Signature', desk.rsa);
    const object = `${INNER}</ds:Object><ds:Object>${properties}`;
    const references = [toReal, propertiesOf()];
    isGood(await desk.signature(desk.signed({ references, object }, HERE)));
    const whole = `</ds:Object><ds:Object Id="real"><x/></ds:Object><ds:Object>${properties}`;
    isGood(await desk.signature(desk.signed({ references, object: whole }, HERE)));
    const more = `<x>gösterilen</x></ds:Object><ds:Object>${object}`;
    const signature = await desk.signature(desk.signed({ references, object: more }, HERE));
    isRefused(signature, CONSTRAINTS, 'SIG-DOCUMENT-UNSIGNED', { core: true, ...PROVEN });
  });

  it('is not made to cover it by a manifest, whose references nobody checks', async () => {
    const digest = Buffer.alloc(32).toString('base64');
    const manifest = `<ds:Manifest Id="list"><ds:Reference URI=""><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:Manifest>`;
    const object = `${manifest}</ds:Object><ds:Object>${qualifyingProperties('Signature', desk.rsa)}`;
    const type = 'http://www.w3.org/2000/09/xmldsig#Manifest';
    const references = [{ uri: '#list', type }, propertiesOf()];
    for (const text of [INVOICE, HERE]) {
      const signature = await desk.signature(desk.signed({ references, object }, text));
      isRefused(signature, CONSTRAINTS, 'SIG-DOCUMENT-UNSIGNED', { core: true, ...PROVEN });
    }
  });
});
