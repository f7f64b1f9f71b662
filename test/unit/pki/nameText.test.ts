import assert from 'node:assert/strict';
import type { DistinguishedName } from '../../../src/pki/distinguishedName.ts';
import { isNameText, nameFromText } from '../../../src/pki/nameText.ts';
import { OID } from '../../../src/pki/oids.ts';

const NAME = 'Mali Mühür Elektronik Sertifika Hizmet Sağlayıcısı - Sürüm 2';
const ISSUER: DistinguishedName = [
  { rdn: 0, type: OID.countryName, value: 'TR' },
  { rdn: 1, type: OID.commonName, value: NAME },
];

describe('names as text (RFC 4514)', () => {
  for (const text of [
    `CN=${NAME},C=TR`,
    `CN=${NAME}, C=TR`,
    `C=TR,CN=${NAME}`,
    `C=TR; CN = ${NAME} `,
    `2.5.4.6=TR,2.5.4.3=${NAME}`,
    `OID.2.5.4.6=TR,cn=${NAME}`,
    `cn="${NAME}" , c=tr`,
    `2.5.4.6=#13025452,CN=${NAME}`,
    `CN=${NAME.replace('ğ', String.raw`\C4\9F`)},C=TR`,
  ]) {
    it(`are the same name however they are written: ${text}`, () => {
      assert.equal(isNameText(text, ISSUER), true);
    });
  }

  for (const text of [
    '',
    'CN',
    `CN=${NAME}`,
    `CN=${NAME},C=DE`,
    `CN=${NAME},C=TR,C=TR`,
    `CN=${NAME}+C=TR`,
    `XX=${NAME},C=TR`,
    `2.5.4.6=#1302,CN=${NAME}`,
    `2.5.4.6=#zz,CN=${NAME}`,
    `CN=${NAME}\\,C=TR`,
    `CN=${'x'.repeat(10_000)},C=TR`,
  ]) {
    it(`are no such name: ${text.slice(0, 90)}`, () => {
      assert.equal(isNameText(text, ISSUER), false);
    });
  }

  it('have escaped separators inside of values', () => {
    const read = nameFromText(String.raw`O=A\, B \+ C,CN="D, E"`);
    assert.deepEqual(
      read?.map(({ value }) => value),
      ['A, B + C', 'D, E'],
    );
  });

  it('have several attributes in one relative name', () => {
    assert.deepEqual(
      nameFromText('SERIALNUMBER=1+CN=A,C=TR')?.map(({ rdn }) => rdn),
      [0, 0, 1],
    );
  });
});
