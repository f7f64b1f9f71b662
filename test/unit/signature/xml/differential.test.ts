import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canonicalize,
  type C14nMethod,
  type CanonicalPart,
} from '../../../../src/signature/xml/canonicalize.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';
import { depth } from '../../../depth.ts';
import { seededRandom } from '../../../rig/random.ts';
import { skip } from '../../../support.ts';
import { METHODS, canonical, cutSource, method } from './engine.ts';
import { generateDocument, Random } from './generated.ts';
import { libxml2Canonical } from './oracle.ts';

interface Case {
  readonly part: Omit<CanonicalPart, 'sink'>;
  /** The same for libxml2, by XPath. */
  readonly apex?: string;
  readonly without?: string;
}

/** The document, one of its elements, and the document without one, by each method. */
function casesOf(random: Random, starts: readonly number[]): Case[] {
  const exclusive = [false, true].map((comments) =>
    method(
      'exclusive',
      comments,
      random.some(3, () => random.of(['a', 'b', 'é', '#default', 'no', 'xml'])),
    ),
  );
  return [...METHODS, ...exclusive].flatMap((by) => [
    { part: { what: 'document' as const, without: [], method: by } },
    elementCase(random, starts, by),
    ...(starts.length > 1 ? [withoutCase(random, starts, by)] : []),
  ]);
}

function elementCase(random: Random, starts: readonly number[], by: C14nMethod): Case {
  const at = random.below(starts.length);
  const what = { start: starts[at] as number };
  return { part: { what, without: [], method: by }, apex: `(//*)[${at + 1}]` };
}

function withoutCase(random: Random, starts: readonly number[], by: C14nMethod): Case {
  const at = 1 + random.below(starts.length - 1);
  const without = [starts[at] as number];
  return { part: { what: 'document', without, method: by }, without: `(//*)[${at + 1}]` };
}

describe('Canonical XML beside libxml2', function () {
  this.timeout(120_000);

  it('is the same for documents of every kind, however they are cut', () => {
    const random = new Random(seededRandom('MUHUR_SEED'));
    for (let run = 0; run < depth(400); run++) {
      const { xml, starts } = generateDocument(random);
      const bytes = Buffer.from(xml);
      const cases = casesOf(random, starts);
      const written = cases.map((): Buffer[] => []);
      canonicalize(
        openXml(cutSource(bytes, [1 + random.below(7), 1 + random.below(7)])),
        cases.map(({ part }, k) => ({
          ...part,
          sink: (piece) => void written[k]?.push(Buffer.from(piece)),
        })),
      );
      cases.forEach(({ part, apex, without }, k) =>
        assert.equal(
          Buffer.concat(written[k] ?? []).toString('utf8'),
          libxml2Canonical(bytes, part.method, apex, without),
          `${JSON.stringify(part)} of ${JSON.stringify(xml)}`,
        ),
      );
    }
  });

  it('is the same for documents larger than any buffer', () => {
    const random = new Random(seededRandom('MUHUR_SEED'));
    const bits = [
      '>',
      '<e/>',
      '&#13;',
      '\r',
      'x',
      'ğ',
      '&#x1F600;',
      "<f b='\t' a=''/>",
      'y'.repeat(100),
    ];
    const xml = `<r>${Array.from({ length: 60_000 }, () => random.of(bits)).join('')}${'\r'.repeat(100_000)}</r>`;
    const bytes = Buffer.from(xml);
    const by = method('c14n-1.0');
    const expected = libxml2Canonical(bytes, by);
    for (const sizes of [[bytes.length], [65_537], [997]])
      assert.ok(canonical(bytes, by, sizes) === expected, `in pieces of ${String(sizes)}`);
  });

  it('is the same for the samples (MUHUR_SAMPLES)', function () {
    const folder = process.env['MUHUR_SAMPLES'];
    if (folder === undefined) skip(this, 'MUHUR_SAMPLES names no folder of sample documents');
    const files = globSync('**/*.xml', { cwd: folder });
    assert.ok(files.length > 0);
    for (const file of files) {
      const bytes: Buffer = readFileSync(join(folder, file));
      for (const by of METHODS)
        assert.equal(canonical(bytes, by), libxml2Canonical(bytes, by), `${file} ${by.name}`);
    }
  });
});
