import assert from 'node:assert/strict';
import { DOCUMENT, propertiesOf } from '../../../fixtures/signatures/handSigner.ts';
import type { DocumentReport } from '../../../../src/signature/report/report.ts';
import {
  SigningDesk,
  codesOf,
  isGood,
  isRefused,
  replaced,
  verdictText,
} from '../support/signingDesk.ts';

const FORMAT = 'TOTAL_FAILED FORMAT_FAILURE';
const DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
/** Of the processor, since others use the machine, too: far more than honest documents take. */
const SECONDS = 20;

/** More of everything than is sane: refused, and soon. */
describe('Masses in a signature', function () {
  this.timeout(60_000);
  let desk: SigningDesk;
  let signed: string;
  before(async () => {
    desk = await SigningDesk.open();
    signed = desk.signed();
  });

  const soon = async (text: string): Promise<DocumentReport> => {
    const started = process.cpuUsage();
    const report = await desk.report(text);
    const { user, system } = process.cpuUsage(started);
    assert.ok(user + system < SECONDS * 1e6, `took ${(user + system) / 1e6} s`);
    return report;
  };
  const times = (count: number, text: string) => text.repeat(count);

  it('of references or transforms are refused', async () => {
    const references = [DOCUMENT, propertiesOf(), ...Array.from({ length: 14 }, () => DOCUMENT)];
    isGood(await desk.signature(desk.signed({ references })));
    const [reference = ''] = /<ds:Reference [^]*?<\/ds:Reference>/.exec(signed) ?? [];
    const [transform = ''] = /<ds:Transform [^]*?\/>/.exec(signed) ?? [];
    for (const [one, count] of [
      [reference, 17],
      [reference, 4000],
      [transform, 9],
      [transform, 40_000],
    ] as const) {
      const { signatures } = await soon(replaced(signed, one, times(count, one)));
      assert.equal(signatures.length, 1);
      for (const it of signatures) isRefused(it, FORMAT, 'SIG-FORMAT');
    }
  });

  it('of certificates, and of names of certificates, are refused', async () => {
    const [certificate = ''] = /<ds:X509Certificate>[^]*?<\/ds:X509Certificate>/.exec(signed) ?? [];
    const [named = ''] = /<xades:Cert>[^]*?<\/xades:Cert>/.exec(signed) ?? [];
    for (const one of [certificate, named]) {
      const { signatures } = await soon(replaced(signed, one, times(5000, one)));
      for (const it of signatures) isRefused(it, FORMAT, 'SIG-FORMAT');
    }
  });

  it('of huge certificates do not keep it busy: each is digested once', async () => {
    const junk = Buffer.alloc(900_000).toString('base64');
    const [certificate = ''] = /<ds:X509Certificate>[^]*?<\/ds:X509Certificate>/.exec(signed) ?? [];
    const [named = ''] = /<xades:Cert>[^]*?<\/xades:Cert>/.exec(signed) ?? [];
    const other = named.replace(/(?<=<ds:DigestValue>)\w{4}/, 'AAAA');
    const text = replaced(
      replaced(signed, certificate, times(30, `<ds:X509Certificate>${junk}</ds:X509Certificate>`)),
      named,
      times(64, other),
    );
    const { signatures } = await soon(text);
    assert.deepEqual(
      signatures.map(({ coreValid, signer }) => [coreValid, signer]),
      [[false, null]],
    );
  });

  it('of signatures are told as too many, and none is taken for checked', async () => {
    const [signature = ''] = /<ds:Signature [^]*<\/ds:Signature>/.exec(signed) ?? [];
    const { signatures } = await soon(replaced(signed, signature, times(40, signature)));
    assert.equal(signatures.length, 33);
    for (const it of signatures) assert.notEqual(it.indication, 'TOTAL_PASSED');
    const last = signatures.at(-1);
    assert.ok(last);
    isRefused(last, FORMAT, 'SIG-FORMAT');
    const many = await soon(
      replaced(signed, signature, times(20_000, `<ds:Signature ${DS}>x</ds:Signature>`)),
    );
    assert.ok(many.signatures.length <= 33);
  });

  it('of signatures in one another are no deeper a problem', async () => {
    const count = 50_000;
    const nested = `${times(count, '<ds:Signature>')}x${times(count, '</ds:Signature>')}`;
    const { signatures } = await soon(`<x ${DS}>${nested}</x>`);
    assert.ok(signatures.length <= 33);
    for (const it of signatures) isRefused(it, FORMAT, 'SIG-FORMAT');
  });

  it('of elements in an Object, beside or in one another, are looked through', async () => {
    for (const mass of [
      times(190_000, '<x/>'),
      `${times(90_000, '<x>')}${times(90_000, '</x>')}`,
      times(190_000, '<!---->'),
    ]) {
      const { signatures } = await soon(replaced(signed, '</ds:Object>', `${mass}</ds:Object>`));
      const [only] = signatures;
      assert.ok(only);
      isGood(only);
    }
  });

  it('of everything in one signature make the file unreadable', async () => {
    const report = await soon(
      replaced(signed, '</ds:Object>', `${times(300_000, '<x/>')}</ds:Object>`),
    );
    assert.equal(report.unreadable, true);
    assert.deepEqual(codesOf(report), ['XML-UNREADABLE']);
    assert.deepEqual(report.signatures, []);
  });

  it('of attributes or of depth around it cost time in proportion only', async () => {
    const attributes = Array.from({ length: 5000 }, (_, i) => `a${i}="${i}"`).join(' ');
    const changed = await soon(replaced(signed, '<cac:Item>', `<cac:Item ${attributes}>`));
    assert.equal(verdictText(changed.signatures[0] as never), 'TOTAL_FAILED HASH_FAILURE');
    const deep = `${times(200_000, '<x>')}${times(200_000, '</x>')}</Invoice>`;
    const deeper = await soon(replaced(signed, '</Invoice>', deep));
    assert.equal(verdictText(deeper.signatures[0] as never), 'TOTAL_FAILED HASH_FAILURE');
  });

  it('of xml: attributes that are inherited make the file unreadable', async () => {
    const count = 110_000;
    const deep = `${times(count, '<x xml:lang="a">')}${times(count, '</x>')}</Invoice>`;
    const report = await soon(replaced(signed, '</Invoice>', deep));
    assert.deepEqual(codesOf(report), ['XML-UNREADABLE']);
    assert.deepEqual([report.unreadable, report.signatures], [true, []]);
  });

  it('of namespaces that each element brings along again are not written without end', async () => {
    const namespace = `xmlns:a="urn:${times(60_000, 'x')}"`;
    const references = [
      { uri: '', transforms: ['http://www.w3.org/2001/10/xml-exc-c14n#'] },
      propertiesOf(),
    ];
    const many = times(100_000, '<a:x/>');
    const made = desk
      .signed({ references })
      .replace('<Invoice ', `<Invoice ${namespace} `)
      .replace('</Invoice>', `${many}</Invoice>`);
    const report = await soon(made);
    assert.deepEqual(codesOf(report), ['XML-UNREADABLE']);
    const canonicalization = 'http://www.w3.org/2001/10/xml-exc-c14n#';
    const inside = desk
      .signed({ canonicalization })
      .replace('<Invoice ', `<Invoice ${namespace} `)
      .replace('</ds:SignedInfo>', `${many}</ds:SignedInfo>`);
    assert.deepEqual(codesOf(await soon(inside)), ['XML-UNREADABLE']);
  });
});
