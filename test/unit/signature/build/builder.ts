import assert from 'node:assert/strict';
import { createHash, privateEncrypt } from 'node:crypto';
import { ecdsaSign } from '../../../../src/pki/keyArithmetic.ts';
import type { KeyPairAlgorithm } from '../../../../src/pki/testAuthority/keyPair.ts';
import { requestTimeStamp } from '../../../../src/pki/timeStamp/requestTimeStamp.ts';
import type { SignatureReport } from '../../../../src/signature/report/report.ts';
import { validateDocument } from '../../../../src/signature/validate.ts';
import type { Signer } from '../../../../src/signature/signers/signer.ts';
import type { PlanRequest } from '../../../../src/signature/xades/build/planSignature.ts';
import { planSignature } from '../../../../src/signature/xades/build/planSignature.ts';
import type { PreparedXades } from '../../../../src/signature/xades/build/prepareXades.ts';
import { prepareXades } from '../../../../src/signature/xades/build/prepareXades.ts';
import type { PresetName } from '../../../../src/signature/xades/build/presets.ts';
import { presetByName } from '../../../../src/signature/xades/build/presets.ts';
import { xadesSigner } from '../../../../src/signature/xades/build/xadesSigner.ts';
import { bytesOf, memorySource } from '../../../../src/signature/xml/byteSource.ts';
import type { Leaf, TestAuthority } from '../../../rig/testAuthority.ts';
import { newTestAuthority } from '../../../rig/testAuthority.ts';
import { signPrepared } from '../cmsSigner.ts';

export interface SignWish extends PlanRequest {
  readonly preset?: PresetName;
  readonly role?: string;
  readonly signingTime?: Date;
}

let made: Promise<Made> | null = null;

interface Made {
  readonly authority: TestAuthority;
  readonly leaves: Readonly<Record<KeyPairAlgorithm, Leaf>>;
}

/** A seal of each kind of key, made once. */
export async function seals(): Promise<Made['leaves']> {
  made ??= make();
  return (await made).leaves;
}

async function make(): Promise<Made> {
  const authority = await newTestAuthority();
  const leaves = {
    'RSA-2048': await authority.issue('seal', 'RSA-2048'),
    'EC-P384': await authority.issue('seal', 'EC-P384'),
  };
  return { authority, leaves };
}

export function prepareWith(leaf: Leaf, bytes: Uint8Array, wish: SignWish = {}): PreparedXades {
  const preset = presetByName(wish.preset ?? 'gib');
  const signer = xadesSigner(new Uint8Array(leaf.certificate.raw), preset);
  return prepareXades(planSignature(memorySource(bytes), wish), { signer, ...wish });
}

/** Like a card whose PIN was verified. */
export function signerOf({ certificate, privateKey }: Leaf): Signer {
  return {
    certificate: new Uint8Array(certificate.raw),
    chain: [],
    sign: (input) => {
      if (input.kind === 'hash') return Promise.resolve(ecdsaSign(privateKey, input.hash));
      assert.equal(input.kind, 'digest-info');
      return Promise.resolve(new Uint8Array(privateEncrypt(privateKey, input.digestInfo)));
    },
    close: () => Promise.resolve(),
  };
}

/** Signs a file's bytes as a card would. */
export function signWith(leaf: Leaf, bytes: Uint8Array, wish: SignWish = {}): Uint8Array {
  const prepared = prepareWith(leaf, bytes, wish);
  return prepared.finish(signPrepared(leaf, prepared));
}

/** The same with a time stamp: level T. */
export async function stampWith(
  leaf: Leaf,
  bytes: Uint8Array,
  wish: SignWish = {},
): Promise<Uint8Array> {
  const prepared = prepareWith(leaf, bytes, wish);
  const signed = prepared.complete(signPrepared(leaf, prepared));
  return bytesOf(signed.withTimeStamp(await stamp(signed.toBeStamped)));
}

/** A time stamp of the authority that issued the seals. */
export async function stamp(data: Uint8Array): Promise<Uint8Array> {
  made ??= make();
  const { authority } = await made;
  const hash = createHash('sha256').update(data).digest();
  return requestTimeStamp({
    url: new URL('http://tsa.test'),
    algorithm: 'sha256',
    hash,
    fetcher: async ({ body = new Uint8Array() }) => ({
      status: 200,
      contentType: 'application/timestamp-reply',
      body: await authority.authority.answerTimeStamp(body, { now: new Date() }),
    }),
  });
}

/** What the validator says of each signature; whom one may trust is not the question here. */
export async function validated(bytes: Uint8Array): Promise<readonly SignatureReport[]> {
  const trust = { anchors: [], intermediates: [], crls: [] };
  const around = { trust, now: new Date(), fetcher: null };
  const reports = await validateDocument(memorySource(bytes), { file: 'a', at: null, around });
  return reports.flatMap(({ signatures }) => signatures);
}

/** Every signature of the file is mathematically right; how many there are. */
export async function rightSignatures(bytes: Uint8Array): Promise<number> {
  const signatures = await validated(bytes);
  for (const { coreValid, findings } of signatures) {
    const wrong = findings.filter(
      ({ code, severity }) => /^(SIG|XML)-/.test(code) && severity !== 'information',
    );
    assert.deepEqual({ coreValid, wrong }, { coreValid: true, wrong: [] });
  }
  return signatures.length;
}
