import assert from 'node:assert/strict';
import type { CardCertificate } from '../../../src/card/card.ts';
import type { Module } from '../../../src/card/pkcs11/binding.ts';
import { kindOf } from '../../../src/card/pkcs11/keys.ts';
import { fromHex } from '../../../src/hex.ts';
import { certificatesOf, newVirtualCard } from '../../rig/virtualCardInVpcd.ts';

/** Numbers of PKCS#11 v2.40. */
const ck = { CKK_RSA: 0, CKK_EC: 3, CKA_KEY_TYPE: 0x100, CKA_MODULUS: 0x120, CKA_EC_PARAMS: 0x180 };
const P384 = fromHex('06052B81040022');
/** The beginning of ECParameters as specifiedCurve (X9.62), which no token has to give by name. */
const EXPLICIT = fromHex('3081F7020101302C06072A8648CE3D0101022100');

/** No token that can be had here gives such values, so a module is played that does. */
function kindWith(
  values: Readonly<Record<number, Uint8Array>>,
  certificate?: CardCertificate,
): ReturnType<typeof kindOf> {
  const lib = {
    C_GetAttributeValue: (_session: Buffer, _object: Buffer, [asked]: [{ type: number }]) => {
      const value = values[asked.type];
      return [{ type: asked.type, ...(value && { value: Buffer.from(value) }) }];
    },
  };
  const handle = Buffer.alloc(8);
  const module = { path: 'played', ck, lib } as unknown as Module;
  return kindOf({ module, handle }, handle, certificate);
}

describe('What kind of key a token has', () => {
  const ec = { [ck.CKA_KEY_TYPE]: Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0) };
  const rsa = { [ck.CKA_KEY_TYPE]: new Uint8Array(8) };
  let certificate: CardCertificate | undefined;

  before(async () => {
    const { card, dispose } = await newVirtualCard({ algorithm: 'EC-P384' });
    [certificate] = await certificatesOf(card);
    await dispose();
  });

  it('a curve is known by its name', () => {
    const kind = kindWith({ ...ec, [ck.CKA_EC_PARAMS]: P384 });
    assert.deepEqual(kind, { algorithm: 'EC', size: 384 });
  });

  it('a curve given by explicit parameters, or kept back, is known by the certificate', () => {
    for (const values of [{ ...ec, [ck.CKA_EC_PARAMS]: EXPLICIT }, ec]) {
      const kind = kindWith(values, certificate);
      assert.deepEqual([kind?.algorithm, kind?.size], ['EC', 384]);
    }
  });

  it('without a certificate such a key is one of a length that is not known', () => {
    const kind = kindWith({ ...ec, [ck.CKA_EC_PARAMS]: EXPLICIT });
    assert.deepEqual(kind, { algorithm: 'EC', size: 0 });
  });

  it('an RSA key is as long as its modulus, leading zeros left out', () => {
    const modulus = Uint8Array.from([0, ...new Uint8Array(256).fill(0x80)]);
    const kind = kindWith({ ...rsa, [ck.CKA_MODULUS]: modulus });
    assert.deepEqual(kind, { algorithm: 'RSA', size: 2048 });
  });
});
