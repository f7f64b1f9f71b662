import type { CardCertificate, CardSnapshot } from '../../../src/card/card.ts';
import type { ModuleRecord, TokenRecord } from '../../../src/card/tokenSource.ts';
import { InProcessReaders } from '../../../src/card/reader/inProcess.ts';
import type { ReaderStatus } from '../../../src/card/reader/reader.ts';
import type { Circumstances, Machine } from '../../../src/doctor/machine.ts';
import type { StatusAddresses, Validity } from '../../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../../src/pki/testAuthority/authority.ts';
import { generateKeyPair } from '../../../src/pki/testAuthority/keyPair.ts';
import {
  qualifiedProfile,
  sealEncryptionProfile,
  sealSigningProfile,
} from '../../../src/pki/testAuthority/leafProfiles.ts';
import { aCard, aKey, aReader } from '../../fixtures/cardStates.ts';
import { newVirtualCard } from '../../rig/virtualCardInVpcd.ts';

export const NOW = new Date();
export const HERE: Circumstances = { module: null, place: 'here', workspace: 'none' };

/** A machine without readers, modules and network; a test names only what it is about. */
export function aMachine(machine: Partial<Machine> = {}): Machine {
  return {
    readers: readersWith([]),
    findModules: () => Promise.resolve([]),
    listModule: () => Promise.reject(new Error('no module was to be loaded')),
    usbReaders: () => Promise.resolve([]),
    issuers: () => Promise.resolve([]),
    ask: () => Promise.reject(new Error('nobody answers')),
    now: () => NOW,
    ...machine,
  };
}

/** Readers in which no card answers. */
export function readersWith(statuses: readonly Partial<ReaderStatus>[]): Machine['readers'] {
  const readers = statuses.map((status) => aReader(status).status);
  return {
    list: () => Promise.resolve({ readers, problem: null }),
    connect: () => Promise.reject(new Error('no card was to be asked')),
  };
}

/** A virtual card in a reader; notes what was said to it. */
export async function readerWithCard() {
  const { card, dispose } = await newVirtualCard();
  const source = new InProcessReaders();
  source.insert(card);
  const commands: Uint8Array[] = [];
  const readers: Machine['readers'] = {
    list: () => source.list(),
    connect: async (...where) => {
      const connection = await source.connect(...where);
      return {
        reader: connection.reader,
        kind: connection.kind,
        atr: connection.atr,
        disconnect: (disposition) => connection.disconnect(disposition),
        transmit: (command) => {
          commands.push(Uint8Array.from(command));
          return connection.transmit(command);
        },
      };
    },
  };
  return { card, readers, commands, dispose };
}

const PROFILES = {
  signing: sealSigningProfile('1234567890', 'Test Kurum (TEST)'),
  encryption: sealEncryptionProfile('1234567890', 'Test Kurum (TEST)'),
  qualified: qualifiedProfile('10000000146', 'Test İmza Sahibi (TEST)'),
};

const keys = generateKeyPair('EC-P384');
const pki = createTestPki(ISSUER_NAMES.seal);

/** What stands above the certificates of these tests. */
export async function issuers(): Promise<readonly Uint8Array[]> {
  const { root, issuer } = await pki;
  return [issuer.certificate, root.certificate];
}

/** A certificate of the test authority as it lies on a card. */
export async function certificate(
  purpose: keyof typeof PROFILES,
  options: {
    validity?: Validity;
    addresses?: StatusAddresses;
    label?: string;
    id?: string;
  } = {},
): Promise<CardCertificate> {
  const { label, id, ...issue } = options;
  const { issuer } = await pki;
  const { publicKey } = await keys;
  const labels = {
    signing: '1234567890SIGN0',
    encryption: '1234567890ENCR0',
    qualified: '10000000146NES0',
  };
  return {
    id: id ?? (purpose === 'encryption' ? '02' : '01'),
    label: label ?? labels[purpose],
    der: issueCertificate(issuer, PROFILES[purpose], publicKey, issue),
  };
}

/** A card with those certificates and a key for each. */
export function cardWith(
  certificates: readonly CardCertificate[],
  card: Partial<CardSnapshot> = {},
): CardSnapshot {
  const own = certificates.map(({ id, label }) => aKey({ id, label }));
  return aCard({ certificates, keys: own, ...card });
}

export function aToken(snapshot: CardSnapshot, token: Partial<TokenRecord> = {}): TokenRecord {
  return {
    module: '/opt/akis/lib/libakisp11.so',
    slot: '1',
    serial: '8090484259A945FA',
    label: 'Anka',
    slotDescription: 'Reader',
    manufacturer: 'TÜBİTAK',
    model: 'AKİS',
    snapshot,
    ...token,
  };
}

export function aModule(
  tokens: readonly TokenRecord[] = [],
  record: Partial<ModuleRecord> = {},
): ModuleRecord {
  return {
    path: '/opt/akis/lib/libakisp11.so',
    info: { manufacturer: 'TÜBİTAK', description: 'AKİS PKCS#11', version: '1.7' },
    tokens,
    problem: null,
    ...record,
  };
}
