import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personaliseCard } from '../../src/card/virtual/personalise.ts';
import { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { linkToVpcd } from '../../src/card/virtual/vpcdLink.ts';
import type { StatusAddresses, Validity } from '../../src/pki/testAuthority/authority.ts';
import {
  ISSUER_NAMES,
  createTestPki,
  issueCertificate,
} from '../../src/pki/testAuthority/authority.ts';
import { READERS } from '../rig/pcscd.ts';
import type { RawCard } from '../rig/rawCard.ts';
import { insertRawCard } from '../rig/rawCard.ts';
import { copyCardTo } from '../rig/virtualCardInVpcd.ts';
import { OpenSc, needsOpenSc, undoAfter } from './opensc.ts';

const [{ port: PORT }] = READERS;

/** A desk with one reader that the doctor is called to; each test begins with an empty one. */
export interface DoctorDesk {
  readonly opensc: () => OpenSc;
  /** Of the user whose desk it is. */
  readonly folder: () => string;
  readonly env: () => NodeJS.ProcessEnv;
  readonly undo: ReturnType<typeof undoAfter>;
  /** A file of the user. @returns its path. */
  file(name: string, content: Uint8Array | string): string;
  /** An untouched virtual card of the user, in the reader. */
  insertHealthyCard(): Promise<VirtualCard>;
  /** One whose certificates are issued like that. */
  insertCard(options: IssueOptions): Promise<VirtualCard>;
  /** A card with that ATR that knows no file. */
  insertRaw(atr: string): Promise<RawCard>;
}

interface IssueOptions {
  readonly validity?: Validity;
  readonly addresses?: StatusAddresses;
}

/** Sets the desk up for the tests of the suite in which it is called. */
export function doctorDesk(): DoctorDesk {
  const undo = undoAfter();
  let opensc: OpenSc;
  let folder: string;
  let takeOut: () => Promise<void> | void;

  before(function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    undo.add(() => opensc.dispose());
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muhur-doctor-'));
    takeOut = () => undefined;
  });

  afterEach(async () => {
    await takeOut();
    rmSync(folder, { recursive: true, force: true });
    await opensc.untilCard(false);
  });

  const cardFolder = () => join(folder, 'mali-muhur', 'cards', 'card');

  async function insert(): Promise<VirtualCard> {
    const card = await VirtualCard.open(cardFolder());
    const link = await linkToVpcd(card, { host: '127.0.0.1', port: PORT });
    takeOut = async () => {
      await link.close();
      await card.close();
    };
    await opensc.untilCard(true);
    return card;
  }

  return {
    opensc: () => opensc,
    folder: () => folder,
    env: () => ({ ...opensc.env, XDG_DATA_HOME: folder }),
    undo,
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    async insertHealthyCard() {
      mkdirSync(join(folder, 'mali-muhur', 'cards'), { recursive: true });
      await copyCardTo(cardFolder());
      return insert();
    },
    async insertCard(options) {
      const { root, issuer } = await createTestPki(ISSUER_NAMES.seal);
      await personaliseCard({
        directory: cardFolder(),
        name: 'Test',
        profile: 'mali-muhur',
        issue: ({ profile, publicKey }) => issueCertificate(issuer, profile, publicKey, options),
        issuers: [issuer.certificate, root.certificate],
      });
      return insert();
    },
    async insertRaw(atr) {
      const card = await insertRawCard(PORT, { atr, answer: () => '6A82' });
      takeOut = () => card.pull();
      await opensc.untilCard(true);
      return card;
    },
  };
}
