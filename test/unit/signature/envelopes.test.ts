import assert from 'node:assert/strict';
import type { DocumentReport } from '../../../src/signature/report/report.ts';
import { validateDocument } from '../../../src/signature/validate.ts';
import { memorySource } from '../../../src/signature/xml/byteSource.ts';
import { encodeDocument } from '../../fixtures/documents/encode.ts';
import { envelope } from '../../fixtures/documents/gib.ts';
import { ublDocument } from '../../fixtures/documents/ubl.ts';
import { zipArchive } from '../../fixtures/documents/zip.ts';
import type { HandSigner } from '../../fixtures/signatures/handSigner.ts';
import { signByHand, signablePlace } from '../../fixtures/signatures/handSigner.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';

const NOTHING = { anchors: [], intermediates: [], crls: [] };

describe('documents in envelopes and archives', () => {
  let good: string;
  let bad: string;

  before(async () => {
    const leaf = await (await newTestAuthority()).issue('seal');
    const signer: HandSigner = {
      key: leaf.privateKey,
      certificate: new Uint8Array(leaf.certificate.raw),
    };
    // Nothing outside the root: an envelope has no room for it.
    good = signByHand(signablePlace(withoutProlog(ublDocument('Invoice'))), signer);
    bad = good.replace('Yalnız', 'Yalniz');
  });

  it('are each verified alone, from their own bytes', async () => {
    const reports = await validated(Buffer.from(envelope([good, bad, good])));
    assert.deepEqual(
      reports.map(({ part, signatures }) => [part, signatures[0]?.coreValid]),
      [
        ['Invoice 1', true],
        ['Invoice 2', false],
        ['Invoice 3', true],
      ],
    );
  });

  it('are placed in the lines of the envelope', async () => {
    const text = envelope([good, bad]);
    const [, second] = await validated(Buffer.from(text));
    const lines = text.slice(0, text.lastIndexOf('<ds:Signature ')).split('\n');
    const { line, column } = second?.signatures[0]?.position ?? {};
    assert.deepEqual(
      { line, column },
      { line: lines.length, column: (lines.at(-1) ?? '').length + 1 },
    );
  });

  for (const encoding of ['utf-16le', 'windows-1254'] as const) {
    it(`are found in an envelope in ${encoding}`, async () => {
      const [first] = await validated(encodeDocument(envelope([good]), { encoding }));
      assert.equal(first?.signatures[0]?.coreValid, true);
    });
  }

  it('are not well-formed alone when the envelope declares their prefixes', async () => {
    const leaning = good.replace(/ xmlns:cac="[^"]*"/, '');
    const text = envelope([leaning, good]).replace(
      '<sh:StandardBusinessDocument',
      '<sh:StandardBusinessDocument xmlns:cac="urn:x"',
    );
    const [first, second] = await validated(Buffer.from(text));
    assert.equal(first?.unreadable, true);
    assert.deepEqual(first.findings[0]?.data, {
      problem: 'not-well-formed',
      detail: 'prefix-undeclared',
    });
    assert.equal(first.findings[0].position?.line, lineOf(text, '<cac:'));
    assert.equal(second?.signatures[0]?.coreValid, true);
  });

  it('must be there', async () => {
    const [only] = await validated(Buffer.from(envelope([])));
    assert.equal(only?.findings[0]?.code, 'XML-ENVELOPE-EMPTY');
  });

  it('are found in a ZIP archive, plain and in an envelope', async () => {
    const files = [
      { name: 'zarf.xml', content: Buffer.from(envelope([good])) },
      { name: 'klasör/fatura.xml', content: Buffer.from(bad) },
      { name: 'not.txt', content: Buffer.from('not XML') },
    ];
    const reports = await validated(zipArchive(files));
    assert.deepEqual(
      reports.map(({ part, unreadable, signatures }) => [
        part,
        unreadable ? null : signatures[0]?.coreValid,
      ]),
      [
        ['zarf.xml › Invoice 1', true],
        ['klasör/fatura.xml', false],
        ['not.txt', null],
      ],
    );
  });

  it('are refused when an archive unpacks to more than it says, or to too much', async () => {
    const zeros = new Uint8Array(4_000_000);
    const liar = zipArchive([{ name: 'a.xml', content: zeros, claimed: 10 }]);
    const bomb = zipArchive([{ name: 'a.xml', content: zeros, claimed: 0x7fffffff }]);
    assert.deepEqual(await archiveProblems(liar), ['malformed']);
    assert.deepEqual(await archiveProblems(bomb), ['too-large']);
    assert.deepEqual(await archiveProblems(zipArchive([])), ['not-xml']);
    const cut = zipArchive([{ name: 'a.xml', content: Buffer.from(good) }]);
    assert.deepEqual(await archiveProblems(cut.subarray(0, cut.length - 30)), ['malformed']);
  });
});

function validated(bytes: Uint8Array): Promise<readonly DocumentReport[]> {
  const around = { trust: NOTHING, now: new Date(), fetcher: null };
  return validateDocument(memorySource(bytes), { file: 'a', at: null, around });
}

async function archiveProblems(bytes: Uint8Array): Promise<readonly unknown[]> {
  const reports = await validated(bytes);
  return reports.flatMap(({ findings }) =>
    findings.map(({ data }) => 'problem' in data && data.problem),
  );
}

function withoutProlog(text: string): string {
  return text.slice(text.indexOf('<Invoice'));
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}
