import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MuhurError, isMuhurError } from '../../../../src/errors.ts';
import type { BatchItem } from '../../../../src/signature/sign/signBatch.ts';
import { signBatch } from '../../../../src/signature/sign/signBatch.ts';
import type { SigningChoices } from '../../../../src/signature/sign/signDocument.ts';
import { signFile } from '../../../../src/signature/sign/signFile.ts';
import type { Signer } from '../../../../src/signature/signers/signer.ts';
import { presetByName } from '../../../../src/signature/xades/build/presets.ts';
import { encodeDocument } from '../../../fixtures/documents/encode.ts';
import { eArchiveReport, envelope } from '../../../fixtures/documents/gib.ts';
import { ublDocument } from '../../../fixtures/documents/ubl.ts';
import { temporaryFolder } from '../../virtual/temporary.ts';
import { rightSignatures, seals, signerOf, stamp, validated } from '../build/builder.ts';

const preset = presetByName('gib');
const choices: SigningChoices = { format: { name: 'xades', preset }, stamp: null, check: true };

describe('Files that are signed', () => {
  const folder = temporaryFolder();
  let signer: Signer;

  before(async () => {
    signer = signerOf((await seals())['RSA-2048']);
  });

  async function put(name: string, text: string): Promise<string> {
    const file = join(folder.path, name);
    await writeFile(file, encodeDocument(text));
    return file;
  }

  function item(file: string, by = signer): BatchItem {
    return { name: file, sign: (turns) => signFile({ file, out: file }, by, choices, { turns }) };
  }

  it('are checked, and told about', async () => {
    const file = await put('fatura.xml', ublDocument('Invoice'));
    const out = join(folder.path, 'out.xml');
    const signed = await signFile({ file, out }, signer, choices);
    assert.equal(signed.kind, 'invoice');
    assert.equal(signed.level, 'B');
    assert.equal(signed.id, 'Signature');
    assert.equal(signed.report?.coreValid, true);
    assert.equal(await rightSignatures(await readFile(out)), 1);
  });

  it('get a time stamp over the value of the signature: level T', async () => {
    const file = await put('rapor.xml', eArchiveReport());
    const signed = await signFile({ file, out: file }, signer, { ...choices, stamp });
    assert.equal(signed.level, 'T');
    const [report] = await validated(await readFile(file));
    assert.equal(report?.level, 'T');
    assert.deepEqual(
      report.timeStamps.map(({ kind }) => kind),
      ['SignatureTimeStamp'],
    );
  });

  for (const detached of [false, true]) {
    for (const level of ['B', 'T'] as const) {
      it(`are signed as CAdES-${level}, ${detached ? 'detached' : 'attached'}, whatever they are`, async () => {
        const file = await put('sözleşme.txt', 'Ğİ ışık\n');
        const out = `${file}.p7s`;
        const format = { name: 'cades', detached } as const;
        const all = { format, stamp: level === 'T' ? stamp : null, check: true };
        const signed = await signFile({ file, out }, signer, all);
        assert.equal(signed.level, level);
        assert.equal(signed.report?.coreValid, true);
        assert.equal(signed.report.level, level === 'T' ? 'T' : 'BES');
      });
    }
  }

  it('stay what they were when no time stamp comes', async () => {
    const file = await put('rapor.xml', eArchiveReport());
    const none = () =>
      Promise.reject(new MuhurError('time-stamp/refused', { address: 'a', text: 'b' }));
    const failed = signFile({ file, out: file }, signer, { ...choices, stamp: none });
    await assert.rejects(failed, (error) => isMuhurError(error, 'time-stamp/refused'));
    assert.equal(await readFile(file, 'utf8'), eArchiveReport());
  });

  it('are not written when the result would not be valid', async () => {
    const file = await put('rapor.xml', eArchiveReport());
    const out = join(folder.path, 'out.xml');
    await signFile({ file, out }, signer, choices);
    // The older signature breaks; the counter-signature beside it is right.
    await writeFile(file, (await readFile(out, 'utf8')).replace('ELEKTRONIK', 'KAGIT'));
    const before = await readFile(file);
    const format = { ...choices.format, existing: 'counter-sign' } as const;
    const failed = signFile({ file, out: file }, signer, { ...choices, format });
    await assert.rejects(failed, (error) => isMuhurError(error, 'document/check-failed'));
    assert.ok(before.equals(await readFile(file)));
    const { report } = await signFile({ file, out: file }, signer, {
      ...choices,
      format,
      check: false,
    });
    assert.equal(report, null);
  });

  it('are signed one after the other with one signer, and one that fails stops no other', async () => {
    const files = [
      await put('1.xml', ublDocument('Invoice')),
      await put('2.xml', envelope([ublDocument('Invoice')])),
      await put('3.xml', eArchiveReport({ entries: 100 })),
      join(folder.path, '4.xml'),
      await put('5.xml', '<broken'),
      await put('6.xml', ublDocument('DespatchAdvice')),
    ];
    let busy = 0;
    const watched: Signer = {
      ...signer,
      async sign(input) {
        assert.equal(++busy, 1);
        const value = await signer.sign(input);
        busy--;
        return value;
      },
    };
    const counts: number[] = [];
    const outcomes = await signBatch(
      files.map((file) => item(file, watched)),
      { onDone: (_, count) => counts.push(count) },
    );
    assert.deepEqual(counts, [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(
      outcomes.map(({ name, signed, error }) => [name, signed === null ? error?.code : 'signed']),
      [
        [files[0], 'signed'],
        [files[1], 'document/envelope'],
        [files[2], 'signed'],
        [files[3], 'file/not-found'],
        [files[4], 'document/unreadable'],
        [files[5], 'signed'],
      ],
    );
    assert.equal(await rightSignatures(await readFile(files[5] ?? '')), 1);
    assert.deepEqual(await readdir(folder.path), ['1.xml', '2.xml', '3.xml', '5.xml', '6.xml']);
  });

  it('are left alone from the moment on that the user stops it', async () => {
    const files = await Promise.all(
      Array.from({ length: 12 }, (_, i) => put(`${i}.xml`, ublDocument('Invoice'))),
    );
    const controller = new AbortController();
    const outcomes = await signBatch(
      files.map((file) => item(file)),
      {
        signal: controller.signal,
        onDone: (_, count) => {
          if (count === 2) controller.abort();
        },
      },
    );
    const codes = outcomes.map(({ error }) => error?.code);
    assert.ok(codes.filter((code) => code === 'cancelled').length >= 6, codes.join());
    assert.ok(codes.every((code) => code === undefined || code === 'cancelled'));
    for (const [i, file] of files.entries()) {
      const isSigned = (await readFile(file, 'utf8')).includes('<ds:Signature ');
      assert.equal(isSigned, outcomes[i]?.signed !== null);
    }
  });
});
