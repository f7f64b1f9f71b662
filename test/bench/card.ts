import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CardLayout } from '../../src/card/akis/akisCard.ts';
import type { ApduTrace } from '../../src/card/apdu/trace.ts';
import type { Card } from '../../src/card/card.ts';
import { openCard } from '../../src/card/openCard.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import type { ShareMode } from '../../src/card/reader/reader.ts';
import { fromHex } from '../../src/hex.ts';
import { silentLog } from '../../src/log.ts';
import { READERS } from '../rig/pcscd.ts';
import { startCardProcess } from '../rig/cardProcess.ts';
import { OPENSC_MODULE, openSc } from './opensc.ts';
import { compare } from './row.ts';
import type { Row } from './row.ts';

const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
const ROUNDS = 21;
const [{ name: reader, port }] = READERS;
const SHA256_DIGEST_INFO = fromHex('3031300D060960864801650304020105000420');

/** `card-read` and `card-sign`: inside a running program, against OpenSC on the same card. */
export async function run(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'muhur-bench-'));
  const { pin, stop } = await startCardProcess(join(folder, 'card'), port);
  const source = new PcscSource(HOST, silentLog);
  const opensc = await openSc();
  let apdus = 0;
  const trace: ApduTrace = { exchange: () => apdus++ };
  let layout: CardLayout | null = null;

  const withCard = async <T>(mode: ShareMode, action: (card: Card) => Promise<T>): Promise<T> => {
    const connection = await source.connect(reader, mode);
    apdus = 0;
    try {
      const open = openCard(connection, trace, layout);
      const result = await action(open.card);
      layout = open.layout();
      return result;
    } finally {
      await connection.disconnect(mode === 'exclusive' ? 'reset' : 'leave');
    }
  };

  try {
    const certificates = await withCard('shared', (open) => open.readCertificates());
    const allowed = certificates.reduce((sum, { der }) => sum + 1 + Math.ceil(der.length / 244), 6);
    const read = await compare(
      'card-read',
      ROUNDS,
      () => withCard('shared', (open) => open.readCertificates()),
      async () => {
        for (const { id } of certificates) {
          await opensc('pkcs15-tool', '--reader', '0', '--read-certificate', id);
        }
      },
      '',
    );
    await withCard('shared', (open) => open.readCertificates());
    const readNote = `${String(apdus)} APDUs, ${String(allowed)} allowed; theirs: pkcs15-tool for each certificate`;

    await withCard('shared', (open) => open.readSnapshot());
    const data = Buffer.from('a document to be signed');
    await writeFile(join(folder, 'data'), data);
    const digest = createHash('sha256').update(data).digest();
    const digestInfo = new Uint8Array(Buffer.concat([SHA256_DIGEST_INFO, digest]));
    const id = certificates[0]?.id ?? '';
    const sign = await compare(
      'card-sign',
      ROUNDS,
      () =>
        withCard('exclusive', async (open) => {
          await open.verifyPin(new TextEncoder().encode(pin));
          await open.sign(id, { kind: 'digest-info', digestInfo });
        }),
      () =>
        opensc(
          'pkcs11-tool',
          ...['--module', OPENSC_MODULE, '--login', '--pin', pin, '--sign', '--id', id],
          ...['-m', 'SHA256-RSA-PKCS', '-i', join(folder, 'data'), '-o', join(folder, 'signature')],
        ),
      '',
    );
    const signNote = `${String(apdus)} APDUs, 6 allowed; theirs: pkcs11-tool --login --sign`;
    return [
      { ...read, note: readNote },
      { ...sign, note: signNote },
    ];
  } finally {
    source.dispose();
    await stop();
  }
}
