import assert from 'node:assert/strict';
import type { KeyPairAlgorithm } from '../../../../src/pki/testAuthority/keyPair.ts';
import type { SignatureReport } from '../../../../src/signature/report/report.ts';
import { validateDocument } from '../../../../src/signature/validate.ts';
import type { PlanRequest } from '../../../../src/signature/xades/build/planSignature.ts';
import { planSignature } from '../../../../src/signature/xades/build/planSignature.ts';
import type { PreparedXades } from '../../../../src/signature/xades/build/prepareXades.ts';
import { prepareXades } from '../../../../src/signature/xades/build/prepareXades.ts';
import type { PresetName } from '../../../../src/signature/xades/build/presets.ts';
import { presetByName } from '../../../../src/signature/xades/build/presets.ts';
import { xadesSigner } from '../../../../src/signature/xades/build/xadesSigner.ts';
import { memorySource } from '../../../../src/signature/xml/byteSource.ts';
import type { Leaf } from '../../../rig/testAuthority.ts';
import { newTestAuthority } from '../../../rig/testAuthority.ts';
import { signPrepared } from '../cmsSigner.ts';

export interface SignWish extends PlanRequest {
  readonly preset?: PresetName;
  readonly role?: string;
  readonly signingTime?: Date;
}

let leaves: Promise<Record<KeyPairAlgorithm, Leaf>> | null = null;

/** A seal of each kind of key, made once. */
export function seals(): Promise<Record<KeyPairAlgorithm, Leaf>> {
  leaves ??= makeLeaves();
  return leaves;
}

async function makeLeaves(): Promise<Record<KeyPairAlgorithm, Leaf>> {
  const authority = await newTestAuthority();
  return {
    'RSA-2048': await authority.issue('seal', 'RSA-2048'),
    'EC-P384': await authority.issue('seal', 'EC-P384'),
  };
}

export function prepareWith(leaf: Leaf, bytes: Uint8Array, wish: SignWish = {}): PreparedXades {
  const preset = presetByName(wish.preset ?? 'gib');
  assert.ok(preset);
  const signer = xadesSigner(new Uint8Array(leaf.certificate.raw), preset);
  return prepareXades(planSignature(memorySource(bytes), wish), { signer, ...wish });
}

/** Signs a file's bytes as a card would. */
export function signWith(leaf: Leaf, bytes: Uint8Array, wish: SignWish = {}): Uint8Array {
  const prepared = prepareWith(leaf, bytes, wish);
  return prepared.finish(signPrepared(leaf, prepared));
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
