import type { KeyObject } from 'node:crypto';
import type { SignInput } from '../../card/card.ts';
import { padForSignature, pssBlock } from '../../card/rsaPadding.ts';
import { algorithmFor, rejectUnfitHash } from '../../card/signInput.ts';
import { MuhurError } from '../../errors.ts';
import { ecdsaSign, rsaPrivate } from '../../pki/keyArithmetic.ts';
import type { OpenedPfx } from '../../pki/pkcs12/readPfx.ts';
import { publicHalf, readPfx } from '../../pki/pkcs12/readPfx.ts';
import { parseX509 } from '../../pki/x509.ts';
import type { CertificateWish, OfferedCertificate } from './chooseCertificate.ts';
import { chainAbove } from './chainAbove.ts';
import { chooseCertificate } from './chooseCertificate.ts';
import type { Signer } from './signer.ts';

/**
 * Signs with the key of a PFX file. The key stays in memory until the signer is let go of; the file
 * counts no tries.
 * @throws `pfx/…`, and `sign/…` for a certificate that must not sign.
 */
export async function openPfxSigner(
  bytes: Uint8Array,
  password: string,
  wish: CertificateWish,
): Promise<Signer> {
  const pfx = await readPfx(bytes, password);
  const { offered } = chooseCertificate(withKeys(pfx), wish);
  let key = offered.key;
  return {
    certificate: offered.der,
    chain: chainAbove(offered.der, pfx.certificates),
    sign(input) {
      if (key === null) return Promise.reject(new MuhurError('cancelled', {}));
      return signWith(key, input);
    },
    close() {
      key = null;
      return Promise.resolve();
    },
  };
}

type WithKey = OfferedCertificate & { readonly key: KeyObject | null };

/** Which key belongs to which certificate, the keys themselves tell best. */
function withKeys({ certificates, keys }: OpenedPfx): WithKey[] {
  const halves = keys.map((key) => ({ key, half: publicHalf(key) }));
  return certificates.map((der, index) => {
    const own = publicKeyOf(der);
    const key = halves.find(({ half }) => own !== null && Buffer.compare(half, own) === 0)?.key;
    return { id: String(index), der, hasKey: key !== undefined, key: key ?? null };
  });
}

function publicKeyOf(der: Uint8Array): Uint8Array | null {
  try {
    return parseX509(der).publicKeyInfo;
  } catch {
    // It is refused when it is judged.
    return null;
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
async function signWith(key: KeyObject, input: SignInput): Promise<Uint8Array> {
  const { modulusLength } = key.asymmetricKeyDetails ?? {};
  if (algorithmFor(input) !== (modulusLength === undefined ? 'EC' : 'RSA')) {
    throw new MuhurError('card/unsupported', { operation: `${input.kind} with that key` });
  }
  if (input.kind === 'hash') {
    rejectUnfitHash(input, key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 256 : 384);
    return ecdsaSign(key, input.hash);
  }
  const signature = rsaPrivate(key, rsaBlock(input, modulusLength ?? 0));
  if (signature === null) throw new MuhurError('card/unsupported', { operation: 'that block' });
  return signature;
}

function rsaBlock(input: Exclude<SignInput, { kind: 'hash' }>, bits: number): Uint8Array {
  switch (input.kind) {
    case 'raw':
      return input.block;
    case 'pss':
      return pssBlock(input.digest, input.hash, bits);
    case 'digest-info':
      return padForSignature(input.digestInfo, bits / 8) ?? new Uint8Array();
  }
}
