import type { KeyObject } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import { validFor } from '../../src/pki/testAuthority/authority.ts';
import type { KeyPairAlgorithm } from '../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../src/pki/testAuthority/keyPair.ts';
import { qualifiedProfile, sealSigningProfile } from '../../src/pki/testAuthority/leafProfiles.ts';
import { createAuthority } from '../../src/portal/simulator/authority/createAuthority.ts';
import { openAuthority } from '../../src/portal/simulator/authority/openAuthority.ts';
import type {
  CertificateState,
  IssuerId,
  PortalAuthority,
  RevokedCertificate,
  StatusSource,
  StoredAuthority,
} from '../../src/portal/simulator/authority/types.ts';

/** What became of certificates, in memory. */
export class TestStatuses implements StatusSource {
  readonly #states = new Map<string, CertificateState>();
  readonly #crlNumbers = new Map<IssuerId, number>();
  #version = 0;

  set(issuer: IssuerId, serial: string, state: CertificateState): void {
    this.#states.set(`${issuer} ${serial}`, state);
    this.#version++;
  }

  statusOf(issuer: IssuerId, serial: string): CertificateState {
    return this.#states.get(`${issuer} ${serial}`) ?? { kind: 'unknown' };
  }

  *revoked(issuer: IssuerId): Iterable<RevokedCertificate> {
    for (const [key, state] of this.#states) {
      const [of = '', serial = ''] = key.split(' ');
      if (of === issuer && state.kind === 'revoked') yield { serial, ...state };
    }
  }

  version(): number {
    return this.#version;
  }

  nextCrlNumber(issuer: IssuerId): number {
    const number = (this.#crlNumbers.get(issuer) ?? 0) + 1;
    this.#crlNumbers.set(issuer, number);
    return number;
  }
}

export interface Leaf {
  readonly issuer: 'seal' | 'qualified';
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
}

export interface TestAuthority {
  readonly stored: StoredAuthority;
  readonly statuses: TestStatuses;
  readonly authority: PortalAuthority;
  /** A seal for an organisation, or a qualified certificate for a person; its state is good. */
  issue(issuer: 'seal' | 'qualified', algorithm?: KeyPairAlgorithm): Promise<Leaf>;
  change(leaf: Leaf, state: CertificateState): void;
}

/** An authority with fresh keys, at an address where nobody answers unless a test does. */
export async function newTestAuthority(baseUrl = 'http://127.0.0.1:9'): Promise<TestAuthority> {
  const stored = await createAuthority({ baseUrl });
  const statuses = new TestStatuses();
  const authority = openAuthority(stored, statuses);
  const change = ({ issuer, certificate }: Leaf, state: CertificateState) =>
    statuses.set(issuer, certificate.serialNumber, state);
  return {
    stored,
    statuses,
    authority,
    async issue(issuer, algorithm = 'RSA-2048') {
      const { publicKey, privateKey } = await generateKeyPair(algorithm);
      const profile =
        issuer === 'seal'
          ? sealSigningProfile('1234567801', 'Test Kurum (TEST)')
          : qualifiedProfile('10000000146', 'Test İmza Sahibi (TEST)');
      const validity = validFor(3, new Date());
      const der = authority.issue(issuer, profile, publicKey, { validity });
      const leaf = { issuer, certificate: new X509Certificate(der), privateKey };
      change(leaf, { kind: 'good' });
      return leaf;
    },
    change,
  };
}
