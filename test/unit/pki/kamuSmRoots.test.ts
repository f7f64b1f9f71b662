import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/errors.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { FetchRequest, Fetcher } from '../../../src/pki/fetching.ts';
import { FetchError } from '../../../src/pki/fetching.ts';
import {
  fetchKamuSmRoots,
  kamuSmRoots,
  storeKamuSmRoots,
} from '../../../src/pki/trust/kamuSmRoots.ts';
import { loadTrust } from '../../../src/pki/trust/trustStore.ts';

/** Kamu SM's list, with these texts as its certificates. */
const listOf = (...texts: string[]) =>
  `<?xml version="1.0"?>\n<depo>${texts
    .map((text) => `<koksertifika>\n<mValue>\n${text}\n</mValue></koksertifika>`)
    .join('\n')}</depo>`;
const answering =
  (body: string, status = 200): Fetcher =>
  () =>
    Promise.resolve({ status, contentType: 'text/xml', body: Buffer.from(body) });
const refuses = (code: ErrorCode, reason: string, answer: Promise<unknown>) =>
  assert.rejects(
    answer,
    (error) => isMuhurError(error, code) && 'reason' in error.data && error.data.reason === reason,
  );

describe('The roots of Kamu SM', () => {
  it('are none when nothing of the list has a known fingerprint, however it looks', async () => {
    const other = Buffer.alloc(600, 0x30).toString('base64');
    await refuses('trust/roots', 'none', fetchKamuSmRoots(answering(listOf(other))));
    await refuses('trust/roots', 'none', fetchKamuSmRoots(answering('')));
    await refuses('trust/roots', 'none', fetchKamuSmRoots(answering('>'.repeat(100_000))));
  });

  it('are said not to come when the repository does not answer as it should', async () => {
    await refuses('trust/roots', 'status', fetchKamuSmRoots(answering('', 503)));
    const silent = () => Promise.reject(new FetchError('timeout'));
    await refuses('trust/roots', 'timeout', fetchKamuSmRoots(silent));
  });

  it('are asked for at one address, with limits', async () => {
    const asked: FetchRequest[] = [];
    const fetcher: Fetcher = (request) => {
      asked.push(request);
      return answering('')(request);
    };
    await assert.rejects(fetchKamuSmRoots(fetcher));
    assert.equal(asked[0]?.url.href, 'http://depo.kamusm.gov.tr/depo/SertifikaDeposu.xml');
    assert.ok(asked[0].mostBytes < 10_000_000 && asked[0].seconds <= 60);
  });

  const samples = process.env['MUHUR_SAMPLES'];
  const withSamples = samples === undefined ? it.skip : it;
  async function pems(): Promise<string[]> {
    const folder = join(samples ?? '', 'kamusm-roots');
    const names = (await readdir(folder)).sort();
    return Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  }
  const base64Of = (pem: string) => pem.replace(/-----.*-----/g, '').trim();

  withSamples('are six of the twenty-nine that the list has (MUHUR_SAMPLES)', async () => {
    const fetcher = answering(listOf(...(await pems()).map(base64Of)));
    const roots = await fetchKamuSmRoots(fetcher);
    assert.deepEqual(
      roots.map(({ id }) => id),
      kamuSmRoots.map(({ id }) => id),
    );
    for (const { certificate, fingerprintSha256 } of roots) {
      const digest = createHash('sha256').update(certificate).digest('hex').toUpperCase();
      assert.equal(digest, fingerprintSha256);
    }
  });

  withSamples('are kept in a folder that can be trusted then (MUHUR_SAMPLES)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muhur-roots-'));
    try {
      const fetcher = answering(listOf(...(await pems()).map(base64Of)));
      const path = join(folder, 'new', 'roots');
      await storeKamuSmRoots(fetcher, path);
      const trust = await loadTrust([path]);
      assert.deepEqual([trust.anchors.length, trust.intermediates.length], [6, 0]);
      await writeFile(join(folder, 'file'), '');
      const inFile = storeKamuSmRoots(fetcher, join(folder, 'file'));
      await assert.rejects(inFile, (error) => isMuhurError(error, 'file/not-written'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
