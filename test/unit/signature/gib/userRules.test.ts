import assert from 'node:assert/strict';
import { codesOf, findingsOf } from './findingsOf.ts';
import { broken, everywhere, inInvoices } from './signatureBreaks.ts';
import { signatureText, signedUser, type Edit } from './signedDocuments.ts';

describe('GİB’s rules about the signatures of a user document', () => {
  it('find nothing in one that is signed and counter-signed', () => {
    assert.deepEqual(findingsOf(signedUser()), []);
  });

  for (const rule of everywhere.filter(({ code }) => code !== 'GIB-OBJECT')) {
    it(`refuse ${rule.name}`, () => broken(signedUser(rule.edits), rule, 'error'));
  }

  it('refuse the same in the counter-signature', () => {
    const [before = '', counter = ''] = signedUser().split('<xades:CounterSignature>');
    const inCounter = counter.replace('<xades:SigningCertificate/>', '');
    const [finding, ...more] = findingsOf(`${before}<xades:CounterSignature>${inCounter}`);
    assert.deepEqual(more, []);
    assert.equal(finding?.code, 'GIB-SIGNING-CERTIFICATE');
    assert.ok((finding.position?.start ?? 0) > Buffer.byteLength(before));
  });

  it('allow two transforms and any references, unlike those for invoices', () => {
    for (const { edits } of inInvoices) assert.deepEqual(codesOf(signedUser(edits)), []);
  });

  it('demand one signature in each counter-signature', () => {
    const none: Edit = [
      /<xades:CounterSignature>[^]*<\/xades:CounterSignature>/,
      '<xades:CounterSignature/>',
    ];
    const two: Edit = ['<xades:CounterSignature>', `<xades:CounterSignature>${signatureText('C')}`];
    for (const [edit, count] of [
      [none, 0],
      [two, 2],
    ] as const) {
      const [finding, ...more] = findingsOf(signedUser([edit]));
      assert.deepEqual(more, []);
      assert.equal(finding?.code, 'GIB-COUNTER-SIGNATURE');
      assert.deepEqual(finding.data, { rule: 'CounterSignatureCheck', binds: true, count });
    }
  });

  it('demand one place for the signature, and one signature in it', () => {
    const cases: readonly (readonly [Edit, string, number])[] = [
      [[/<oa:Signature>[^]*<\/oa:Signature>\n/, ''], 'oa:Signature', 0],
      [['<oa:Receiver/>', '<oa:Signature/>'], 'oa:Signature', 2],
      [[/<oa:Signature>[^]*<\/oa:Signature>/, '<oa:Signature/>'], 'ds:Signature', 0],
      [['</oa:Signature>', `${signatureText('B')}</oa:Signature>`], 'ds:Signature', 2],
    ];
    for (const [edit, of, count] of cases) {
      const findings = findingsOf(signedUser([edit]));
      assert.ok(
        findings.some(
          ({ code, data }) =>
            code === 'GIB-USER-SIGNATURE-COUNT' &&
            'of' in data &&
            data.of === of &&
            data.count === count,
        ),
        JSON.stringify(findings),
      );
    }
  });
});
