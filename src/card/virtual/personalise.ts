import { randomBytes, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MuhurError } from '../../errors.ts';
import type { Authority, TestPki } from '../../pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../pki/testAuthority/authority.ts';
import type { KeyPair } from '../../pki/testAuthority/keyPair.ts';
import { generateKeyPair } from '../../pki/testAuthority/keyPair.ts';
import type { LeafProfile } from '../../pki/testAuthority/leafProfiles.ts';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../pki/testAuthority/leafProfiles.ts';
import {
  randomDigits,
  randomTestOrganisation,
  randomTestPerson,
} from '../../pki/testAuthority/testSubjects.ts';
import type { VirtualCardProfile } from './library.ts';
import type { CardContents, KeyUse, PinObject } from './os/contents.ts';
import { acquireOwnerLock } from './ownerLock.ts';
import { pkcs15Layout } from './pkcs15/layout.ts';
import type { CardIdentityObject } from './pkcs15/objects.ts';
import { makeCardDirectory, storageError, writeState, hasState } from './stateFile.ts';
import type { StoredCard } from './storedCard.ts';

export interface PersonaliseOptions {
  /** Folder for the card; made when missing. */
  readonly directory: string;
  readonly name: string;
  readonly profile: VirtualCardProfile;
  /** Issues the certificates; by default a test PKI whose keys are forgotten afterwards. */
  readonly pki?: TestPki;
}

/** The certificates above those on the card, as PEM, for whoever wants to trust a test card. */
export const ISSUERS_FILE = 'issuers.pem';

/**
 * Makes a new card: keys, certificates, PIN, PUK and files. It is on disk when this resolves.
 * @throws `virtual-card/exists`, `virtual-card/in-use`, `virtual-card/storage`.
 */
export async function personaliseCard(options: PersonaliseOptions): Promise<void> {
  const { directory, name } = options;
  await makeCardDirectory(directory);
  const lock = await acquireOwnerLock(directory);
  try {
    if (await hasState(directory)) throw new MuhurError('virtual-card/exists', { name });
    const { card, pki } = await makeCard(options);
    await writeIssuers(directory, [pki.issuer, pki.root]);
    await writeState(directory, card);
  } finally {
    lock.release();
  }
}

/** A new card that is on no disk yet, and the PKI that issued its certificates. */
export async function makeCard(
  options: Omit<PersonaliseOptions, 'directory'>,
): Promise<{ card: StoredCard; pki: TestPki }> {
  const { name, profile } = options;
  const isSeal = profile === 'mali-muhur';
  const pki =
    options.pki ?? (await createTestPki(isSeal ? ISSUER_NAMES.seal : ISSUER_NAMES.qualified));
  const { vkn, tckn, owners } = isSeal ? sealOwner() : personOwner();
  const identities = await Promise.all(
    owners.map((owner, i) => makeIdentity(owner, i + 1, pki.issuer)),
  );
  const contents: Omit<CardContents, 'masterFile'> = {
    serial: cardSerial(),
    pin: newPin(0x80, randomDigits(6), 4, 16),
    puk: newPin(0x81, randomDigits(8), 8, 8),
    keys: identities.map(({ key }) => key),
  };
  const masterFile = pkcs15Layout({ ...contents, label: tokenLabel(name), identities });
  return { card: { name, profile, vkn, tckn, contents: { ...contents, masterFile } }, pki };
}

/** One key pair to be made: whose it is and what it is for. */
interface Owner {
  readonly label: string;
  readonly profile: LeafProfile;
  readonly use: KeyUse;
  readonly nonRepudiation: boolean;
}

function sealOwner(): { vkn: string; tckn: null; owners: Owner[] } {
  const { vkn, tradeName } = randomTestOrganisation();
  const sign = sealSigningProfile(vkn, tradeName);
  const encrypt = sealEncryptionProfile(vkn, tradeName);
  const owners: Owner[] = [
    { label: `${vkn}SIGN0`, profile: sign, use: 'sign', nonRepudiation: false },
    { label: `${vkn}ENCR0`, profile: encrypt, use: 'decipher', nonRepudiation: false },
  ];
  return { vkn, tckn: null, owners };
}

function personOwner(): { vkn: null; tckn: string; owners: Owner[] } {
  const { tckn, name } = randomTestPerson();
  const profile = qualifiedProfile(tckn, name);
  const owners: Owner[] = [{ label: `${tckn}NES0`, profile, use: 'sign', nonRepudiation: true }];
  return { vkn: null, tckn, owners };
}

async function makeIdentity(
  owner: Owner,
  number: number,
  issuer: Authority,
): Promise<CardIdentityObject> {
  const pair = await generateKeyPair('RSA-2048');
  return {
    id: number,
    label: owner.label,
    nonRepudiation: owner.nonRepudiation,
    key: {
      reference: number,
      algorithm: pair.algorithm,
      uses: [owner.use],
      pkcs8: pkcs8(pair),
    },
    certificate: issueCertificate(issuer, owner.profile, pair.publicKey),
  };
}

function pkcs8({ privateKey }: KeyPair): Uint8Array {
  return new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
}

function newPin(reference: number, value: string, min: number, max: number): PinObject {
  return { reference, value, min, max, triesLeft: 3, maxTries: 3 };
}

/** Twelve bytes that begin with the letters MMT, for Mali Mühür Test. */
function cardSerial(): Uint8Array {
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

async function writeIssuers(directory: string, authorities: readonly Authority[]): Promise<void> {
  const path = join(directory, ISSUERS_FILE);
  const pem = authorities.map(({ certificate }) => new X509Certificate(certificate).toString());
  await writeFile(path, pem.join(''), { mode: 0o600 }).catch((error: unknown) => {
    throw storageError(path, error);
  });
}
