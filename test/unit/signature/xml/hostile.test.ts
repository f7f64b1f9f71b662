import assert from 'node:assert/strict';
import { canonicalize } from '../../../../src/signature/xml/canonicalize.ts';
import { indexDocument } from '../../../../src/signature/xml/documentIndex.ts';
import { XmlError } from '../../../../src/signature/xml/xmlError.ts';
import { openXml } from '../../../../src/signature/xml/xmlSource.ts';
import { depth } from '../../../depth.ts';
import { seededRandom } from '../../../rig/random.ts';
import { cutSource, method, sourceOf } from './engine.ts';
import { generateDocument, Random } from './generated.ts';
import { mutate } from './mutated.ts';
import { libxml2Refusal } from './oracle.ts';

/** Why a document is refused: by the index and by canonicalization alike, however it is cut. */
function refusal(bytes: Uint8Array, sizes: readonly number[]): string | null {
  const indexed = messageOf(() => indexDocument(openXml(cutSource(bytes, sizes)), () => true));
  const canonical = messageOf(() =>
    canonicalize(openXml(sourceOf(bytes)), [
      { what: 'document', without: [], method: method('exclusive', true), sink: () => undefined },
    ]),
  );
  assert.equal(indexed, canonical);
  return indexed;
}

function messageOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof XmlError) return error.message;
    throw error;
  }
}

/** What libxml2 alone refuses: it looks into URIs, xml:id and xml:space. */
const LIBXML2_ALONE = /is not a valid URI|^xml:id : |^ID .* already defined|for xml:space/;
/** What we alone refuse: a document type, and declarations that libxml2 overlooks. */
const WE_ALONE = /^(dtd|version|encoding-unknown|encoding-contradicts|encoding): /;

describe('A damaged document', function () {
  this.timeout(120_000);

  it('is refused when libxml2 refuses it, and not otherwise', () => {
    const random = new Random(seededRandom('MUHUR_SEED'));
    for (let run = 0; run < depth(2000); run++) {
      let bytes: Buffer = Buffer.from(generateDocument(random).xml);
      for (let times = random.once(4) ? 2 : 1; times > 0; times--) bytes = mutate(random, bytes);
      const ours = refusal(bytes, [1 + random.below(7), 1 + random.below(7)]);
      const theirs = libxml2Refusal(bytes);
      if ((ours === null) === (theirs === null)) continue;
      const known = ours === null ? LIBXML2_ALONE.test(theirs ?? '') : WE_ALONE.test(ours);
      assert.ok(
        known,
        `${String(ours)} | ${String(theirs)} of ${JSON.stringify(bytes.toString('latin1'))}`,
      );
    }
  });
});
