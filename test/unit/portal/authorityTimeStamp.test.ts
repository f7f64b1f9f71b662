import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { toHex } from '../../../src/hex.ts';
import type { Der } from '../../../src/pki/der.ts';
import {
  bigInteger,
  boolean,
  encode,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  tagged,
} from '../../../src/pki/der.ts';
import { DerReader, TAG, readSequence } from '../../../src/pki/derReader.ts';
import { OID } from '../../../src/pki/oids.ts';
import { depth } from '../../depth.ts';
import type { TestAuthority } from '../../rig/testAuthority.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';

const NOW = new Date('2031-05-06T07:08:09.900Z');
const HASH = new Uint8Array(createHash('sha256').update('what is stamped').digest());

const imprint = (algorithm: string = OID.sha256, hash: Uint8Array = HASH) =>
  sequence(sequence(oid(algorithm), nothing()), octets(hash));
const query = (...fields: Der[]) => encode(sequence(integer(1), imprint(), ...fields));

describe('The time-stamp server', () => {
  let pki: TestAuthority;

  before(async () => {
    pki = await newTestAuthority();
  });

  const stamp = async (request: Uint8Array) =>
    read(await pki.authority.answerTimeStamp(request, { now: NOW }));
  const granted = async (request: Uint8Array) => {
    const answer = await stamp(request);
    if (typeof answer === 'number') throw new Error(`refused with ${answer}`);
    return answer;
  };

  it('repeats imprint and nonce, with its policy and the time of the clock', async () => {
    const { info } = await granted(query(bigInteger(Uint8Array.of(0xff, 1, 2))));
    assert.ok(info.startsWith(`020101${toHex(encode(oid(OID.timeStampPolicy)))}`));
    assert.ok(info.includes(toHex(encode(imprint()))));
    assert.ok(info.includes(toHex(Buffer.from('20310506070809Z'))));
    assert.ok(info.endsWith('020400FF0102'));
  });

  it('gives every time stamp a number of its own, marked as test', async () => {
    const serials = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const { info } = await granted(query());
      serials.add(/02127E57[0-9A-F]{32}/.exec(info)?.[0] ?? 'none');
    }
    assert.equal(serials.size, 20);
    assert.ok(!serials.has('none'));
  });

  it('adds its certificate only when it is asked to', async () => {
    const certificate = toHex(Buffer.from(pki.stored.timeStamping.certificate, 'base64'));
    assert.ok((await granted(query(boolean(true)))).whole.includes(certificate));
    assert.ok(!(await granted(query(boolean(false)))).whole.includes(certificate));
    assert.ok(!(await granted(query())).whole.includes(certificate));
  });

  it('takes SHA-256, SHA-384 and SHA-512 of the right length', async () => {
    for (const [algorithm, length] of [
      [OID.sha256, 32],
      [OID.sha384, 48],
      [OID.sha512, 64],
    ] as const) {
      const of = (size: number) =>
        encode(sequence(integer(1), imprint(algorithm, new Uint8Array(size))));
      await granted(of(length));
      assert.equal(await stamp(of(length - 1)), 5);
      assert.equal(await stamp(of(0)), 5);
    }
  });

  it('says by the bits of RFC 3161 why it gives none', async () => {
    const withImprint = (value: Der, version = 1) => encode(sequence(integer(version), value));
    const expected: [string, Uint8Array, number][] = [
      ['SHA-1', withImprint(imprint(OID.sha1, new Uint8Array(20))), 0],
      ['MD5', withImprint(imprint('1.2.840.113549.2.5', new Uint8Array(16))), 0],
      ['version 2', withImprint(imprint(), 2), 2],
      ['no query', Uint8Array.of(0x30, 0), 5],
      ['something after it', Uint8Array.from([...query(), 0]), 5],
      ['another policy', query(oid('1.2.3')), 15],
      ['an extension', query(tagged(0, sequence(oid('1.2.3'), octets(HASH)))), 16],
      ['an endless nonce', query(bigInteger(new Uint8Array(200).fill(1))), 5],
    ];
    for (const [what, request, bit] of expected) assert.equal(await stamp(request), bit, what);
  });

  it('answers whatever bytes come', async () => {
    const valid = query(bigInteger(Uint8Array.of(1, 2, 3)), boolean(true));
    const damaged = fc
      .tuple(fc.nat(valid.length - 1), fc.nat(255), fc.nat(valid.length))
      .map(([at, byte, end]) => valid.with(at, byte).subarray(0, Math.max(end, at)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), async (request) => {
        const answer = await stamp(request);
        assert.ok(typeof answer === 'object' || [0, 2, 5, 15, 16].includes(answer));
      }),
      { numRuns: depth(100) },
    );
    for (const request of [
      new Uint8Array(1_000_000),
      Uint8Array.of(0x30, 0x84, 255, 255, 255, 255),
    ])
      assert.equal(await stamp(request), 5);
  });
});

/** Contents of the TSTInfo and the whole response in hexadecimal, or the bit of the failure. */
function read(bytes: Uint8Array): { info: string; whole: string } | number {
  const response = readSequence(bytes);
  const status = response.enter();
  if (status.next(TAG.integer).contents[0] !== 0) {
    const [unused = 0, ...octets] = status.next(TAG.bitString).contents;
    assert.equal(toHex(Uint8Array.from(octets)).replace(/^(00)*/, '').length, 2);
    return octets.length * 8 - unused - 1;
  }
  const token = response.enter();
  token.next(TAG.oid);
  const signedData = token.enter(0xa0).enter();
  signedData.next(TAG.integer);
  signedData.next(0x31);
  const content = signedData.enter();
  content.next(TAG.oid);
  const info = new DerReader(content.enter(0xa0).next(TAG.octetString).contents);
  return { info: toHex(info.next(TAG.sequence).contents), whole: toHex(bytes) };
}
