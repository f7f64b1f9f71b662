import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import type { ChainProblem } from '../../../src/pki/chain.ts';
import { verifyChain } from '../../../src/pki/chain.ts';
import type { Der } from '../../../src/pki/der.ts';
import { boolean, nothing, octets, encode, oid, sequence } from '../../../src/pki/der.ts';
import { isSameName } from '../../../src/pki/names.ts';
import { KEY_USAGE, OID } from '../../../src/pki/oids.ts';
import {
  buildCertificate,
  nameOf,
  testSerialNumber,
} from '../../../src/pki/testAuthority/certificateBuilder.ts';
import { basicConstraints, keyUsage } from '../../../src/pki/testAuthority/extensions.ts';
import type { KeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';

const AT = new Date('2026-06-01T00:00:00Z');
const YEAR = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2026-12-31T00:00:00Z'),
};
const AUTHORITY = [
  basicConstraints({ ca: true, pathLength: null }),
  keyUsage(KEY_USAGE.keyCertSign),
];

const named = (name: string): Der =>
  nameOf([
    ['C', 'TR'],
    ['CN', name],
  ]);
const limited = (pathLength: number) => [
  basicConstraints({ ca: true, pathLength }),
  keyUsage(KEY_USAGE.keyCertSign),
];

describe('A chain of certificates', () => {
  let keys: KeyPair;
  let rsa: KeyPair;
  let other: KeyPair;
  before(async function () {
    this.timeout(20_000);
    [keys, rsa, other] = await Promise.all([
      generateKeyPair('EC-P384'),
      generateKeyPair('RSA-2048'),
      generateKeyPair('EC-P384'),
    ]);
  });

  /** All have the same key unless told otherwise: what links them are their names. */
  const issue = (
    subject: string,
    issuer: string,
    extensions: readonly Der[] = AUTHORITY,
    more: { publicKey?: KeyObject; key?: KeyObject; notBefore?: Date; notAfter?: Date } = {},
  ) => {
    const { publicKey = keys.publicKey, key = keys.privateKey, ...validity } = more;
    return buildCertificate(
      {
        serialNumber: testSerialNumber(),
        issuer: named(issuer),
        subject: named(subject),
        ...YEAR,
        ...validity,
        publicKey,
        extensions,
      },
      key,
    );
  };
  const root = () => issue('Root', 'Root');
  const refused = (problem: ChainProblem, result: ReturnType<typeof verifyChain>) => {
    assert.equal(result.valid ? 'valid' : result.problem, problem);
  };

  it('leads from the leaf over intermediates, in any order, to the anchor', () => {
    const [anchor, upper, lower, leaf] = [
      root(),
      issue('Upper', 'Root', limited(1)),
      issue('Lower', 'Upper', limited(0)),
      issue('Leaf', 'Lower', []),
    ];
    const result = verifyChain(leaf, [upper, root(), lower], [anchor], AT);
    assert.deepEqual(result, { valid: true, path: [leaf, lower, upper, anchor] });
  });

  it('may have RSA and EC keys in it', () => {
    const lower = issue('Lower', 'Root', AUTHORITY, { publicKey: rsa.publicKey });
    const leaf = issue('Leaf', 'Lower', [], { key: rsa.privateKey });
    assert.equal(verifyChain(leaf, [lower], [root()], AT).valid, true);
  });

  it('takes another issuer of the same name when the first one did not sign', () => {
    const stranger = issue('Lower', 'Root', AUTHORITY, { publicKey: other.publicKey });
    const lower = issue('Lower', 'Root');
    const leaf = issue('Leaf', 'Lower', []);
    assert.equal(verifyChain(leaf, [stranger, lower], [root()], AT).valid, true);
    refused('signature', verifyChain(leaf, [stranger], [root()], AT));
  });

  it('ends at an anchor and nowhere else', () => {
    const leaf = issue('Leaf', 'Root', []);
    refused('issuer-unknown', verifyChain(leaf, [], [], AT));
    refused('issuer-unknown', verifyChain(leaf, [root()], [], AT));
    refused('issuer-unknown', verifyChain(issue('Self', 'Self'), [], [root()], AT));
  });

  it('has every certificate valid at that time, the anchor too', () => {
    const late = { notBefore: new Date('2026-07-01T00:00:00Z') };
    const early = { notAfter: new Date('2026-05-01T00:00:00Z') };
    const leaf = (validity = {}) => issue('Leaf', 'Lower', [], validity);
    const lower = (validity = {}) => issue('Lower', 'Root', AUTHORITY, validity);
    const anchor = (validity = {}) => issue('Root', 'Root', AUTHORITY, validity);
    refused('not-yet-valid', verifyChain(leaf(late), [lower()], [anchor()], AT));
    refused('expired', verifyChain(leaf(early), [lower()], [anchor()], AT));
    refused('not-yet-valid', verifyChain(leaf(), [lower(late)], [anchor()], AT));
    refused('expired', verifyChain(leaf(), [lower(early)], [anchor()], AT));
    refused('expired', verifyChain(leaf(), [lower()], [anchor(early)], AT));
    refused('not-yet-valid', verifyChain(leaf(), [lower()], [anchor()], new Date(NaN)));
    for (const moment of [YEAR.notBefore, YEAR.notAfter]) {
      assert.equal(verifyChain(leaf(), [lower()], [anchor()], moment).valid, true);
    }
  });

  it('has only authorities above the leaf', () => {
    const leaf = issue('Leaf', 'Lower', []);
    const under = (...extensions: Der[]) =>
      verifyChain(leaf, [issue('Lower', 'Root', extensions)], [root()], AT);
    const ca = basicConstraints({ ca: true, pathLength: null });
    refused('not-a-ca', under());
    refused('not-a-ca', under(basicConstraints({ ca: false }), keyUsage(KEY_USAGE.keyCertSign)));
    refused('key-usage', under(ca));
    refused('key-usage', under(ca, keyUsage(KEY_USAGE.digitalSignature, KEY_USAGE.cRLSign)));
  });

  it('is no longer than its authorities allow', () => {
    const lower = issue('Lower', 'Upper');
    const leaf = issue('Leaf', 'Lower', []);
    const upper = (pathLength: number) => issue('Upper', 'Root', limited(pathLength));
    refused('path-length', verifyChain(leaf, [lower, upper(0)], [root()], AT));
    assert.equal(verifyChain(leaf, [lower, upper(1)], [root()], AT).valid, true);
    const under = (limit: number) =>
      verifyChain(leaf, [lower, upper(1)], [issue('Root', 'Root', limited(limit))], AT);
    refused('path-length', under(1));
    assert.equal(under(2).valid, true);
  });

  it('has no critical extension that nobody understands', () => {
    const unknown = (critical: boolean) =>
      sequence(
        oid('2.16.792.9.9.9'),
        ...(critical ? [boolean(true)] : []),
        octets(encode(nothing())),
      );
    const leaf = (critical: boolean) => issue('Leaf', 'Root', [unknown(critical)]);
    refused('critical-extension', verifyChain(leaf(true), [], [root()], AT));
    assert.equal(verifyChain(leaf(false), [], [root()], AT).valid, true);
    const lower = issue('Lower', 'Root', [...AUTHORITY, unknown(true)]);
    refused('critical-extension', verifyChain(issue('Leaf', 'Lower', []), [lower], [root()], AT));
  });

  it('refuses a leaf of which a bit was changed, and what is no certificate', () => {
    const leaf = issue('Leaf', 'Root', []);
    for (let position = 0; position < leaf.length; position += 7) {
      const changed = Uint8Array.from(leaf);
      changed[position] = (changed[position] ?? 0) ^ 0x01;
      assert.equal(verifyChain(changed, [], [root()], AT).valid, false, `byte ${position}`);
    }
    for (const nothingAtAll of [new Uint8Array(), new Uint8Array(100_000), leaf.subarray(1)]) {
      refused('malformed', verifyChain(nothingAtAll, [nothingAtAll], [nothingAtAll], AT));
    }
    assert.equal(verifyChain(leaf, [new Uint8Array()], [new Uint8Array(), root()], AT).valid, true);
  });

  it('refuses a certificate that has an extension twice', () => {
    const leaf = issue('Leaf', 'Root', [...AUTHORITY, ...AUTHORITY]);
    refused('malformed', verifyChain(leaf, [], [root()], AT));
  });

  it('comes to an end among certificates that issued one another', () => {
    const circle = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].flatMap((subject) =>
      ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((issuer) => issue(subject, issuer)),
    );
    const result = verifyChain(issue('Leaf', 'A', []), circle, [root()], AT);
    assert.equal(result.valid, false);
  });
});

describe('Two names', () => {
  const attribute = (rdn: number, value: string, type: string = OID.commonName) => ({
    rdn,
    type,
    value,
  });

  it('are the same whatever the case and the spaces', () => {
    assert.ok(isSameName([attribute(0, 'Kök  Sertifika ')], [attribute(0, 'KÖK sertifika')]));
  });

  it('differ by value, type, number and order of their parts', () => {
    const name = [attribute(0, 'TR', OID.countryName), attribute(1, 'Kök')];
    assert.ok(isSameName(name, [...name]));
    assert.ok(!isSameName(name, [attribute(0, 'TR', OID.countryName), attribute(1, 'Ara')]));
    assert.ok(!isSameName(name, name.slice(1)));
    assert.ok(!isSameName(name, [attribute(0, 'Kök'), attribute(1, 'TR', OID.countryName)]));
    assert.ok(!isSameName(name, [attribute(0, 'TR', OID.commonName), attribute(1, 'Kök')]));
    assert.ok(!isSameName(name, [attribute(0, 'TR', OID.countryName), attribute(0, 'Kök')]));
  });

  it('have no order within one part', () => {
    const [a, b] = [attribute(0, 'a'), attribute(0, 'b', OID.serialNumber)];
    assert.ok(isSameName([a, b], [b, a]));
  });
});
