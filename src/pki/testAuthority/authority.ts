import type { KeyObject } from 'node:crypto';
import { KEY_USAGE } from '../oids.ts';
import type { NameAttribute } from './certificateBuilder.ts';
import { buildCertificate, keyIdentifier, testSerialNumber } from './certificateBuilder.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  keyUsage,
  subjectKeyIdentifier,
} from './extensions.ts';
import type { KeyPairAlgorithm } from './keyPair.ts';
import { generateKeyPair } from './keyPair.ts';
import type { LeafProfile } from './leafProfiles.ts';

/** A certification authority that can issue: its name, certificate (DER) and private key. */
export interface Authority {
  readonly name: readonly NameAttribute[];
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

const ROOT_NAME: readonly NameAttribute[] = [
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
  const rootContents = {
    serialNumber: testSerialNumber(),
    issuer: ROOT_NAME,
    subject: ROOT_NAME,
    ...validFor(20, now),
    publicKey: rootKeys.publicKey,
    extensions: [
      subjectKeyIdentifier(keyIdentifier(rootKeys.publicKey)),
      basicConstraints({ ca: true, pathLength: null }),
      keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign),
    ],
  };
  const certificate = buildCertificate(rootContents, rootKeys.privateKey);
  const root: Authority = { name: ROOT_NAME, certificate, ...rootKeys };
  const issuerCertificate = buildCertificate(
    {
      serialNumber: testSerialNumber(),
      issuer: ROOT_NAME,
      subject: issuerName,
      ...validFor(10, now),
      publicKey: issuerKeys.publicKey,
      extensions: [
        authorityKeyIdentifier(keyIdentifier(root.publicKey)),
        subjectKeyIdentifier(keyIdentifier(issuerKeys.publicKey)),
        basicConstraints({ ca: true, pathLength: 0 }),
        keyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign),
        ...statusExtensions(addresses),
      ],
    },
    root.privateKey,
  );
  return { root, issuer: { name: issuerName, certificate: issuerCertificate, ...issuerKeys } };
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
      subject: profile.subject,
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
