import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MuhurError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import type { Fetcher } from '../fetching.ts';
import { isFetchError } from '../fetching.ts';

/** A root of Kamu SM, known by the SHA-256 fingerprint of its certificate. */
export interface KamuSmRoot {
  /** Of a file, too. */
  readonly id: string;
  readonly name: string;
  /** Upper-case hexadecimal. */
  readonly fingerprintSha256: string;
}

/** Those above seals (kurumsal), and those above qualified certificates and time stamps. */
export const kamuSmRoots: readonly KamuSmRoot[] = [
  {
    id: 'kamusm-kurumsal-kok-1',
    name: 'KamuSM Kurumsal Kök Sertifika Hizmet Sağlayıcısı - Sürüm 1',
    fingerprintSha256: 'DC2C797EAD271A061178FBF554F56A53BDBF8D54727D7C3A885E209A73D52AA8',
  },
  {
    id: 'kamusm-kurumsal-kok-2',
    name: 'KamuSM Kurumsal Kök Sertifika Hizmet Sağlayıcısı - Sürüm 2',
    fingerprintSha256: '82F01501CD76672C343502E0835EE9F0DC8D9FDBECDC6955A4304659A331393B',
  },
  {
    id: 'kamusm-kok-4',
    name: 'Kamu SM Kök Sertifika Hizmet Sağlayıcısı - Sürüm 4',
    fingerprintSha256: 'FB3D224BBC9B70B0D11929865E23D3993145B0D45B0CC54A3B8DB0B55CD7C90C',
  },
  {
    id: 'kamusm-kok-5',
    name: 'Kamu SM Kök Sertifika Hizmet Sağlayıcısı - Sürüm 5',
    fingerprintSha256: '0F41D3BDB0687FD825303974CD052CCACA0A03B4125A2FD4A18F5063512318F3',
  },
  {
    id: 'kamusm-kok-6',
    name: 'Kamu SM Kök Sertifika Hizmet Sağlayıcısı - Sürüm 6',
    fingerprintSha256: 'AA466D3B528DC947C7E1DCA594C0DEB4A1D2B987C119125FCD7435DE92A23C60',
  },
  {
    id: 'kamusm-kok-7',
    name: 'Kamu SM Kök Sertifika Hizmet Sağlayıcısı - Sürüm 7',
    fingerprintSha256: '23044F859844C23A2D082E518627FE8D69F5B21A7F7AF30CE204434C4055387D',
  },
];

/** Kamu SM's list of all roots that it knows of: XML with certificates in base64. */
export const ROOTS_ADDRESS = 'http://depo.kamusm.gov.tr/depo/SertifikaDeposu.xml';

const LARGEST_LIST = 4 * 1024 * 1024;
const SECONDS = 30;

/** A root that came, DER. */
export interface FetchedRoot extends KamuSmRoot {
  readonly certificate: Uint8Array;
}

/**
 * Fetches Kamu SM's roots from its repository. It is no matter that it speaks http: only what has
 * one of the fingerprints above is taken.
 * @throws `trust/roots` when none comes.
 */
export async function fetchKamuSmRoots(
  fetcher: Fetcher,
  address = ROOTS_ADDRESS,
): Promise<readonly FetchedRoot[]> {
  const list = await fetchList(fetcher, address);
  const roots = base64Texts(list).flatMap((text) => rootOf(Buffer.from(text, 'base64')));
  const found = kamuSmRoots.flatMap(({ id }) => roots.find((root) => root.id === id) ?? []);
  if (found.length === 0) throw new MuhurError('trust/roots', { address, reason: 'none' });
  return found;
}

async function fetchList(fetcher: Fetcher, address: string): Promise<Uint8Array> {
  try {
    const answer = await fetcher({
      url: new URL(address),
      method: 'GET',
      mostBytes: LARGEST_LIST,
      seconds: SECONDS,
    });
    if (answer.status === 200) return answer.body;
  } catch (error) {
    if (!isFetchError(error)) throw error;
    throw new MuhurError('trust/roots', { address, reason: error.problem }, { cause: error });
  }
  throw new MuhurError('trust/roots', { address, reason: 'status' });
}

/** Whatever between two tags may be a certificate; fingerprints decide. */
function base64Texts(list: Uint8Array): string[] {
  const text = Buffer.from(list).toString('latin1');
  return Array.from(text.matchAll(/>([A-Za-z0-9+/=\s]{400,8000})</g), ([, base64 = '']) => base64);
}

function rootOf(der: Buffer): FetchedRoot[] {
  const fingerprint = toHex(createHash('sha256').update(der).digest());
  const known = kamuSmRoots.find(({ fingerprintSha256 }) => fingerprintSha256 === fingerprint);
  return known === undefined ? [] : [{ ...known, certificate: new Uint8Array(der) }];
}

/**
 * Fetches them and writes each into a file of that folder, which is made when it is not there.
 * @returns the roots that came.
 * @throws `trust/roots`, `file/not-written`
 */
export async function storeKamuSmRoots(
  fetcher: Fetcher,
  folder: string,
  address = ROOTS_ADDRESS,
): Promise<readonly FetchedRoot[]> {
  const roots = await fetchKamuSmRoots(fetcher, address);
  try {
    await mkdir(folder, { recursive: true });
    for (const { id, certificate } of roots) {
      await writeFile(join(folder, `${id}.crt`), certificate);
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new MuhurError('file/not-written', { path: folder, reason }, { cause: error });
  }
  return roots;
}
