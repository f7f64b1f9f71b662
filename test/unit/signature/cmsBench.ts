import assert from 'node:assert/strict';
import { prepareCms } from '../../../src/signature/cades/prepareCms.ts';
import type { CmsValidationRequest } from '../../../src/signature/cades/validateCms.ts';
import { validateCms } from '../../../src/signature/cades/validateCms.ts';
import type { FindingCode } from '../../../src/signature/report/findings.ts';
import type { DocumentReport, SignatureReport } from '../../../src/signature/report/report.ts';
import type { KeyPairAlgorithm } from '../../../src/pki/testAuthority/keyPair.ts';
import type { TestAuthority } from '../../rig/testAuthority.ts';
import { newTestAuthority } from '../../rig/testAuthority.ts';
import { AuthorityFetcher } from '../pki/support/authorityFetcher.ts';
import { CONTENT } from './builtCms.ts';
import type { TestSigner } from './cmsSigner.ts';
import { signPrepared } from './cmsSigner.ts';

/** Said of every signature of a test authority without a time stamp. */
const USUAL: readonly FindingCode[] = ['CERT-TEST', 'CERT-TAX-NUMBER', 'SIG-TIMESTAMP-NONE'];

export type Key = Pick<TestSigner, 'privateKey' | 'certificate'>;
type More = Partial<CmsValidationRequest>;

/** Signers of a test authority, and a validator that trusts it and can ask it. */
export class CmsBench {
  readonly pki: TestAuthority;
  readonly signer: Key;
  readonly ecSigner: Key;
  readonly now = new Date();

  private constructor(pki: TestAuthority, signer: Key, ecSigner: Key) {
    this.pki = pki;
    this.signer = signer;
    this.ecSigner = ecSigner;
  }

  static async start(): Promise<CmsBench> {
    const pki = await newTestAuthority();
    const key = async (algorithm: KeyPairAlgorithm): Promise<Key> => {
      const { privateKey, certificate } = await pki.issue('seal', algorithm);
      return { privateKey, certificate: new Uint8Array(certificate.raw) };
    };
    return new CmsBench(pki, await key('RSA-2048'), await key('EC-P384'));
  }

  around(): CmsValidationRequest['around'] {
    const { root, seal, qualified } = this.pki.authority.certificates;
    const trust = { anchors: [root], intermediates: [seal, qualified], crls: [] };
    const { fetch: fetcher } = new AuthorityFetcher(this.pki.authority, this.now);
    return { trust, now: this.now, fetcher };
  }

  validate(cms: Uint8Array, more: More = {}): Promise<DocumentReport> {
    return validateCms(cms, { file: 'a.p7s', at: null, around: this.around(), ...more });
  }

  /** Of the only signature. */
  async only(cms: Uint8Array, more: More = {}): Promise<SignatureReport> {
    const { signatures } = await this.validate(cms, more);
    const [first] = signatures;
    assert.ok(first !== undefined && signatures.length === 1);
    return first;
  }
}

export function verdictText({ indication, subIndication }: SignatureReport): string {
  return subIndication === null ? indication : `${indication} ${subIndication}`;
}

export function codesOf({ findings }: Pick<SignatureReport, 'findings'>): FindingCode[] {
  return findings.map(({ code }) => code).filter((code) => !USUAL.includes(code));
}

/** CONTENT, signed as this program does. */
export function cades(key: Key, detached = false): Uint8Array {
  const what = { content: CONTENT, detached };
  const prepared = prepareCms({ what, certificate: key.certificate });
  return prepared.finish(signPrepared(key, prepared));
}
