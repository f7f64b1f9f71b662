import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import type { KeyPairAlgorithm } from '../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import { qualifiedProfile } from '../../../src/pki/testAuthority/leafProfiles.ts';
import type { CmsRequest } from '../../../src/signature/cades/prepareCms.ts';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';

/** Somebody with a key, a certificate and the certificates above it, all DER. */
export interface TestSigner {
  readonly algorithm: KeyPairAlgorithm;
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly root: Uint8Array;
}

const made = new Map<KeyPairAlgorithm, Promise<TestSigner>>();

/** A signer of each algorithm, made once. */
export function testSigner(algorithm: KeyPairAlgorithm): Promise<TestSigner> {
  const signer = made.get(algorithm) ?? makeSigner(algorithm);
  made.set(algorithm, signer);
  return signer;
}

async function makeSigner(algorithm: KeyPairAlgorithm): Promise<TestSigner> {
  const [pki, { publicKey, privateKey }] = await Promise.all([
    createTestPki(ISSUER_NAMES.qualified),
    generateKeyPair(algorithm),
  ]);
  const profile = qualifiedProfile('11111111110', 'Test İmza Sahibi');
  const certificate = issueCertificate(pki.issuer, profile, publicKey);
  const [issuer, root] = [pki.issuer.certificate, pki.root.certificate];
  return { algorithm, privateKey, certificate, issuer, root };
}

/** Signs what was prepared, as a card would: PKCS#1 v1.5, or r ‖ s. */
export function signPrepared(
  { privateKey: key }: Pick<TestSigner, 'privateKey'>,
  { toBeSigned, digestAlgorithm }: { toBeSigned: Uint8Array; digestAlgorithm: string },
): Uint8Array {
  return new Uint8Array(sign(digestAlgorithm, toBeSigned, { key, dsaEncoding: 'ieee-p1363' }));
}

/** A whole CMS in one step. */
export function signCms(
  signer: Pick<TestSigner, 'privateKey' | 'certificate'>,
  what: CmsRequest['what'],
  options: Partial<CmsRequest> = {},
): Uint8Array {
  const prepared = prepareCms({ certificate: signer.certificate, what, ...options });
  return prepared.finish(signPrepared(signer, prepared));
}
