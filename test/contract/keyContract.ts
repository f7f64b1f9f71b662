import assert from 'node:assert/strict';
import * as crypto from 'node:crypto';
import type { Card, CardKey, SignInput } from '../../src/card/card.ts';
import { isMuhurError } from '../../src/errors.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { fromHex } from '../../src/hex.ts';
import type { KeyPairAlgorithm } from '../../src/pki/testAuthority/keyPair.ts';

/** One session with the card under test. */
export type Session = <T>(action: (card: Card) => Promise<T>) => Promise<T>;

const SHA256_PREFIX = fromHex('3031300D060960864801650304020105000420');
const MESSAGE = Buffer.from('Sayın alıcı, faturanız ektedir.');
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export function failsWith(code: ErrorCode, data?: object): (error: unknown) => true {
  return (error) => {
    assert.ok(isMuhurError(error, code), String(error));
    if (data !== undefined) assert.deepEqual(error.data, data);
    return true;
  };
}

const hash = (digest: string) => new Uint8Array(crypto.createHash(digest).update(MESSAGE).digest());

/** How each kind of signature key is used, and how long its signatures are. */
const KINDS: Readonly<
  Record<
    KeyPairAlgorithm,
    { key: Partial<CardKey>; input: SignInput; digest: string; length: number }
  >
> = {
  'RSA-2048': {
    key: { algorithm: 'RSA', size: 2048 },
    input: {
      kind: 'digest-info',
      digestInfo: Uint8Array.from([...SHA256_PREFIX, ...hash('sha256')]),
    },
    digest: 'sha256',
    length: 256,
  },
  'EC-P384': {
    key: { algorithm: 'EC', size: 384 },
    input: { kind: 'hash', hash: hash('sha384') },
    digest: 'sha384',
    length: 96,
  },
};

/** What every card must do with its keys. */
export function describeKeyContract(
  algorithm: KeyPairAlgorithm,
  rig: () => { readonly pin: string; readonly session: Session },
): void {
  const { key, input, digest, length } = KINDS[algorithm];
  const [other] = Object.entries(KINDS).flatMap(([name, kind]) => (name === algorithm ? [] : kind));

  describe(`keys, the one for signatures ${algorithm}`, () => {
    const session: Session = (action) => rig().session(action);
    const certificateOf = async (suffix: string) => {
      const { certificates } = await session((card) => card.readSnapshot());
      const found = certificates.find(({ label }) => label.endsWith(suffix));
      assert.ok(found);
      return { id: found.id, publicKey: new crypto.X509Certificate(found.der).publicKey };
    };
    /** With the PIN first, and without it if `pin` is null. */
    const withPin = <T>(pin: string | null, action: (card: Card) => Promise<T>) =>
      session(async (card) => {
        if (pin !== null) await card.verifyPin(bytes(pin));
        return action(card);
      });
    const sign = (id: string, pin: string | null, what = input) =>
      withPin(pin, (card) => card.sign(id, what));

    it('tell their kind, size and use', async () => {
      const { keys } = await session((card) => card.readSnapshot());
      const { algorithm: kind, size, usage } = keys[0] ?? {};
      assert.deepEqual({ algorithm: kind, size, usage }, { ...key, usage: ['sign'] });
      assert.deepEqual([keys[1]?.algorithm, keys[1]?.usage], ['RSA', ['decrypt']]);
    });

    it('sign after the PIN, and the certificate verifies the signature', async () => {
      const { id, publicKey } = await certificateOf('SIGN0');
      const signature = await sign(id, rig().pin);
      assert.equal(signature.length, length);
      const verifier = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      assert.ok(crypto.verify(digest, MESSAGE, verifier, signature));
    });

    it('sign nothing without the PIN', async () => {
      const { id } = await certificateOf('SIGN0');
      await assert.rejects(sign(id, null), failsWith('pin/not-verified'));
    });

    it('a verified PIN ends with the session', async () => {
      const { id } = await certificateOf('SIGN0');
      await sign(id, rig().pin);
      await assert.rejects(sign(id, null), failsWith('pin/not-verified'));
    });

    it('a verified PIN ends with logout', async () => {
      const { id } = await certificateOf('SIGN0');
      const signing = withPin(rig().pin, async (card) => {
        await card.logout();
        return card.sign(id, input);
      });
      await assert.rejects(signing, failsWith('pin/not-verified'));
    });

    it('sign nothing that is made for the other kind of key, and no PIN is asked for it', async () => {
      const { id } = await certificateOf('SIGN0');
      assert.ok(other);
      await assert.rejects(sign(id, null, other.input), failsWith('card/unsupported'));
    });

    it('decipher what was encrypted for the encryption certificate', async () => {
      const { id, publicKey } = await certificateOf('ENCR0');
      const padding = crypto.constants.RSA_PKCS1_PADDING;
      const cryptogram = crypto.publicEncrypt({ key: publicKey, padding }, MESSAGE);
      const text = await withPin(rig().pin, (card) => card.decipher(id, cryptogram));
      assert.deepEqual(Buffer.from(text), MESSAGE);
    });

    it('a key that is not there is named', async () => {
      const signing = sign('FF', rig().pin);
      await assert.rejects(signing, failsWith('card/key-not-found', { key: 'FF' }));
    });

    if (algorithm === 'RSA-2048') {
      it('sign a raw block', async () => {
        const { id, publicKey } = await certificateOf('SIGN0');
        const block = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(254, 0x5a)]);
        const signature = await sign(id, rig().pin, { kind: 'raw', block: new Uint8Array(block) });
        const padding = crypto.constants.RSA_NO_PADDING;
        assert.deepEqual(crypto.publicDecrypt({ key: publicKey, padding }, signature), block);
      });

      it('sign a hash by PSS', async () => {
        const { id, publicKey } = await certificateOf('SIGN0');
        for (const pss of ['sha256', 'sha384', 'sha512'] as const) {
          const what = { kind: 'pss', digest: pss, hash: hash(pss) } as const;
          const signature = await sign(id, rig().pin, what);
          const padding = crypto.constants.RSA_PKCS1_PSS_PADDING;
          const saltLength = crypto.constants.RSA_PSS_SALTLEN_DIGEST;
          const verifier = { key: publicKey, padding, saltLength };
          assert.ok(crypto.verify(pss, MESSAGE, verifier, signature), pss);
        }
      });
    } else {
      it('sign no hash that is not as long as the key', async () => {
        const { id } = await certificateOf('SIGN0');
        for (const size of [0, 20, 32, 47, 49, 64]) {
          const wrong = sign(id, rig().pin, { kind: 'hash', hash: new Uint8Array(size).fill(1) });
          await assert.rejects(
            wrong,
            failsWith('card/hash-length', { expected: 48, actual: size }),
          );
        }
      });
    }
  });
}
