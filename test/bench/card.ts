import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHA256_DIGEST_INFO, startCardSession } from './cardSession.ts';
import { OpenSc, openScModule } from '../interop/opensc.ts';
import { runRival } from './opensc.ts';
import { compare } from './row.ts';
import type { Row } from './row.ts';

const ROUNDS = 21;

/** `card-read` and `card-sign`: inside a running program, against OpenSC on the same card. */
export async function run(): Promise<Row[]> {
  const { folder, pin, withCard, apdus, dispose } = await startCardSession();
  const opensc = new OpenSc('akis');
  try {
    const certificates = await withCard('shared', (card) => card.readCertificates());
    const allowed = certificates.reduce((sum, { der }) => sum + 1 + Math.ceil(der.length / 244), 6);
    const readNote = `${String(apdus())} APDUs, ${String(allowed)} allowed; theirs: pkcs15-tool for each certificate`;
    const read = await compare(
      'card-read',
      ROUNDS,
      () => withCard('shared', (card) => card.readCertificates()),
      async () => {
        for (const { id } of certificates) {
          await runRival(opensc, 'pkcs15-tool', '--reader', '0', '--read-certificate', id);
        }
      },
      readNote,
    );

    await withCard('shared', (card) => card.readSnapshot());
    const data = Buffer.from('a document to be signed');
    await writeFile(join(folder, 'data'), data);
    const digest = createHash('sha256').update(data).digest();
    const digestInfo = new Uint8Array(Buffer.concat([SHA256_DIGEST_INFO, digest]));
    const id = certificates[0]?.id ?? '';
    const verifyAndSign = () =>
      withCard('exclusive', async (card) => {
        await card.verifyPin(new TextEncoder().encode(pin));
        await card.sign(id, { kind: 'digest-info', digestInfo });
      });
    await verifyAndSign();
    const signNote = `${String(apdus())} APDUs, 6 allowed; theirs: pkcs11-tool --login --sign`;
    const sign = await compare(
      'card-sign',
      ROUNDS,
      verifyAndSign,
      () =>
        runRival(
          opensc,
          'pkcs11-tool',
          ...['--module', openScModule(), '--login', '--pin', pin, '--sign', '--id', id],
          ...['-m', 'SHA256-RSA-PKCS', '-i', join(folder, 'data'), '-o', join(folder, 'signature')],
        ),
      signNote,
    );
    return [read, sign];
  } finally {
    await dispose();
    opensc.dispose();
  }
}
