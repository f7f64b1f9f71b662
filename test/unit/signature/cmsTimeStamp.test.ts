import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { isMuhurError } from '../../../src/errors.ts';
import { requestTimeStamp } from '../../../src/pki/timeStamp/requestTimeStamp.ts';
import { encode, nothing, octets, oid, sequence } from '../../../src/pki/der.ts';
import { OID } from '../../../src/pki/oids.ts';
import { AUTHORITY_PATHS } from '../../../src/portal/simulator/authority/addresses.ts';
import { stampedValue, withTimeStamp } from '../../../src/signature/cades/timeStamp.ts';
import { AuthorityFetcher } from '../pki/support/authorityFetcher.ts';
import { attribute, builtCms, rightAttributes } from './builtCms.ts';
import { CmsBench, cades, codesOf, verdictText } from './cmsBench.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('A CMS with a time stamp', function () {
  this.timeout(20_000);
  let bench: CmsBench;
  before(async () => {
    bench = await CmsBench.start();
  });

  /** A token of the test authority over those bytes. */
  const stamp = (bytes: Uint8Array, now = bench.now) =>
    requestTimeStamp({
      url: new URL(`http://127.0.0.1:9${AUTHORITY_PATHS.timeStamp}`),
      fetcher: new AuthorityFetcher(bench.pki.authority, now).fetch,
      algorithm: 'sha256',
      hash: new Uint8Array(createHash('sha256').update(bytes).digest()),
    });

  for (const algorithm of ['RSA', 'EC']) {
    it(`is of level T and is judged for the time that is proven: ${algorithm}`, async () => {
      const cms = cades(algorithm === 'RSA' ? bench.signer : bench.ecSigner);
      const stamped = withTimeStamp(cms, await stamp(stampedValue(cms)));
      const report = await bench.only(stamped);
      assert.deepEqual(
        report.findings.filter(({ code }) => codesOf(report).includes(code)),
        [],
      );
      assert.equal(verdictText(report), 'TOTAL_PASSED');
      assert.deepEqual([report.level, report.controlTimeFrom], ['T', 'time-stamp']);
      const [one] = report.timeStamps;
      assert.deepEqual(
        [one?.kind, one?.valid, one?.time],
        ['SignatureTimeStamp', true, report.controlTime],
      );
      assert.match(one?.authority ?? '', /\S/);
    });
  }

  it('stays right when its certificate is over by now, because it was not then', async () => {
    const cms = cades(bench.signer);
    const stamped = withTimeStamp(cms, await stamp(stampedValue(cms)));
    const now = new Date(bench.now.getTime() + 4 * 365 * DAY);
    const around = { ...bench.around(), now };
    const without = await bench.only(cms, { around });
    assert.equal(verdictText(without), 'INDETERMINATE OUT_OF_BOUNDS_NO_POE');
    const [{ indication, subIndication, controlTimeFrom }] = [
      await bench.only(stamped, { around }),
    ];
    assert.equal(controlTimeFrom, 'time-stamp');
    assert.notEqual(`${indication} ${String(subIndication)}`, 'INDETERMINATE OUT_OF_BOUNDS_NO_POE');
    const asked = await bench.only(stamped, { around, at: now });
    assert.deepEqual([asked.controlTimeFrom, asked.timeStamps.length], ['asked', 1]);
  });

  it('over something else proves nothing: a warning, and no other time', async () => {
    const cms = cades(bench.signer);
    const report = await bench.only(withTimeStamp(cms, await stamp(Buffer.from('other'))));
    assert.deepEqual(codesOf(report), ['SIG-TIMESTAMP']);
    assert.deepEqual(report.findings.find(({ code }) => code === 'SIG-TIMESTAMP')?.data, {
      reason: 'imprint',
    });
    assert.deepEqual([report.controlTimeFrom, report.timeStamps[0]?.valid], ['now', false]);
    assert.equal(verdictText(report), 'TOTAL_PASSED');
  });

  it('that is none is told, and endless ones are not all looked at', async () => {
    const unsigned = Array.from({ length: 30 }, () => attribute(OID.signatureTimeStamp, nothing()));
    const report = await bench.only(builtCms(bench.signer, { unsigned }));
    assert.equal(report.timeStamps.length, 8);
    assert.equal(verdictText(report), 'TOTAL_PASSED');
  });

  it('keeps everything else byte for byte, and what was unsigned before', async () => {
    const other = attribute('1.2.3.4', octets(Buffer.from('kept')));
    const cms = builtCms(bench.signer, { unsigned: [other] });
    const stamped = Buffer.from(withTimeStamp(cms, await stamp(stampedValue(cms))));
    assert.ok(stamped.includes(Buffer.from(encode(other))));
    for (const one of rightAttributes(bench.signer).slice(0, 2))
      assert.ok(stamped.includes(Buffer.from(encode(one))));
    assert.equal(Buffer.compare(stampedValue(stamped), stampedValue(cms)), 0);
    assert.equal((await bench.only(stamped)).level, 'T');
  });

  it('is not made of what is no CMS, or has several signers', () => {
    const token = encode(sequence(oid(OID.signedData)));
    for (const bytes of [
      new Uint8Array(),
      Buffer.from('3000', 'hex'),
      builtCms(bench.signer, { signers: 2 }),
      builtCms(bench.signer, { signers: 0 }),
    ]) {
      const refused = (error: unknown) => isMuhurError(error, 'cms/malformed');
      assert.throws(() => withTimeStamp(bytes, token), refused);
      assert.throws(() => stampedValue(bytes), refused);
    }
  });
});
