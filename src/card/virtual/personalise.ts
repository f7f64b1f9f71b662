import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../pki/testAuthority/authority.ts';
import type { KeyPair, KeyPairAlgorithm } from '../../pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../pki/testAuthority/leafProfiles.ts';
import { randomDigits } from '../../pki/testAuthority/testSubjects.ts';
import type { CardOwner, PlannedIdentity } from './cardOwner.ts';
import { planCard } from './cardOwner.ts';
import type { VirtualCardProfile } from './library.ts';
import type { CardContents, KeyUse, PinObject } from './os/contents.ts';
import { pkcs15Layout } from './pkcs15/layout.ts';
import type { CardIdentityObject } from './pkcs15/objects.ts';
import type { MadeCard } from './storeCard.ts';
import { storeNewCard } from './storeCard.ts';

/** What an issuer is asked for: a certificate for this key. */
export interface CertificateRequest {
  readonly profile: LeafProfile;
  readonly publicKey: KeyObject;
  readonly use: KeyUse;
}

/** @returns the certificate, DER. */
export type IssueCertificate = (request: CertificateRequest) => Uint8Array | Promise<Uint8Array>;

export interface CardDesign {
  readonly name: string;
  readonly profile: VirtualCardProfile;
  /** By default somebody made up, an organisation for a seal and a person for a signature. */
  readonly owner?: CardOwner;
  /** Of the signature key; RSA-2048 unless said otherwise. */
  readonly algorithm?: KeyPairAlgorithm;
  /** By default a test PKI whose keys are forgotten afterwards. */
  readonly issue?: IssueCertificate;
  /** The certificates above those that `issue` gives: DER, the nearest first. */
  readonly issuers?: readonly Uint8Array[];
  /** Where keys come from; by default they are made now. */
  readonly keyPair?: (algorithm: KeyPairAlgorithm) => Promise<KeyPair>;
  /** Is issued, but not on the card; its key is. */
  readonly without?: 'signing-certificate';
  /** 0 to 3; with 0 the card is delivered with its PIN blocked. */
  readonly pinTriesLeft?: number;
  readonly pukTriesLeft?: number;
}

export interface PersonaliseOptions extends CardDesign {
  /** Folder for the card; made when missing. */
  readonly directory: string;
}

/**
 * Makes a new card: keys, certificates, PIN, PUK and files. It is on disk when this resolves.
 * @throws `virtual-card/exists`, `virtual-card/in-use`, `virtual-card/storage`, and whatever
 *   `issue` and `keyPair` throw.
 */
export function personaliseCard({ directory, ...design }: PersonaliseOptions): Promise<void> {
  return storeNewCard(directory, design.name, () => makeCard(design));
}

/** A new card that is on no disk yet. */
export async function makeCard(design: CardDesign): Promise<MadeCard> {
  const { name, profile, algorithm = 'RSA-2048' } = design;
  const { vkn, tckn, identities: planned } = planCard(profile, algorithm, design.owner);
  const { issue, issuers } = await issuerOf(design);
  const makeKeyPair = design.keyPair ?? generateKeyPair;
  const identities = await Promise.all(
    planned.map(async (identity, i) => {
      const pair = await makeKeyPair(identity.algorithm);
      const { profile: leaf, use } = identity;
      const certificate = await issue({ profile: leaf, publicKey: pair.publicKey, use });
      const isLeftOut = design.without === 'signing-certificate' && use === 'sign';
      return cardIdentity(identity, i + 1, pair, isLeftOut ? null : certificate);
    }),
  );
  const contents: Omit<CardContents, 'masterFile'> = {
    serial: newSerial(),
    pin: newPin(0x80, randomDigits(6), 4, 16, design.pinTriesLeft),
    puk: newPin(0x81, randomDigits(8), 8, 8, design.pukTriesLeft),
    keys: identities.map(({ key }) => key),
  };
  const masterFile = pkcs15Layout({ ...contents, label: tokenLabel(name), identities });
  return { card: { name, profile, vkn, tckn, contents: { ...contents, masterFile } }, issuers };
}

async function issuerOf(
  design: CardDesign,
): Promise<{ issue: IssueCertificate; issuers: readonly Uint8Array[] }> {
  if (design.issue !== undefined) return { issue: design.issue, issuers: design.issuers ?? [] };
  const isSeal = design.profile === 'mali-muhur';
  const pki = await createTestPki(isSeal ? ISSUER_NAMES.seal : ISSUER_NAMES.qualified);
  return {
    issue: ({ profile, publicKey }) => issueCertificate(pki.issuer, profile, publicKey),
    issuers: [pki.issuer.certificate, pki.root.certificate],
  };
}

function cardIdentity(
  { label, nonRepudiation, use }: PlannedIdentity,
  number: number,
  { algorithm, privateKey }: KeyPair,
  certificate: Uint8Array | null,
): CardIdentityObject {
  const pkcs8 = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
  const key = { reference: number, algorithm, uses: [use], pkcs8 };
  return { id: number, label, nonRepudiation, key, certificate };
}

/** @throws RangeError when more tries are to be left than there are. */
function newPin(
  reference: number,
  value: string,
  min: number,
  max: number,
  triesLeft = 3,
): PinObject {
  const maxTries = 3;
  if (!Number.isInteger(triesLeft) || triesLeft < 0 || triesLeft > maxTries) {
    throw new RangeError('a PIN has 0 to 3 tries left');
  }
  return { reference, value, min, max, triesLeft, maxTries };
}

/** Twelve bytes that begin with the letters MMT, for Mali Mühür Test. */
function newSerial(): Uint8Array {
  return Uint8Array.from([...Buffer.from('MMT'), ...randomBytes(9)]);
}

/** PKCS#11 shows 32 bytes of a token label; no letter is cut in two. */
function tokenLabel(name: string): string {
  let label = '';
  for (const letter of name) {
    if (Buffer.byteLength(label + letter) > 32) break;
    label += letter;
  }
  return label;
}
