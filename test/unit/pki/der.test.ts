import assert from 'node:assert/strict';
import * as asn1js from 'asn1js';
import fc from 'fast-check';
import { toHex } from '../../../src/hex.ts';
import { Asn1Error } from '../../../src/pki/asn1.ts';
import {
  bigInteger,
  bmp,
  encode,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
  time,
} from '../../../src/pki/der.ts';
import { DerReader, TAG, readSequence, readUnsigned } from '../../../src/pki/derReader.ts';
import { OID } from '../../../src/pki/oids.ts';
import { depth } from '../../depth.ts';

const decoded = (bytes: Uint8Array) => asn1js.fromBER(Uint8Array.from(bytes)).result;

describe('DER that we write', () => {
  it('has object identifiers as another program reads them', () => {
    for (const id of [...Object.values(OID), '0.0', '2.999.3', '1.3.4294967295.128']) {
      const value = decoded(encode(oid(id)));
      assert.ok(value instanceof asn1js.ObjectIdentifier);
      assert.equal(value.getValue(), id);
    }
  });

  it('has whole numbers in the fewest octets', () => {
    for (const [value, expected] of [
      [0, '020100'],
      [127, '02017F'],
      [128, '02020080'],
      [256, '02020100'],
      [0x7fffffff, '02047FFFFFFF'],
    ] as const)
      assert.equal(toHex(encode(integer(value))), expected);
    assert.equal(toHex(encode(bigInteger(Uint8Array.of(0, 0, 0x80)))), '02020080');
    assert.equal(toHex(encode(bigInteger(new Uint8Array()))), '020100');
  });

  it('has lengths in the fewest octets', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const bytes = encode(octets(new Uint8Array(length)));
      assert.equal(decoded(bytes).blockLength, bytes.length);
      assert.equal(new DerReader(bytes).next(TAG.octetString).contents.length, length);
    }
  });

  it('may be longer than a call has arguments', () => {
    const line = sequence(...Array.from({ length: 1000 }, () => nothing()));
    const bytes = encode(sequence(...Array.from({ length: 1000 }, () => line)));
    let lines = 0;
    for (const rest = readSequence(bytes); !rest.isAtEnd; rest.enter()) lines++;
    assert.equal(lines, 1000);
  });

  it('has the elements of a SET OF in order', () => {
    const value = setOf(
      octets(Uint8Array.of(2)),
      nothing(),
      octets(Uint8Array.of(1, 1)),
      integer(9),
    );
    assert.equal(toHex(encode(value)), '310C02010904010204020101' + '0500');
  });

  it('has times as UTCTime until 2049 and UTF-16 texts', () => {
    assert.equal(
      toHex(encode(time(new Date('2049-12-31T23:59:59.999Z')))),
      toHex(Buffer.from('\x17\x0d491231235959Z', 'latin1')),
    );
    assert.equal(toHex(encode(time(new Date('2050-01-01T00:00:00Z'))).subarray(0, 2)), '180F');
    assert.equal(toHex(encode(bmp('ığ'))), '1E040131011F');
  });
});

describe('DER that others send', () => {
  const refused = (...bytes: number[]) => {
    assert.throws(() => new DerReader(Uint8Array.from(bytes)).next(), Asn1Error);
  };

  it('is refused when a length is not the shortest, not definite or not there', () => {
    refused();
    refused(0x04);
    refused(0x04, 0x80);
    refused(0x04, 0x81, 0x01, 0);
    refused(0x04, 0x82, 0x00, 0x80);
    refused(0x04, 0x85, 1, 1, 1, 1, 1);
    refused(0x04, 2, 0);
    refused(0x1f, 0x81, 0x00, 0);
  });

  it('is refused when something is missing or left over', () => {
    const two = encode(sequence(nothing(), nothing()));
    assert.throws(() => readSequence(two).next(TAG.oid), Asn1Error);
    assert.throws(() => readSequence(two).end(), Asn1Error);
    assert.throws(() => readSequence(Uint8Array.from([...two, 0])), Asn1Error);
    assert.throws(() => readSequence(two.subarray(0, 5)), Asn1Error);
    const parts = readSequence(two);
    assert.equal(parts.nextIf(TAG.oid), null);
    parts.next(TAG.null);
    parts.next(TAG.null);
    parts.end();
    assert.throws(() => parts.next(), Asn1Error);
  });

  it('has numbers that are not negative, not padded and not too long', () => {
    const read = (...contents: number[]) =>
      readUnsigned({ tag: 2, contents: Uint8Array.from(contents), bytes: new Uint8Array() }, 3);
    assert.deepEqual([...read(0, 0x80)], [0, 0x80]);
    assert.deepEqual([...read(0)], [0]);
    for (const wrong of [[], [0x80], [0, 1], [1, 1, 1, 1]])
      assert.throws(() => read(...wrong), Asn1Error);
  });

  it('is read to its end or refused, never otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const reader = new DerReader(bytes);
        try {
          while (!reader.isAtEnd) assert.ok(reader.next().bytes.length >= 2);
        } catch (error) {
          assert.ok(error instanceof Asn1Error);
        }
      }),
      { numRuns: depth(500) },
    );
  });
});
