import type { KeyObject } from 'node:crypto';
import type { Der } from '../der.ts';
import { KEY_USAGE } from '../oids.ts';
import type { NameAttribute } from './certificateBuilder.ts';
import { buildCertificate, keyIdentifier, nameOf, testSerialNumber } from './certificateBuilder.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  keyUsage,
  subjectKeyIdentifier,
} from './extensions.ts';
import type { KeyPair, KeyPairAlgorithm } from './keyPair.ts';
import { generateKeyPair } from './keyPair.ts';
import type { LeafProfile } from './leafProfiles.ts';

/** A certification authority that can issue: its name, certificate (DER) and private key. */
export interface Authority {
  readonly name: Der;
  readonly certificate: Uint8Array;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Root and issuing authority of a test PKI. Whether their keys are kept is the caller's matter. */
export interface TestPki {
  readonly root: Authority;
  readonly issuer: Authority;
}

/** Where a certificate says that its issuer and its status can be found; nowhere unless given. */
export interface StatusAddresses {
  readonly crl?: string;
  readonly ocsp?: string;
  readonly caIssuers?: string;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Like Kamu SM's Kurumsal Kök. */
export const ROOT_NAME: readonly NameAttribute[] = [
  ['C', 'TR'],
  ['O', 'Mali Mühür Eklentisi (TEST)'],
  ['CN', 'Kurumsal Kök Sertifika Hizmet Sağlayıcısı - TEST'],
];

/** Names of the issuing authorities, after the ones that issue the real certificates. */
export const ISSUER_NAMES = {
  seal: [
    ['C', 'TR'],
    ['O', 'Mali Mühür Eklentisi (TEST)'],
    ['CN', 'Mali Mühür Elektronik Sertifika Hizmet Sağlayıcısı - TEST'],
  ],
  qualified: [
    ['C', 'TR'],
    ['O', 'Mali Mühür Eklentisi (TEST)'],
    ['CN', 'Nitelikli Elektronik Sertifika Hizmet Sağlayıcısı - TEST'],
  ],
} as const satisfies Record<string, readonly NameAttribute[]>;

/**
 * A new test PKI with fresh keys: by default EC P-384 and ecdsa-with-SHA384, like Kamu SM's
 * Kurumsal Kök Sürüm 2 and Sürüm 3, which sign RSA and EC leaves alike.
 */
export async function createTestPki(
  issuerName: readonly NameAttribute[],
  options: { algorithm?: KeyPairAlgorithm; addresses?: StatusAddresses; now?: Date } = {},
): Promise<TestPki> {
  const { algorithm = 'EC-P384', addresses = {}, now = new Date() } = options;
  const [rootKeys, issuerKeys] = await Promise.all([
    generateKeyPair(algorithm),
    generateKeyPair(algorithm),
  ]);
  const root = createRoot(rootKeys, validFor(20, now));
  const validity = validFor(10, now);
  return { root, issuer: issueAuthority(root, issuerName, issuerKeys, { addresses, validity }) };
}

/** A root: it signs certificates, CRLs and, where it has no responder, OCSP answers for itself. */
export function createRoot(keys: KeyPair, validity: Validity): Authority {
  const name = nameOf(ROOT_NAME);
  const contents = {
    serialNumber: testSerialNumber(),
    issuer: name,
    subject: name,
    ...validity,
    publicKey: keys.publicKey,
    extensions: [
      subjectKeyIdentifier(keyIdentifier(keys.publicKey)),
      basicConstraints({ ca: true, pathLength: null }),
      keyUsage(KEY_USAGE.digitalSignature, KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign),
    ],
  };
  return { name, certificate: buildCertificate(contents, keys.privateKey), ...keys };
}

/** An authority below the root that issues certificates for end entities only. */
export function issueAuthority(
  root: Authority,
  issuerName: readonly NameAttribute[],
  keys: KeyPair,
  options: { addresses: StatusAddresses; validity: Validity },
): Authority {
  const name = nameOf(issuerName);
  const contents = {
    serialNumber: testSerialNumber(),
    issuer: root.name,
    subject: name,
    ...options.validity,
    publicKey: keys.publicKey,
    extensions: [
      authorityKeyIdentifier(keyIdentifier(root.publicKey)),
      subjectKeyIdentifier(keyIdentifier(keys.publicKey)),
      basicConstraints({ ca: true, pathLength: 0 }),
      keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign),
      ...statusExtensions(options.addresses),
    ],
  };
  return { name, certificate: buildCertificate(contents, root.privateKey), ...keys };
}

/** Issues a certificate after a leaf profile. @returns DER. */
export function issueCertificate(
  issuer: Authority,
  profile: LeafProfile,
  publicKey: KeyObject,
  options: { addresses?: StatusAddresses; validity?: Validity; serialNumber?: Uint8Array } = {},
): Uint8Array {
  const { addresses = {}, validity = validFor(3, new Date()) } = options;
  return buildCertificate(
    {
      serialNumber: options.serialNumber ?? testSerialNumber(),
      issuer: issuer.name,
      subject: nameOf(profile.subject),
      ...validity,
      publicKey,
      extensions: [
        authorityKeyIdentifier(keyIdentifier(issuer.publicKey)),
        subjectKeyIdentifier(keyIdentifier(publicKey)),
        basicConstraints({ ca: false }),
        ...profile.extensions,
        ...statusExtensions(addresses),
      ],
    },
    issuer.privateKey,
  );
}

function statusExtensions(addresses: StatusAddresses) {
  const { crl, ocsp, caIssuers } = addresses;
  const hasAccess = ocsp !== undefined || caIssuers !== undefined;
  return [
    ...(crl === undefined ? [] : [crlDistributionPoint(crl)]),
    ...(hasAccess ? [authorityInfoAccess(addresses)] : []),
  ];
}

/** From an hour ago, for clocks that are late, to the same day in that many years. */
export function validFor(years: number, now: Date): Validity {
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000 - 3_600_000);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  return { notBefore, notAfter };
}
