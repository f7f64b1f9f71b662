import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { X509Certificate, generateKeyPairSync } from 'node:crypto';
import type { LeafProfile } from '../../../../src/pki/testAuthority/leafProfiles.ts';
import { sealSigningProfile } from '../../../../src/pki/testAuthority/leafProfiles.ts';
import type { Surroundings } from '../../../../src/pki/trust/surroundings.ts';
import type { CertificateState } from '../../../../src/portal/simulator/authority/types.ts';
import type { FindingCode } from '../../../../src/signature/report/findings.ts';
import type {
  DocumentReport,
  Indication,
  SignatureReport,
  SubIndication,
} from '../../../../src/signature/report/report.ts';
import { validateDocument } from '../../../../src/signature/validate.ts';
import { memorySource } from '../../../../src/signature/xml/byteSource.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import type { HandMade, HandSigner } from '../../../fixtures/signatures/handSigner.ts';
import { signByHand, signablePlace } from '../../../fixtures/signatures/handSigner.ts';
import type { TestAuthority } from '../../../rig/testAuthority.ts';
import { newTestAuthority } from '../../../rig/testAuthority.ts';
import { AuthorityFetcher } from '../../pki/support/authorityFetcher.ts';

export const TAX_NUMBER = '1234567801';

/** An invoice with room for a signature. */
export const INVOICE = signablePlace(ublDocument('Invoice'));

const DAY = 24 * 60 * 60 * 1000;

/** A test authority that is trusted, and seals of it to sign with. */
export class SigningDesk {
  readonly pki: TestAuthority;
  readonly network: AuthorityFetcher;
  readonly now = new Date();
  readonly rsa: HandSigner;
  readonly ec: HandSigner;

  private constructor(pki: TestAuthority) {
    this.pki = pki;
    this.network = new AuthorityFetcher(pki.authority, this.now);
    this.rsa = this.issueTo(generateKeyPairSync('rsa', { modulusLength: 2048 }));
    this.ec = this.issueTo(generateKeyPairSync('ec', { namedCurve: 'P-384' }));
  }

  static async open(): Promise<SigningDesk> {
    return new SigningDesk(await newTestAuthority());
  }

  /** A seal for these keys, good unless told otherwise. */
  issueTo(
    keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
    more: {
      readonly profile?: LeafProfile;
      readonly days?: readonly [number, number];
      readonly state?: CertificateState;
    } = {},
  ): HandSigner {
    const { profile = sealSigningProfile(TAX_NUMBER, 'Test Kurum (TEST)'), days = [-30, 300] } =
      more;
    const [notBefore, notAfter] = days.map((it) => this.daysFromNow(it)) as [Date, Date];
    const validity = { notBefore, notAfter };
    const der = this.pki.authority.issue('seal', profile, keys.publicKey, { validity });
    this.change(der, more.state ?? { kind: 'good' });
    return { key: keys.privateKey, certificate: der };
  }

  change(certificate: Uint8Array, state: CertificateState): void {
    this.pki.statuses.set('seal', new X509Certificate(certificate).serialNumber, state);
  }

  daysFromNow(days: number): Date {
    return new Date(this.now.getTime() + days * DAY);
  }

  around(more: Partial<Surroundings> = {}): Surroundings {
    const { root, seal, qualified } = this.pki.authority.certificates;
    const trust = { anchors: [root], intermediates: [seal, qualified], crls: [] };
    return { trust, now: this.now, fetcher: this.network.fetch, ...more };
  }

  /** The invoice, or another document, signed with what a test makes wrong. */
  signed(made: HandMade = {}, text = INVOICE, signer = this.rsa): string {
    return signByHand(text, signer, made);
  }

  /** All reports of a file. */
  async all(
    content: string | Uint8Array,
    more: Partial<Surroundings> & { readonly at?: Date } = {},
  ): Promise<readonly DocumentReport[]> {
    const { at = null, ...around } = more;
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return validateDocument(memorySource(bytes), {
      file: 'file.xml',
      at,
      around: this.around(around),
    });
  }

  /** The report of a document that is a file of its own. */
  async report(content: string | Uint8Array, more?: Parameters<SigningDesk['all']>[1]) {
    const [report, second] = await this.all(content, more);
    assert.ok(report && !second, 'one document has one report');
    return report;
  }

  /** The one signature of a document. */
  async signature(content: string | Uint8Array, more?: Parameters<SigningDesk['all']>[1]) {
    const { signatures, findings } = await this.report(content, more);
    const [signature, second] = signatures;
    assert.ok(signature && !second, `one signature; ${JSON.stringify(findings)}`);
    return signature;
  }
}

export type VerdictText = Indication | `${Indication} ${SubIndication}`;

export function verdictText({ indication, subIndication }: SignatureReport): string {
  return subIndication === null ? indication : `${indication} ${subIndication}`;
}

export function codesOf({ findings }: Pick<SignatureReport, 'findings'>): readonly FindingCode[] {
  return findings.map(({ code }) => code);
}

export interface Told {
  readonly core?: boolean;
  /** Whose it is may be told, since the value is right and the certificate is bound to it. */
  readonly signer?: boolean;
  /** SigningTime may be told, since it is verified. */
  readonly time?: boolean;
}

/** The verdict, the reason, and that nothing is told that was not verified. */
export function isRefused(
  signature: SignatureReport,
  verdict: VerdictText,
  code: FindingCode,
  told: Told = {},
): void {
  const { core = false, signer = false, time = false } = told;
  const why = signature.findings.find((it) => it.code === code);
  assert.equal(verdictText(signature), verdict, JSON.stringify(codesOf(signature)));
  assert.ok(why, `${code} is told; ${JSON.stringify(codesOf(signature))}`);
  assert.equal(why.severity, 'error');
  assert.equal(signature.coreValid, core, 'coreValid');
  assert.equal(signature.signer?.vkn ?? null, signer ? TAX_NUMBER : null, 'signer');
  if (!signer) assert.deepEqual(signature.chain, []);
  assert.equal(signature.signingTime !== null, time, 'signingTime');
}

/** Nothing is wrong with it, whatever GİB asks of it beyond that. */
export function isGood(signature: SignatureReport): void {
  const errors = signature.findings.filter(
    ({ severity, code }) => severity === 'error' && !code.startsWith('GIB-'),
  );
  assert.deepEqual(errors, []);
  assert.equal(verdictText(signature), 'TOTAL_PASSED');
  assert.equal(signature.coreValid, true);
  assert.equal(signature.signer?.vkn, TAX_NUMBER);
  assert.notEqual(signature.signingTime, null);
}

/** Replaces what has to be there, once. */
export function replaced(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, () => to);
  assert.notEqual(result, text, `nothing to replace: ${String(from)}`);
  return result;
}
