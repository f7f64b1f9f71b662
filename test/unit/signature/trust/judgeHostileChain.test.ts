import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Der } from '../../../../src/pki/der.ts';
import type { FetchRequest, Fetcher } from '../../../../src/pki/fetching.ts';
import { KEY_USAGE } from '../../../../src/pki/oids.ts';
import {
  buildCertificate,
  nameOf,
  testSerialNumber,
} from '../../../../src/pki/testAuthority/certificateBuilder.ts';
import type { NameAttribute } from '../../../../src/pki/testAuthority/certificateBuilder.ts';
import {
  authorityInfoAccess,
  basicConstraints,
  keyUsage,
} from '../../../../src/pki/testAuthority/extensions.ts';
import type { KeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../../../src/pki/testAuthority/keyPair.ts';
import { sealSigningProfile } from '../../../../src/pki/testAuthority/leafProfiles.ts';
import { loadTrust } from '../../../../src/pki/trust/trustStore.ts';
import type { SubIndication } from '../../../../src/signature/report/report.ts';
import { judgeCertificate } from '../../../../src/signature/trust/judgeCertificate.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const VALIDITY = { notBefore: new Date('2025-01-01'), notAfter: new Date('2028-01-01') };
const CA = [basicConstraints({ ca: true, pathLength: null }), keyUsage(KEY_USAGE.keyCertSign)];
const SEAL = sealSigningProfile('3900383669', 'Deneme A.Ş.');

describe('The way from a certificate to an anchor', () => {
  let keys: KeyPair;
  let otherKeys: KeyPair;
  before(async () => {
    [keys, otherKeys] = await Promise.all([generateKeyPair('EC-P384'), generateKeyPair('EC-P384')]);
  });

  /** All have the same key unless told otherwise: what links them are their names. */
  function issue(
    subject: string | readonly NameAttribute[],
    issuer: string,
    extensions: readonly Der[] = CA,
    { signer = keys, publicKey = keys.publicKey } = {},
  ): Uint8Array {
    const named = (name: string | readonly NameAttribute[]) =>
      nameOf(typeof name === 'string' ? [['CN', name]] : name);
    return buildCertificate(
      {
        serialNumber: testSerialNumber(),
        issuer: named(issuer),
        subject: named(subject),
        ...VALIDITY,
        publicKey,
        extensions,
      },
      signer.privateKey,
    );
  }
  const seal = (issuer: string, more: readonly Der[] = []) =>
    issue(SEAL.subject, issuer, [...SEAL.extensions, ...more]);
  async function leads(
    subIndication: SubIndication,
    leaf: Uint8Array,
    { others = [] as readonly Uint8Array[], anchors = [issue('Root', 'Root')] } = {},
  ): Promise<void> {
    const trust = { anchors, intermediates: [], crls: [] };
    const around = { trust, now: NOW, fetcher: null };
    const { verdict } = await judgeCertificate(leaf, others, NOW, around);
    assert.equal(verdict?.subIndication, subIndication);
  }

  it('leads through authorities alone, and as many as they allow', async () => {
    const leaf = seal('Lower');
    await leads('TRY_LATER', leaf, { others: [issue('Lower', 'Root')] });
    const user = issue('Lower', 'Root', [basicConstraints({ ca: false })]);
    await leads('CHAIN_CONSTRAINTS_FAILURE', leaf, { others: [user] });
    await leads('CHAIN_CONSTRAINTS_FAILURE', leaf, { others: [issue('Lower', 'Root', [])] });
    const noCa = [basicConstraints({ ca: true, pathLength: null }), keyUsage(KEY_USAGE.cRLSign)];
    await leads('CHAIN_CONSTRAINTS_FAILURE', leaf, { others: [issue('Lower', 'Root', noCa)] });
    const limited = [
      basicConstraints({ ca: true, pathLength: 0 }),
      keyUsage(KEY_USAGE.keyCertSign),
    ];
    const others = [issue('Lower', 'Upper'), issue('Upper', 'Root', limited)];
    await leads('CHAIN_CONSTRAINTS_FAILURE', leaf, { others });
  });

  it('does not lead over a name without the key', async () => {
    const forged = issue('Lower', 'Root', CA, { signer: otherKeys });
    await leads('NO_CERTIFICATE_CHAIN_FOUND', seal('Lower'), { others: [forged] });
    const twin = issue('Root', 'Root', CA, { signer: otherKeys });
    await leads('NO_CERTIFICATE_CHAIN_FOUND', seal('Root'), { anchors: [], others: [twin] });
    const itself = issue(SEAL.subject, 'Self', SEAL.extensions);
    await leads('NO_CERTIFICATE_CHAIN_FOUND', itself, { others: [itself] });
  });

  it('leads to nothing to rely upon for a key that is too short', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const weak = issue(SEAL.subject, 'Root', SEAL.extensions, { publicKey, signer: keys });
    await leads('CRYPTO_CONSTRAINTS_FAILURE', weak);
  });

  describe('over an issuer that is not at hand', () => {
    const ISSUER = 'http://depo.kamusm.gov.tr/kurumsal/mmeshs-s3.crt';
    let asked: FetchRequest[];
    beforeEach(() => {
      asked = [];
    });
    const giving =
      (bytes: Uint8Array | null): Fetcher =>
      (request) => {
        asked.push(request);
        const body = bytes ?? new Uint8Array();
        return Promise.resolve({ status: bytes ? 200 : 404, contentType: '', body });
      };
    async function judged(fetcher: Fetcher | null, caIssuers = ISSUER, anchors?: Uint8Array[]) {
      const leaf = seal('Lower', [authorityInfoAccess({ caIssuers })]);
      const trust = {
        anchors: anchors ?? [issue('Root', 'Root')],
        intermediates: [],
        crls: [],
      };
      const { verdict } = await judgeCertificate(leaf, [], NOW, { trust, now: NOW, fetcher });
      return verdict?.subIndication;
    }

    it('fetches it from Kamu SM’s repository, as a candidate like any other', async () => {
      assert.equal(await judged(giving(issue('Lower', 'Root'))), 'TRY_LATER');
      assert.deepEqual(
        asked.map(({ url, method }) => `${method} ${url.href}`),
        [`GET ${ISSUER}`],
      );
      const forged = issue('Lower', 'Root', CA, { signer: otherKeys });
      assert.equal(await judged(giving(forged)), 'NO_CERTIFICATE_CHAIN_FOUND');
      for (const bytes of [null, Buffer.from('<html>'), issue('Other', 'Root')]) {
        assert.equal(await judged(giving(bytes)), 'NO_CERTIFICATE_CHAIN_FOUND');
      }
    });

    it('fetches from nowhere else, and not when nothing could come of it', async () => {
      const right = giving(issue('Lower', 'Root'));
      const elsewhere = [
        'http://127.0.0.1:8080/ca.crt',
        'http://depo.kamusm.gov.tr.example/ca.crt',
        'http://depo.kamusm.gov.tr:8080/ca.crt',
        'http://depo.kamusm.gov.tr@evil.example/ca.crt',
        'ldap://depo.kamusm.gov.tr/ca.crt',
        'file:///etc/passwd',
      ];
      for (const address of elsewhere) {
        assert.equal(await judged(right, address), 'NO_CERTIFICATE_CHAIN_FOUND');
      }
      assert.equal(await judged(right, ISSUER, []), 'NO_CERTIFICATE_CHAIN_FOUND');
      assert.equal(await judged(null), 'NO_CERTIFICATE_CHAIN_FOUND');
      assert.deepEqual(asked, []);
    });

    it('goes up so far and no farther', async () => {
      const endless: Fetcher = (request) => {
        asked.push(request);
        const n = asked.length;
        const caIssuers = `http://depo.kamusm.gov.tr/${n}.crt`;
        const names = ['Lower', ...Array.from({ length: 9 }, (_, i) => `A${i + 1}`)];
        const body = issue(names[n - 1] ?? '', names[n] ?? '', [
          ...CA,
          authorityInfoAccess({ caIssuers }),
        ]);
        return Promise.resolve({ status: 200, contentType: '', body });
      };
      assert.equal(await judged(endless), 'NO_CERTIFICATE_CHAIN_FOUND');
      assert.equal(asked.length, 3);
    });
  });
});

describe('The seal of the samples', () => {
  const folder = process.env['MUHUR_SAMPLES'];
  const withSamples = folder === undefined ? it.skip : it;
  const path = (...names: string[]) => join(folder ?? '', ...names);

  /** Judged offline, with those files trusted. */
  async function judged(at: Date, ...trusted: string[]) {
    const xml = await readFile(path('gib-efatura', '4_KULLANICI_ACMA.xml'), 'utf8');
    const [, base64 = ''] = /<ds:X509Certificate>([^<]*)</.exec(xml) ?? [];
    const trust = await loadTrust(trusted.map((name) => path(name)));
    const leaf = Buffer.from(base64.replace(/&#13;/g, ''), 'base64');
    return judgeCertificate(leaf, [], at, { trust, now: NOW, fetcher: null });
  }
  const THEN = new Date('2013-06-20T00:00:00Z');

  withSamples('is over today, with or without trust (MUHUR_SAMPLES)', async () => {
    for (const trusted of [[], ['kamusm-roots/09.pem'], ['kamusm-cas']]) {
      const { verdict } = await judged(NOW, ...trusted);
      assert.equal(verdict?.subIndication, 'OUT_OF_BOUNDS_NO_POE');
    }
  });

  withSamples('led to its root when it signed, over its issuer (MUHUR_SAMPLES)', async () => {
    const { verdict, chain } = await judged(
      THEN,
      'kamusm-roots/09.pem',
      'kamusm-cas/mmeshs-s1.crt',
    );
    assert.equal(verdict?.subIndication, 'TRY_LATER');
    assert.deepEqual(
      chain.map(({ isAnchor, status }) => [isAnchor, status.state]),
      [
        [false, 'unknown'],
        [false, 'unknown'],
        [true, 'not-asked'],
      ],
    );
    const root = await judged(THEN, 'kamusm-roots/09.pem');
    assert.equal(root.verdict?.subIndication, 'NO_CERTIFICATE_CHAIN_FOUND');
    assert.equal((await judged(THEN, 'kamusm-cas')).chain.length, 3);
  });
});
