import type { DedicatedFile, ElementaryFile } from '../os/contents.ts';
import {
  PKCS15_AID,
  certificateDirectory,
  directoryFile,
  keyDirectory,
  objectDirectory,
  pinDirectory,
  tokenInfo,
} from './directories.ts';
import type { CardObjects } from './objects.ts';

/** 3F00, 2F00, 5031 and 5032 are ISO 7816-15's; the others are our own choice. */
const FID = {
  mf: 0x3f00,
  dir: 0x2f00,
  application: 0x5015,
  odf: 0x5031,
  tokenInfo: 0x5032,
  prkdf: 0x4401,
  cdf: 0x4402,
  aodf: 0x4403,
  firstCertificate: 0x4501,
} as const;

const APPLICATION = [FID.mf, FID.application] as const;

/** The file tree of a card with these objects (ISO 7816-15 §7). All paths are absolute. */
export function pkcs15Layout(objects: CardObjects): DedicatedFile {
  const certificates = objects.identities.flatMap((identity, i) => {
    const id = FID.firstCertificate + i;
    const { certificate } = identity;
    return certificate === null ? [] : [{ identity, id, certificate, file: inApplication(id) }];
  });
  const odf = objectDirectory({
    keys: inApplication(FID.prkdf),
    certificates: inApplication(FID.cdf),
    pins: inApplication(FID.aodf),
  });
  return {
    kind: 'df',
    id: FID.mf,
    name: null,
    children: [
      file(FID.dir, directoryFile(APPLICATION)),
      {
        kind: 'df',
        id: FID.application,
        name: PKCS15_AID,
        children: [
          file(FID.odf, odf),
          file(FID.tokenInfo, tokenInfo(objects)),
          file(FID.prkdf, keyDirectory(objects, APPLICATION)),
          file(FID.cdf, certificateDirectory(certificates)),
          file(FID.aodf, pinDirectory(objects, APPLICATION)),
          ...certificates.map(({ id, certificate }) => file(id, certificate)),
        ],
      },
    ],
  };
}

function inApplication(id: number): readonly number[] {
  return [...APPLICATION, id];
}

function file(id: number, content: Uint8Array): ElementaryFile {
  return { kind: 'ef', id, read: 'always', content };
}
