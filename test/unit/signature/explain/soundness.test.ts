import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { canonicalForms } from '../../../../src/signature/canonicalForms.ts';
import { memorySource } from '../../../../src/signature/xml/byteSource.ts';
import { depth } from '../../../depth.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import { signablePlace } from '../../../fixtures/signatures/handSigner.ts';
import { seededRandom } from '../../../rig/random.ts';
import { INVOICE, SigningDesk, codesOf } from '../support/signingDesk.ts';
import { causesOf, joined, outside, pretty } from './accident.ts';

type Change = (text: string) => string;

/** Accidents, and changes of what is said. */
const CHANGES: readonly Change[] = [
  joined,
  (text) => pretty(text, '  '),
  (text) => pretty(text, '\t'),
  (text) => text.replaceAll(/>\n(?=\t)/g, '>&#13;\n'),
  (text) => text.replace('<Invoice ', '<Invoice xmlns:foo="urn:foo" '),
  (text) => text.replace(/ xmlns:n4="[^"]*"/, ''),
  (text) => text.replace('<cac:Item>', '<cac:Item version="1">'),
  (text) => text.replace(/<\?xml-stylesheet[^>]*\?>\n/, ''),
  (text) => text.replace('<Invoice ', '<?other x?><Invoice '),
  (text) => new TextDecoder('windows-1254').decode(Buffer.from(text)),
  (text) => text.replace('>120.00<', '>121.00<'),
  (text) => text.replace('currencyID="TRY"', 'currencyID="USD"'),
  (text) => text.replace('<cbc:Note>', '<cbc:Note>!'),
];

describe('An explanation of a digest', function () {
  this.timeout(120_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  it('is given only for bytes that have the digest that was signed', async () => {
    const random = seededRandom('MUHUR_EXPLAIN_SEED');
    const signed = desk.signed();
    let explained = 0;
    for (let run = 0; run < depth(25); run++) {
      const chosen = Array.from({ length: 1 + random(3) }, () => CHANGES[random(CHANGES.length)]);
      const changed = chosen.reduce((text, change) => outside(text, change ?? joined), signed);
      const bytes = Buffer.from(changed);
      const digests = [...changed.matchAll(/<ds:DigestValue>([^<]*)/g)].map(([, value]) => value);
      for (const [index, form] of (await canonicalForms(memorySource(bytes))).entries()) {
        const digest = createHash('sha256').update(form.expected ?? form.actual);
        const isRight = digest.digest('base64') === digests[index];
        assert.equal(isRight, form.valid || form.expected !== null, changed);
        assert.equal(form.causes.length > 0, form.expected !== null);
        if (form.expected) explained++;
      }
    }
    assert.ok(explained > 0, 'some are explained');
  });

  it('is not looked for without end: a document of 5 MB that nothing explains', async () => {
    const text = signablePlace(ublDocument('Invoice', { lines: 6500 }));
    const changed = outside(desk.signed({}, text), (it) =>
      it.replace('Percent>20<', 'Percent>18<'),
    );
    assert.ok(changed.length > 5_000_000);
    const started = process.cpuUsage();
    const signature = await desk.signature(changed);
    const { user, system } = process.cpuUsage(started);
    assert.ok(codesOf(signature).includes('SIG-DIGEST'));
    assert.deepEqual(causesOf(signature), []);
    assert.ok(user + system < 10e6, `took ${(user + system) / 1e6} s of the processor`);
  });

  it('is found for a large document, too, where the usual happened to it', async () => {
    const text = signablePlace(ublDocument('Invoice', { lines: 2000 }));
    const changed = outside(desk.signed({}, text), joined);
    assert.deepEqual(causesOf(await desk.signature(changed)), [{ kind: 'white-space' }]);
    const formatted = outside(desk.signed({}, joined(text)), (it) => pretty(it, '  '));
    assert.deepEqual(causesOf(await desk.signature(formatted)), [{ kind: 'white-space' }]);
  });

  it('is not looked for in text that makes patterns slow', async () => {
    const slow = `<![CDATA[${'<'.repeat(400_000)}"]]>`;
    const signed = desk.signed({}, INVOICE.replace('<cbc:Note>', `<cbc:Note>${slow}`));
    const started = process.cpuUsage();
    const signature = await desk.signature(
      outside(signed, (it) => it.replace('>120.00<', '>121.00<')),
    );
    const { user, system } = process.cpuUsage(started);
    assert.ok(codesOf(signature).includes('SIG-DIGEST'));
    assert.ok(user + system < 10e6, `took ${(user + system) / 1e6} s of the processor`);
  });
});
