import assert from 'node:assert/strict';
import { depth } from '../../depth.ts';
import { envelope } from '../../fixtures/documents/gib.ts';
import { ublDocument } from '../../fixtures/documents/ubl.ts';
import { zipArchive } from '../../fixtures/documents/zip.ts';
import {
  DOCUMENT,
  EXCLUSIVE,
  propertiesOf,
  signablePlace,
} from '../../fixtures/signatures/handSigner.ts';
import { seededRandom } from '../../rig/random.ts';
import type { DocumentReport } from '../../../src/signature/report/report.ts';
import { mutated } from './support/mutations.ts';
import { SigningDesk } from './support/signingDesk.ts';
import { method } from './xml/engine.ts';
import { libxml2Canonical } from './xml/oracle.ts';

const SIGNATURE =
  '//*[local-name()="Signature" and namespace-uri()="http://www.w3.org/2000/09/xmldsig#"]';
/** Of the processor, for one small document. */
const SECONDS = 10;

describe('Signed documents after accidents', function () {
  this.timeout(600_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  async function reports(bytes: Uint8Array): Promise<readonly DocumentReport[]> {
    const started = process.cpuUsage();
    try {
      return await desk.all(bytes);
    } catch (error) {
      throw new Error(`threw on ${Buffer.from(bytes).toString('base64')}`, { cause: error });
    } finally {
      const { user, system } = process.cpuUsage(started);
      const text = () => Buffer.from(bytes).toString('base64');
      assert.ok(user + system < SECONDS * 1e6, `took too long on ${text()}`);
    }
  }
  const passed = (all: readonly DocumentReport[]) =>
    all.some(({ signatures }) => signatures.some((it) => it.indication === 'TOTAL_PASSED'));

  it('never pass when anything that was signed is another: document or properties', async () => {
    const random = seededRandom('MUHUR_FUZZ_SEED');
    const text = signablePlace(ublDocument('Invoice'));
    const exclusive = {
      canonicalization: EXCLUSIVE,
      references: [propertiesOf(), DOCUMENT],
    };
    const documents = [desk.signed({}, text), desk.signed(exclusive, text, desk.ec)].map(
      (signed) => ({ signed, forms: formsOf(Buffer.from(signed)) }),
    );
    let passes = 0;
    for (let run = 0; run < depth(400); run++) {
      const { signed, forms } = documents[run % 2] ?? documents[0] ?? assert.fail();
      const bytes = mutated(random, signed);
      if (!passed(await reports(bytes))) continue;
      passes++;
      assert.deepEqual(formsOf(bytes), forms, bytes.toString());
    }
    assert.ok(passes > 0, 'some accidents are none');
  });

  /** What libxml2 makes of what was signed: the document without its signature, and the properties. */
  function formsOf(bytes: Buffer): readonly string[] {
    const c14n = method('c14n-1.0');
    return [
      libxml2Canonical(bytes, c14n, undefined, SIGNATURE),
      libxml2Canonical(bytes, c14n, '//*[local-name()="SignedProperties"]'),
    ];
  }

  it('are answered in envelopes and archives, too', async () => {
    const random = seededRandom('MUHUR_FUZZ_SEED');
    const signed = desk.signed({}, signablePlace(ublDocument('Invoice', { prolog: '' })));
    const inside = envelope([signed, signed]);
    const archive = zipArchive([{ name: 'a.xml', content: Buffer.from(inside) }]);
    for (let run = 0; run < depth(60); run++) {
      const all = await reports(mutated(random, inside));
      assert.ok(all.length > 0);
      const at = random(archive.length);
      const changed = Buffer.from(archive);
      changed[at] = random(256);
      for (const bytes of [changed, archive.subarray(0, at)]) {
        assert.ok((await reports(bytes)).length > 0);
      }
    }
  });
});
