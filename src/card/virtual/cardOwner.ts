import type { KeyPairAlgorithm } from '../../pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../pki/testAuthority/leafProfiles.ts';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../pki/testAuthority/leafProfiles.ts';
import type { TestOrganisation, TestPerson } from '../../pki/testAuthority/testSubjects.ts';
import { randomTestOrganisation, randomTestPerson } from '../../pki/testAuthority/testSubjects.ts';
import type { VirtualCardProfile } from './library.ts';
import type { KeyUse } from './os/contents.ts';

/** Whom the certificates name. A sole trader's seal names a person. */
export type CardOwner = TestOrganisation | TestPerson;

/** One key pair to be made: its label, its certificate's profile and what it is for. */
export interface PlannedIdentity {
  readonly label: string;
  readonly profile: LeafProfile;
  readonly use: KeyUse;
  readonly nonRepudiation: boolean;
  readonly algorithm: KeyPairAlgorithm;
}

/** What is to be on a card. */
export interface CardPlan {
  readonly vkn: string | null;
  readonly tckn: string | null;
  readonly identities: readonly PlannedIdentity[];
}

/**
 * The keys and certificates that belong on a card of that profile.
 * @param algorithm of the signature key. The encryption key is always RSA: the card deciphers, and
 *   imitates no key agreement.
 * @throws RangeError for a qualified certificate of an organisation.
 */
export function planCard(
  profile: VirtualCardProfile,
  algorithm: KeyPairAlgorithm,
  owner?: CardOwner,
): CardPlan {
  return profile === 'mali-muhur'
    ? planSeal(owner ?? randomTestOrganisation(), algorithm)
    : planQualified(owner ?? randomTestPerson(), algorithm);
}

function planSeal(owner: CardOwner, algorithm: KeyPairAlgorithm): CardPlan {
  const [number, name] = 'vkn' in owner ? [owner.vkn, owner.tradeName] : [owner.tckn, owner.name];
  return {
    ...numbersOf(owner),
    identities: [
      {
        label: `${number}SIGN0`,
        profile: sealSigningProfile(number, name),
        use: 'sign',
        nonRepudiation: false,
        algorithm,
      },
      {
        label: `${number}ENCR0`,
        profile: sealEncryptionProfile(number, name),
        use: 'decipher',
        nonRepudiation: false,
        algorithm: 'RSA-2048',
      },
    ],
  };
}

function planQualified(owner: CardOwner, algorithm: KeyPairAlgorithm): CardPlan {
  if ('vkn' in owner) throw new RangeError('a qualified certificate names a person');
  const { tckn, name } = owner;
  return {
    ...numbersOf(owner),
    identities: [
      {
        label: `${tckn}NES0`,
        profile: qualifiedProfile(tckn, name),
        use: 'sign',
        nonRepudiation: true,
        algorithm,
      },
    ],
  };
}

function numbersOf(owner: CardOwner): { vkn: string | null; tckn: string | null } {
  return 'vkn' in owner ? { vkn: owner.vkn, tckn: null } : { vkn: null, tckn: owner.tckn };
}
