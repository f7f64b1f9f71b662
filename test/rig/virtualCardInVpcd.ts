import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noTrace } from '../../src/card/apdu/trace.ts';
import type { CardCertificate } from '../../src/card/card.ts';
import { openCard } from '../../src/card/openCard.ts';
import { InProcessReaders } from '../../src/card/reader/inProcess.ts';
import type { VirtualCardProfile } from '../../src/card/virtual/library.ts';
import { personaliseCard } from '../../src/card/virtual/personalise.ts';
import { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { linkToVpcd } from '../../src/card/virtual/vpcdLink.ts';
import type { VpcdLink } from '../../src/card/virtual/vpcdLink.ts';
import type { KeyPairAlgorithm } from '../../src/pki/testAuthority/keyPair.ts';

/** What distinguishes the cards that tests ask for. */
export interface CardKind {
  readonly profile?: VirtualCardProfile;
  readonly algorithm?: KeyPairAlgorithm;
}

/** Making keys takes a second; tests get copies of one card of each kind. */
const templates = new Map<string, Promise<string>>();

async function makeTemplate(kind: Required<CardKind>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'muhur-template-'));
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true });
  });
  await personaliseCard({ directory: join(directory, 'card'), name: 'Test', ...kind });
  return join(directory, 'card');
}

/** Copies an untouched card into `directory`, which must not exist. */
export async function copyCardTo(directory: string, kind: CardKind = {}): Promise<void> {
  const { profile = 'mali-muhur', algorithm = 'RSA-2048' } = kind;
  const name = `${profile} ${algorithm}`;
  const template = templates.get(name) ?? makeTemplate({ profile, algorithm });
  templates.set(name, template);
  await cp(await template, directory, { recursive: true });
}

/** An untouched card, open, in a folder of its own. */
export async function newVirtualCard(kind: CardKind = {}): Promise<{
  readonly card: VirtualCard;
  readonly dispose: () => Promise<void>;
}> {
  const parent = await mkdtemp(join(tmpdir(), 'muhur-card-'));
  const directory = join(parent, 'card');
  await copyCardTo(directory, kind);
  const card = await VirtualCard.open(directory);
  return {
    card,
    async dispose() {
      await card.close();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** The certificates on it. */
export async function certificatesOf(card: VirtualCard): Promise<readonly CardCertificate[]> {
  const readers = new InProcessReaders();
  const reader = readers.insert(card);
  try {
    const connection = await readers.connect(reader, 'shared');
    return await openCard(connection, noTrace).card.readCertificates();
  } finally {
    await readers.remove(reader);
  }
}

/** An untouched card in the vpcd reader at `port`. */
export async function cardInVpcd(
  port: number,
  kind: CardKind = {},
): Promise<{
  readonly card: VirtualCard;
  readonly link: VpcdLink;
  readonly dispose: () => Promise<void>;
}> {
  const { card, dispose } = await newVirtualCard(kind);
  const link = await linkToVpcd(card, { host: '127.0.0.1', port });
  return {
    card,
    link,
    async dispose() {
      await link.close();
      await dispose();
    },
  };
}
