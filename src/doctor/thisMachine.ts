import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findKnownModules } from '../card/pkcs11/knownModules.ts';
import { Pkcs11Modules } from '../card/pkcs11/modules.ts';
import { PcscSource } from '../card/reader/pcsc/pcscSource.ts';
import { ISSUERS_FILE } from '../card/virtual/storeCard.ts';
import type { Disposable } from '../disposable.ts';
import { MuhurError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { readPem } from '../pki/pem.ts';
import { askAddress } from './askAddress.ts';
import type { Machine } from './machine.ts';
import { PATIENT } from './machine.ts';
import { usbReaders } from './usbReaders.ts';

export interface MachineParts {
  /** Entry point of the PC/SC process. */
  readonly pcscHost: string;
  /** Entry point of a module's process. */
  readonly moduleHost: string;
  /** Where virtual cards are kept, one folder each, with the certificates above theirs. */
  readonly cardDirectories: readonly string[];
}

/** The machine that this runs on. */
export function thisMachine(parts: MachineParts): Machine & Disposable {
  const readers = new PcscSource(parts.pcscHost, silentLog);
  const modules = new Pkcs11Modules(parts.moduleHost, silentLog, {
    list: PATIENT.module,
    pin: PATIENT.module,
    key: PATIENT.module,
  });
  return {
    readers,
    findModules: () => findKnownModules(),
    async listModule(path) {
      modules.use([path]);
      const [record] = await modules.list();
      const problem = new MuhurError('internal', { reason: 'no module' });
      return record ?? { path, info: null, tokens: [], problem };
    },
    usbReaders: () => usbReaders(),
    issuers: async () => (await Promise.all(parts.cardDirectories.map(issuersIn))).flat(),
    ask: askAddress,
    now: () => new Date(),
    dispose: () => {
      modules.dispose();
      readers.dispose();
    },
  };
}

/** The certificates beside the virtual cards in a folder; what cannot be read is passed over. */
async function issuersIn(directory: string): Promise<readonly Uint8Array[]> {
  const cards = await readdir(directory).catch(() => []);
  const files = cards.map((card) =>
    readFile(join(directory, card, ISSUERS_FILE)).catch(() => new Uint8Array()),
  );
  const blocks = (await Promise.all(files)).flatMap((file) => readPem(file));
  return blocks.flatMap(({ label, bytes }) => (label === 'CERTIFICATE' ? [bytes] : []));
}
