import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { toHex } from '../../../src/hex.ts';
import {
  bigInteger,
  encode,
  nothing,
  octets,
  oid,
  raw,
  sequence,
  tagged,
} from '../../../src/pki/der.ts';
import { ocspNonce } from '../../../src/pki/testAuthority/extensions.ts';
import { decodeOcspPath } from '../../../src/portal/simulator/authority/ocspPath.ts';
import { ReusedAnswers } from '../../../src/portal/simulator/authority/reusedAnswers.ts';
import { REASON } from '../../../src/portal/simulator/authority/types.ts';
import { depth } from '../../depth.ts';
import type { Leaf, TestAuthority } from '../../rig/testAuthority.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';
import {
  answerOf,
  certIdOf,
  extension,
  isSignedBy,
  readAnswer,
  requestFor,
} from './ocspMessages.ts';

const NOW = new Date('2031-05-06T07:08:09.900Z');
const MALFORMED = 1;
const UNAUTHORIZED = 6;

describe('The OCSP responder', () => {
  let pki: TestAuthority;
  let seal: Leaf;
  let person: Leaf;

  before(async () => {
    pki = await newTestAuthority();
    seal = await pki.issue('seal');
    person = await pki.issue('qualified', 'EC-P384');
  });

  beforeEach(() => {
    pki.change(seal, { kind: 'good' });
  });

  const certId = ({ issuer, certificate }: Leaf, hash: 'sha1' | 'sha256' | 'sha384' = 'sha1') =>
    certIdOf(pki.authority.certificates[issuer], certificate.serialNumber, hash);
  const ask = (request: Uint8Array, now = NOW) => pki.authority.answerOcsp(request, { now });
  const stateOf = async (request: Uint8Array) => answerOf(await ask(request)).states[0];

  it('says good, with the times of the clock', async () => {
    const answer = answerOf(await ask(requestFor([certId(seal)])));
    assert.equal(answer.states[0]?.kind, 'good');
    assert.equal(answer.producedAt, '20310506070809Z');
    assert.equal(answer.nextUpdate, '20310506080809Z');
    assert.equal(answer.nonce, null);
  });

  it('says since when and why a certificate is on hold or revoked', async () => {
    const at = new Date('2031-05-01T00:00:00Z');
    const request = requestFor([certId(seal)]);
    for (const reason of [REASON.certificateHold, REASON.keyCompromise]) {
      pki.change(seal, { kind: 'revoked', at, reason });
      const expected = { serial: seal.certificate.serialNumber, kind: 'revoked', reason };
      assert.deepEqual(await stateOf(request), { ...expected, at: '20310501000000Z' });
    }
    pki.change(seal, { kind: 'revoked', at, reason: REASON.unspecified });
    assert.equal((await stateOf(request))?.reason, null);
  });

  it('says unknown of a number that it never gave', async () => {
    const issuer = pki.authority.certificates.seal;
    assert.equal((await stateOf(requestFor([certIdOf(issuer, '7E57')])))?.kind, 'unknown');
  });

  it('takes certificate ids with every hash function, and repeats them', async () => {
    for (const hash of ['sha1', 'sha256', 'sha384', 'sha512'] as const) {
      const id = certIdOf(pki.authority.certificates.seal, seal.certificate.serialNumber, hash);
      const answer = await ask(requestFor([id]));
      assert.equal(answerOf(answer).states[0]?.kind, 'good');
      assert.ok(toHex(answer).includes(toHex(encode(id))), hash);
    }
  });

  it('answers for several certificates at once, in their order', async () => {
    pki.change(seal, { kind: 'revoked', at: NOW, reason: REASON.certificateHold });
    const unknown = certIdOf(pki.authority.certificates.seal, '0102');
    const { states } = answerOf(await ask(requestFor([unknown, certId(seal, 'sha256'), unknown])));
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['unknown', 'revoked', 'unknown'],
    );
  });

  it('lets each issuer’s own responder sign, and the root for the issuers', async () => {
    const { authority, stored } = pki;
    const certificate = (base64: string) => new X509Certificate(Buffer.from(base64, 'base64'));
    const issuerSerial = new X509Certificate(authority.certificates.seal).serialNumber;
    const expected = [
      [requestFor([certId(seal)]), stored.responders.seal],
      [requestFor([certId(person)]), stored.responders.qualified],
      [requestFor([certIdOf(authority.certificates.root, issuerSerial)]), stored.issuers.root],
    ] as const;
    for (const [request, signer] of expected) {
      const answer = answerOf(await ask(request));
      assert.equal(answer.states[0]?.kind, 'good');
      assert.ok(isSignedBy(answer, certificate(signer.certificate)));
      assert.deepEqual(Buffer.from(answer.certificate).toString('base64'), signer.certificate);
    }
  });

  it('knows nothing of another issuer’s certificates in the same request', async () => {
    const { states } = answerOf(await ask(requestFor([certId(seal), certId(person)])));
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['good', 'unknown'],
    );
  });

  it('is not authorised for issuers that are not ours', async () => {
    const stranger = await newTestAuthority();
    const request = requestFor([certIdOf(stranger.authority.certificates.seal, '01')]);
    assert.equal(readAnswer(await ask(request)), UNAUTHORIZED);
    const md5 = sequence(
      sequence(oid('1.2.840.113549.2.5'), nothing()),
      octets(new Uint8Array(16)),
      octets(new Uint8Array(16)),
      bigInteger(Uint8Array.of(1)),
    );
    assert.equal(readAnswer(await ask(requestFor([md5]))), UNAUTHORIZED);
  });

  it('repeats a nonce of 1 to 32 octets and refuses any other', async () => {
    for (const length of [1, 16, 32]) {
      const nonce = new Uint8Array(length).fill(0xa5);
      const answer = answerOf(await ask(requestFor([certId(seal)], ocspNonce(nonce))));
      assert.equal(answer.nonce, toHex(nonce));
    }
    for (const length of [0, 33, 4000]) {
      const request = requestFor([certId(seal)], ocspNonce(new Uint8Array(length)));
      assert.equal(readAnswer(await ask(request)), MALFORMED);
    }
  });

  it('passes over extensions that are unknown, unless they are critical', async () => {
    const unknown = (critical: boolean) => extension('1.2.3.4', critical, nothing());
    assert.equal((await stateOf(requestFor([certId(seal)], unknown(false))))?.kind, 'good');
    const request = requestFor([certId(seal)], unknown(true));
    assert.equal(readAnswer(await ask(request)), MALFORMED);
  });

  it('answers a signed request as any other', async () => {
    const toBeSigned = sequence(tagged(1, nothing()), sequence(sequence(certId(seal))));
    const request = encode(sequence(toBeSigned, tagged(0, sequence(nothing()))));
    assert.equal((await stateOf(request))?.kind, 'good');
  });

  it('gives an answer without a nonce again while it is true', async () => {
    const request = requestFor([certId(seal)]);
    const later = (ms: number) => new Date(NOW.getTime() + ms);
    const first = await ask(request);
    assert.deepEqual(await ask(request, later(59_000)), first);
    assert.equal(answerOf(await ask(request, later(60_000))).producedAt, '20310506070909Z');
    assert.equal(answerOf(await ask(request, later(-1000))).producedAt, '20310506070808Z');
    pki.change(seal, { kind: 'revoked', at: NOW, reason: REASON.certificateHold });
    assert.equal((await stateOf(request))?.kind, 'revoked');
    pki.change(seal, { kind: 'good' });
    assert.equal((await stateOf(request))?.kind, 'good');
  });

  it('spoils a signature and gives an old answer when a test wants that', async () => {
    const request = requestFor([certId(seal)]);
    const signer = new X509Certificate(
      Buffer.from(pki.stored.responders.seal.certificate, 'base64'),
    );
    pki.change(seal, { kind: 'revoked', at: NOW, reason: REASON.superseded });
    const spoilt = await pki.authority.answerOcsp(request, { now: NOW, fault: 'wrong-signature' });
    assert.equal(answerOf(spoilt).states[0]?.kind, 'revoked');
    assert.equal(isSignedBy(answerOf(spoilt), signer), false);
    const stale = answerOf(await pki.authority.answerOcsp(request, { now: NOW, fault: 'stale' }));
    assert.equal(stale.nextUpdate, '20310429080809Z');
    assert.equal(stale.states[0]?.kind, 'good');
    assert.ok(isSignedBy(stale, signer));
    assert.equal((await stateOf(request))?.kind, 'revoked');
  });

  it('answers whatever bytes come with a response', async () => {
    const valid = requestFor([certId(seal)], ocspNonce(new Uint8Array(16)));
    const damaged = fc
      .tuple(fc.nat(valid.length - 1), fc.nat(255), fc.nat(valid.length))
      .map(([at, byte, end]) => valid.with(at, byte).subarray(0, Math.max(end, at)));
    const any = fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged);
    await fc.assert(
      fc.asyncProperty(any, async (request) => {
        const answer = readAnswer(await ask(request));
        assert.ok(typeof answer === 'object' || answer === MALFORMED || answer === UNAUTHORIZED);
      }),
      { numRuns: depth(200) },
    );
  });

  it('refuses lengths that lie, values nested without end, and endless requests', async () => {
    const nested = Buffer.concat(Array.from({ length: 8000 }, () => Buffer.from([0x30, 0x80])));
    const hostile = [
      new Uint8Array(),
      Uint8Array.of(0x30),
      Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
      Uint8Array.of(0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1),
      Uint8Array.of(0x30, 0x80, 0, 0),
      Uint8Array.of(0x3f, 0xff, 0xff, 0xff, 0x7f, 0),
      Uint8Array.from(nested),
      requestFor([]),
      requestFor(Array.from({ length: 1000 }, () => certId(seal))),
      encode(sequence(raw(requestFor([certId(seal)])), nothing())),
    ];
    for (const request of hostile) assert.equal(readAnswer(await ask(request)), MALFORMED);
  });
});

describe('Answers that are given again', () => {
  it('are so many at most, the oldest going first', () => {
    const answers = new ReusedAnswers();
    const request = (n: number) => Uint8Array.of(n >> 8, n & 255);
    const answer = Uint8Array.of(1);
    for (let n = 0; n < 1001; n++) answers.keep(request(n), 1, NOW, answer);
    assert.equal(answers.find(request(0), 1, NOW), undefined);
    assert.equal(answers.find(request(1), 1, NOW), answer);
    assert.equal(answers.find(request(1000), 1, NOW), answer);
  });

  it('are none of long requests, which would fill the memory', () => {
    const answers = new ReusedAnswers();
    answers.keep(new Uint8Array(513), 1, NOW, Uint8Array.of(1));
    assert.equal(answers.find(new Uint8Array(513), 1, NOW), undefined);
  });
});

describe('An OCSP request in a path', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => (i * 37) & 255);
  const base64 = Buffer.from(bytes).toString('base64');

  it('is read, URL-encoded wholly, in part or not at all', () => {
    assert.match(base64, /\+.*\/|\/.*\+/);
    for (const path of [encodeURIComponent(base64), base64, base64.replaceAll('+', '%2b')]) {
      assert.deepEqual(decodeOcspPath(path), bytes);
    }
  });

  it('is no bytes at all when it is not base64', () => {
    for (const path of ['', '%', '%zz', '%ff', 'a b', 'AAAA?', '../..', '===='])
      assert.equal(decodeOcspPath(path).length, 0, path);
  });
});
