import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeAll } from '../../../src/card/iso7816/pkcs15/der.ts';
import {
  parseApplicationDirectory,
  parseObjectDirectory,
  parseTokenInfo,
} from '../../../src/card/iso7816/pkcs15/directories.ts';
import {
  parseCertificates,
  parsePins,
  parsePrivateKeys,
} from '../../../src/card/iso7816/pkcs15/objects.ts';
import { parseTlvs } from '../../../src/card/iso7816/tlv.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { depth } from '../../depth.ts';
import { der, octets, seq, utf8 } from './derBuilder.ts';

const APPLICATION = fromHex('3F005015');
const AID = der(0x4f, 'A000000063504B43532D3135');
const certificate = (label: string, id: string, path: string): Uint8Array =>
  seq(seq(utf8(label)), seq(octets(id)), der(0xa1, seq(seq(octets(path)))));

function refusal(what: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(isMuhurError(error, 'card/malformed'));
    assert.equal(error.data.what, what);
    return true;
  };
}

describe('EF.DIR', () => {
  it('leads to the ISO 7816-15 application among others', () => {
    const other = der(0x61, der(0x4f, 'A0000001515350'), der(0x51, '3F00AAAA'));
    const ours = der(0x61, AID, der(0x50, '504B4353'), der(0x51, '3F005015'));
    const file = Buffer.concat([other, ours, Buffer.alloc(20)]);
    assert.equal(toHex(parseApplicationDirectory(file)), '3F005015');
  });

  it('a path without the master file starts there', () => {
    const file = der(0x61, AID, der(0x51, '5015'));
    assert.equal(toHex(parseApplicationDirectory(file)), '3F005015');
  });

  it('without such an application it is malformed, by name', () => {
    assert.throws(() => parseApplicationDirectory(new Uint8Array(30)), refusal('EF.DIR'));
  });
});

describe('EF.ODF', () => {
  const directory = (tag: number, path: string): Uint8Array => der(tag, seq(octets(path)));

  it('finds every directory of a kind, absolute and relative, and stops at the padding', () => {
    const file = Buffer.concat([
      directory(0xa0, '3F0050154401'),
      directory(0xa4, '4402'),
      directory(0xa4, '3F0050154412'),
      directory(0xa8, '4403'),
      directory(0xa7, '4404'),
      Buffer.alloc(40, 0xff),
    ]);
    const { privateKeys, certificates, authentication } = parseObjectDirectory(file, APPLICATION);
    assert.deepEqual(
      [privateKeys, certificates, authentication].map((paths) =>
        paths.map(({ file: path }) => toHex(path)),
      ),
      [['3F0050154401'], ['3F0050154402', '3F0050154412'], ['3F0050154403']],
    );
  });

  it('a path with an odd number of bytes is malformed, by name', () => {
    const file = directory(0xa4, '3F005015440201');
    assert.throws(() => parseObjectDirectory(file, APPLICATION), refusal('ODF'));
  });
});

describe('EF.TokenInfo', () => {
  it('tells serial, manufacturer and label', () => {
    const label = der(0x80, new TextEncoder().encode('Mühür'));
    const file = seq(der(0x02, '00'), octets('0102AB'), utf8('TÜBİTAK'), label, der(0x03, '0400'));
    assert.deepEqual(parseTokenInfo(file), {
      serial: '0102AB',
      manufacturer: 'TÜBİTAK',
      label: 'Mühür',
    });
  });

  it('an empty file is malformed, by name', () => {
    assert.throws(() => parseTokenInfo(new Uint8Array(10)), refusal('TokenInfo'));
  });
});

describe('EF.CDF', () => {
  it('lists several certificates with their identifiers and places', () => {
    const file = Buffer.concat([
      certificate('1234567890SIGN0', '45', '3F0050154501'),
      certificate('1234567890ENCR0', '46', '4502'),
    ]);
    const { entries, problems } = parseCertificates(file, APPLICATION);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      entries.map(({ id, label, path }) => [id, label, toHex(path.file)]),
      [
        ['45', '1234567890SIGN0', '3F0050154501'],
        ['46', '1234567890ENCR0', '3F0050154502'],
      ],
    );
  });

  it('reads a Path with index and length', () => {
    const path = seq(octets('4501'), der(0x02, '0100'), der(0x80, '0200'));
    const file = seq(seq(utf8('x')), seq(octets('45')), der(0xa1, seq(path)));
    const [entry] = parseCertificates(file, APPLICATION).entries;
    assert.deepEqual([entry?.path.index, entry?.path.length], [0x100, 0x200]);
  });

  it('one damaged entry is a problem, the others stay readable', () => {
    const damaged = seq(seq(utf8('x')), seq(octets('47')));
    const file = Buffer.concat([damaged, certificate('good', '45', '4501')]);
    const { entries, problems } = parseCertificates(file, APPLICATION);
    assert.equal(entries.length, 1);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['card/malformed'],
    );
  });

  it('certificates without an identifier are told apart', () => {
    const file = Buffer.concat([certificate('a', '', '4501'), certificate('b', '', '4502')]);
    const ids = parseCertificates(file, APPLICATION).entries.map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
  });
});

describe('EF.PrKDF and EF.AODF', () => {
  const keyAttributes = seq(
    octets('45'),
    der(0x03, '0520'),
    der(0x01, 'FF'),
    der(0x03, '03B8'),
    der(0x02, '10'),
  );

  it('a key tells identifier, reference, size, use and the PIN that guards it', () => {
    const common = seq(utf8('Key'), der(0x03, '0780'), octets('02'));
    const type = der(0xa1, seq(seq(octets('3F005015')), der(0x02, '0800')));
    const { entries } = parsePrivateKeys(seq(common, keyAttributes, type));
    assert.deepEqual(entries, [
      {
        id: '45',
        label: 'Key',
        algorithm: 'RSA',
        size: 2048,
        usage: ['sign'],
        reference: 0x10,
        authId: '02',
      },
    ]);
  });

  it('an EC key is one', () => {
    const type = der(0xa1, seq(seq(octets('3F005015'))));
    const { entries } = parsePrivateKeys(der(0xa0, seq(utf8('Key')), keyAttributes, type));
    assert.equal(entries[0]?.algorithm, 'EC');
  });

  it('a PIN and a PUK tell reference and length rule', () => {
    const password = (flags: string, reference: string): Uint8Array =>
      seq(
        seq(utf8('PIN')),
        seq(octets('01')),
        der(
          0xa1,
          seq(
            der(0x03, flags),
            der(0x0a, '01'),
            der(0x02, '04'),
            der(0x02, '10'),
            der(0x02, '10'),
            der(0x80, reference),
            seq(octets('3F005015')),
          ),
        ),
      );
    const file = Buffer.concat([password('0448', '0080'), password('014A', '0081')]);
    const [pin, puk] = parsePins(file, APPLICATION).entries;
    assert.deepEqual(
      [pin?.reference, pin?.minLength, pin?.maxLength, pin?.isPuk],
      [128, 4, 16, false],
    );
    assert.deepEqual([puk?.reference, puk?.isPuk], [0x81, true]);
  });
});

describe('hostile directories', () => {
  const parsers: Record<string, (bytes: Uint8Array) => unknown> = {
    'BER-TLV': parseTlvs,
    ASN1: (bytes) => decodeAll('test', bytes),
    'EF.DIR': parseApplicationDirectory,
    ODF: (bytes) => parseObjectDirectory(bytes, APPLICATION),
    TokenInfo: parseTokenInfo,
    CDF: (bytes) => parseCertificates(bytes, APPLICATION),
    PrKDF: parsePrivateKeys,
    AODF: (bytes) => parsePins(bytes, APPLICATION),
  };
  const valid = Buffer.concat([
    certificate('1234567890SIGN0', '45', '3F0050154501'),
    certificate('1234567890ENCR0', '46', '4502'),
  ]);
  const mutated = fc
    .tuple(fc.nat(valid.length - 1), fc.nat(255), fc.nat(valid.length))
    .map(([at, byte, cut]) => {
      const copy = new Uint8Array(valid);
      copy[at] = byte;
      return copy.subarray(0, cut);
    });

  for (const [name, parse] of Object.entries(parsers)) {
    it(`${name}: any bytes end in a result or in a named error`, () => {
      fc.assert(
        fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), mutated), (bytes) => {
          try {
            parse(bytes);
          } catch (error) {
            assert.ok(isMuhurError(error, 'card/malformed'), String(error));
          }
        }),
        { numRuns: depth(400) },
      );
    });

    const bombs = {
      'nested sequences': new Uint8Array(0x8000).fill(0x30),
      'nested indefinite lengths': fromHex('3080'.repeat(0x4000)),
      'nested octet strings': fromHex('2480'.repeat(0x4000)),
      'a length of four gigabytes': fromHex('3084FFFFFFFF00'),
    };
    for (const [bomb, bytes] of Object.entries(bombs)) {
      it(`${name}: ${bomb} end in a named error, in less than a second`, () => {
        const start = performance.now();
        try {
          parse(bytes);
        } catch (error) {
          assert.ok(isMuhurError(error, 'card/malformed'), String(error));
        }
        assert.ok(performance.now() - start < 1000);
      });
    }
  }
});
