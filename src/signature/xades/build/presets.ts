import type { C14nMethod } from '../../xml/canonicalize.ts';

/**
 * What receivers differ on. All presets keep GİB's rules: `URI=""` with one Transform, the signer's
 * certificate alone in KeyInfo, SigningCertificate of XAdES 1.3.2.
 */
export interface Preset {
  /** Of SignedInfo. */
  readonly canonicalization: C14nMethod;
  /** Of SignedProperties, as a Transform; null: none is named, which means inclusive C14N 1.0. */
  readonly propertiesTransform: C14nMethod | null;
  /** Which of the two references is the first. */
  readonly first: 'document' | 'properties';
  /** Digests of the references and the certificate; 'key': the one that the key signs with. */
  readonly digests: 'sha256' | 'key';
  /** Is ds:KeyValue before or after ds:X509Data? */
  readonly keyValue: 'before' | 'after';
  readonly claimedRole: string | null;
}

const INCLUSIVE: C14nMethod = { name: 'c14n-1.0', comments: false, inclusivePrefixes: [] };
const EXCLUSIVE: C14nMethod = { name: 'exclusive', comments: false, inclusivePrefixes: [] };

const gib: Preset = {
  canonicalization: INCLUSIVE,
  propertiesTransform: null,
  first: 'properties',
  digests: 'sha256',
  keyValue: 'before',
  claimedRole: null,
};

const presets = {
  /** What every receiver is known to take: İmzager's order, and the digest of all real documents. */
  gib,
  /** The rest of the advice of TÜBİTAK's viewer too: SHA-384 for P-384 keys, KeyValue at the end. */
  imzager: { ...gib, digests: 'key', keyValue: 'after' },
  /** For receivers that take the document out of another one before they verify it. */
  'exclusive-c14n': { ...gib, canonicalization: EXCLUSIVE, propertiesTransform: EXCLUSIVE },
  /** As GİB's own samples and the programs of many integrators have it. */
  integrator: {
    ...gib,
    canonicalization: { ...INCLUSIVE, comments: true },
    first: 'document',
    claimedRole: 'Tedarikçi',
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

export const PRESET_NAMES = Object.keys(presets) as readonly PresetName[];

export function presetByName(name: PresetName): Preset {
  return presets[name];
}

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}
