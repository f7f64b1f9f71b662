import assert from 'node:assert/strict';
import { undiciFetcher } from '../../src/pki/undiciFetcher.ts';
import { REASON } from '../../src/portal/simulator/authority/types.ts';
import { validateDocument } from '../../src/signature/validate.ts';
import { memorySource } from '../../src/signature/xml/byteSource.ts';
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { signByHand, signablePlace } from '../fixtures/signatures/handSigner.ts';
import type { AuthorityOverHttp } from '../rig/authorityOverHttp.ts';
import { authorityOverHttp } from '../rig/authorityOverHttp.ts';
import type { Leaf } from '../rig/testAuthority.ts';
import { verdictText } from '../unit/signature/support/signingDesk.ts';

describe('Validation with an authority on the network', function () {
  this.timeout(60_000);
  let running: AuthorityOverHttp;
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await running.close();
    isClosed = true;
  };
  before(async () => {
    running = await authorityOverHttp();
  });
  after(close);

  async function verdict(
    leaf: Leaf,
    more: { at?: Date; intermediates?: boolean } = {},
  ): Promise<string> {
    const certificate = new Uint8Array(leaf.certificate.raw);
    const text = signByHand(signablePlace(ublDocument('Invoice')), {
      key: leaf.privateKey,
      certificate,
    });
    const { root, seal } = running.pki.authority.certificates;
    const intermediates = more.intermediates === false ? [] : [seal];
    const around = {
      trust: { anchors: [root], intermediates, crls: [] },
      now: new Date(),
      fetcher: undiciFetcher(),
    };
    const request = { file: 'x', at: more.at ?? null, around };
    const [report] = await validateDocument(memorySource(Buffer.from(text)), request);
    const [signature] = report?.signatures ?? [];
    assert.ok(signature);
    assert.equal(signature.coreValid, true);
    return verdictText(signature);
  }

  it('passes a seal that its OCSP responder calls good', async () => {
    for (const algorithm of ['RSA-2048', 'EC-P384'] as const) {
      assert.equal(await verdict(await running.pki.issue('seal', algorithm)), 'TOTAL_PASSED');
    }
  });

  it('does not pass one that is revoked, on hold, or told of by a liar', async () => {
    const leaf = await running.pki.issue('seal');
    const at = new Date(Date.now() - 60_000);
    running.pki.change(leaf, { kind: 'revoked', at, reason: REASON.keyCompromise });
    assert.equal(await verdict(leaf), 'INDETERMINATE REVOKED_NO_POE');
    running.pki.change(leaf, { kind: 'revoked', at, reason: REASON.certificateHold });
    assert.equal(await verdict(leaf), 'INDETERMINATE TRY_LATER');
    running.pki.change(leaf, { kind: 'good' });
    for (const fault of ['wrong-signature', 'stale'] as const) {
      running.options = { now: new Date(), fault };
      assert.equal(await verdict(leaf), 'INDETERMINATE TRY_LATER', fault);
    }
    running.options = { now: new Date() };
    assert.equal(await verdict(leaf), 'TOTAL_PASSED');
  });

  it('tries again later when nobody answers', async () => {
    const leaf = await running.pki.issue('seal');
    await close();
    assert.equal(await verdict(leaf), 'INDETERMINATE TRY_LATER');
  });
});
