import { toHex } from '../hex.ts';
import type { CardCertificate } from './card.ts';
import { parseCertificates, parsePrivateKeys } from './iso7816/pkcs15/objects.ts';
import { parseApplicationDirectory, parseObjectDirectory } from './iso7816/pkcs15/directories.ts';
import type { CardFile, KeyAlgorithm, KeyUse } from './virtual/os/contents.ts';
import type { StoredCard } from './virtual/storedCard.ts';

/**
 * What is on a virtual card, read from its state and not by APDUs: for whoever issued the card, as
 * only they may see a key. All throw `card/malformed` when the files of the card make no sense.
 */

/** The certificates as a reader would find them, DER. */
export function cardCertificates(card: StoredCard): readonly CardCertificate[] {
  const { application, objects } = directoriesOf(card);
  return objects.certificates
    .flatMap(({ file }) => parseCertificates(contentOf(card, file), application).entries)
    .map(({ id, label, path }) => ({ id, label, der: contentOf(card, path.file) }));
}

/** A private key of a virtual card. `id` and `label` are those of its certificate. */
export interface StoredKey {
  readonly id: string;
  readonly label: string;
  readonly algorithm: KeyAlgorithm;
  readonly uses: readonly KeyUse[];
  /** PKCS#8, DER. */
  readonly pkcs8: Uint8Array;
}

export function cardPrivateKeys(card: StoredCard): readonly StoredKey[] {
  const { objects } = directoriesOf(card);
  const entries = objects.privateKeys.flatMap(
    ({ file }) => parsePrivateKeys(contentOf(card, file)).entries,
  );
  return card.contents.keys.flatMap(({ reference, algorithm, uses, pkcs8 }) => {
    const entry = entries.find((candidate) => candidate.reference === reference);
    if (entry === undefined) return [];
    return [{ id: entry.id, label: entry.label, algorithm, uses, pkcs8 }];
  });
}

/** As `Card.readSerial` tells it. */
export function cardSerial({ contents }: StoredCard): string {
  return toHex(contents.serial);
}

/** PIN and PUK as they are now. Secrets: not for logs, errors or lists. */
export function cardSecrets({ contents }: StoredCard): {
  readonly pin: string;
  readonly puk: string;
} {
  return { pin: contents.pin.value, puk: contents.puk.value };
}

const EF_DIR = Uint8Array.of(0x3f, 0x00, 0x2f, 0x00);
const OBJECT_DIRECTORY = [0x50, 0x31];

function directoriesOf(card: StoredCard) {
  const application = parseApplicationDirectory(contentOf(card, EF_DIR));
  const odf = contentOf(card, Uint8Array.from([...application, ...OBJECT_DIRECTORY]));
  return { application, objects: parseObjectDirectory(odf, application) };
}

/** @param path two bytes for each file, from the MF on. @returns nothing where no EF is. */
function contentOf({ contents }: StoredCard, path: Uint8Array): Uint8Array {
  let file: CardFile | undefined = contents.masterFile;
  for (let at = 2; at < path.length; at += 2) {
    const id: number = ((path[at] ?? 0) << 8) | (path[at + 1] ?? 0);
    file = file?.kind === 'df' ? file.children.find((child) => child.id === id) : undefined;
  }
  return file?.kind === 'ef' ? file.content : new Uint8Array();
}
