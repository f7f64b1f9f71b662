import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { SigningDesk, codesOf, isGood, isRefused } from '../support/signingDesk.ts';
import { signedInfoOf, valueOf, withValue } from './signedInfo.ts';

const CRYPTO = 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE';
const VALUE = 'TOTAL_FAILED SIG_CRYPTO_FAILURE';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** RFC 8017 §8.2.2 (Bleichenbacher 2006), FIPS 186-5 §6.4.2 (CVE-2022-21449). */
describe('A signature value', function () {
  this.timeout(60_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  it('is right for the key alone that made it', async () => {
    isGood(await desk.signature(desk.signed({}, undefined, desk.ec)));
    const text = desk.signed();
    const other = text.replace(
      /(?<=X509Certificate>)[^<]+/,
      Buffer.from(desk.ec.certificate).toString('base64'),
    );
    const signature = await desk.signature(other);
    assert.equal(signature.coreValid, false);
    assert.equal(signature.signer, null);
  });

  it('is wrong with a bit changed, cut, grown or empty of meaning', async () => {
    for (const signer of [desk.rsa, desk.ec]) {
      const text = desk.signed({}, undefined, signer);
      const right = valueOf(text);
      const flipped = Buffer.from(right);
      flipped[40] = (flipped[40] ?? 0) ^ 1;
      const size = right.length;
      for (const value of [
        flipped,
        right.subarray(1),
        right.subarray(0, -1),
        Buffer.concat([right, Buffer.alloc(1)]),
        Buffer.concat([Buffer.alloc(1), right]),
        Buffer.alloc(size),
        Buffer.alloc(size, 0xff),
        Buffer.alloc(1),
        Buffer.concat([Buffer.alloc(size / 2), right.subarray(size / 2)]),
        Buffer.concat([right.subarray(0, size / 2), Buffer.alloc(size / 2)]),
        Buffer.concat([right, right]),
      ]) {
        isRefused(await desk.signature(withValue(text, value)), VALUE, 'SIG-VALUE');
      }
    }
  });

  it('is taken as DER with a word, and only when that is strict', async () => {
    const text = desk.signed({ dsaEncoding: 'der' }, undefined, desk.ec);
    const signature = await desk.signature(text);
    isGood(signature);
    assert.ok(codesOf(signature).includes('SIG-ECDSA-DER'));
    const der = valueOf(text);
    const long = Buffer.concat([der.subarray(0, 1), Buffer.of(0x81), der.subarray(1)]);
    for (const value of [
      Buffer.concat([der, Buffer.of(0)]),
      long,
      Buffer.from('3006020100020100', 'hex'),
    ]) {
      isRefused(await desk.signature(withValue(text, value)), VALUE, 'SIG-VALUE');
    }
  });

  it('is not forged by a cube root, where padding is read leniently', async () => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
    const signer = desk.issueTo(keys);
    const text = desk.signed({}, undefined, signer);
    assert.equal((await desk.signature(text)).coreValid, true);
    const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
    const hash = createHash('sha256').update(signedInfoOf(text)).digest();
    for (const padding of [8, 1, 0]) {
      const head = Buffer.concat([
        Buffer.of(0, 1),
        Buffer.alloc(padding, 0xff),
        Buffer.of(0),
        info,
        hash,
      ]);
      const whole = Buffer.concat([head, Buffer.alloc(256 - head.length)]);
      const root = cubeRoot(BigInt(`0x${whole.toString('hex')}`)) + 1n;
      const forged = Buffer.from(root.toString(16).padStart(512, '0'), 'hex');
      const cube = (root ** 3n).toString(16).padStart(512, '0');
      assert.ok(cube.startsWith(head.toString('hex')), 'the forgery is what lenient readers take');
      isRefused(await desk.signature(withValue(text, forged)), VALUE, 'SIG-VALUE');
    }
  });

  it('counts for nothing with a key that proves nothing or too little', async () => {
    const weak = desk.issueTo(generateKeyPairSync('rsa', { modulusLength: 1024 }));
    const signature = await desk.signature(desk.signed({}, undefined, weak));
    isRefused(signature, CRYPTO, 'SIG-ALGORITHM-WEAK', { core: true, signer: true, time: true });
    const tiny = desk.issueTo(generateKeyPairSync('rsa', { modulusLength: 512 }));
    const none = 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND';
    isRefused(
      await desk.signature(desk.signed({ method: `${DSIG}rsa-sha1` }, undefined, tiny)),
      none,
      'CERT-UNREADABLE',
    );
    const one = desk.issueTo({ publicKey: exponentOne(desk.rsa.key), privateKey: desk.rsa.key });
    isRefused(await desk.signature(desk.signed({}, undefined, one)), none, 'CERT-UNREADABLE');
  });
});

function cubeRoot(value: bigint): bigint {
  let [low, high] = [0n, 1n << 700n];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** 3n <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** A key with the modulus of another and an exponent by which every value proves itself. */
function exponentOne(key: KeyObject): KeyObject {
  const der = (createPublicKey(key).export({ type: 'spki', format: 'der' }) as Buffer).toString(
    'hex',
  );
  assert.ok(der.endsWith('0203010001'));
  const changed = `${der.slice(0, -10)}0203000001`;
  return createPublicKey({ key: Buffer.from(changed, 'hex'), type: 'spki', format: 'der' });
}
