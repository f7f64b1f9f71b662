import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReaderStatus } from '../../../src/card/reader/reader.ts';
import { examineDesk } from '../../../src/doctor/checks/desk.ts';
import { readerModel } from '../../../src/doctor/checks/readerModel.ts';
import type { Finding } from '../../../src/doctor/findings.ts';
import { PATIENT } from '../../../src/doctor/machine.ts';
import { usbReaders } from '../../../src/doctor/usbReaders.ts';
import { MuhurError } from '../../../src/errors.ts';
import { fromHex } from '../../../src/hex.ts';
import { aMachine, readersWith } from './machines.ts';

const OTHER_ATR = '3B6800000073C84013009000';
const AKIS_ATR = '3BBA11008131FE4D55454B41452056312E30AE';
const brief = ({ status, code }: Finding) => `${status} ${code}`;
const present = (atr: string, name = 'Reader'): Partial<ReaderStatus> => ({
  name,
  state: 'present',
  atr: fromHex(atr),
});

describe('The doctor on service, readers and card', () => {
  const judged = async (...readers: Partial<ReaderStatus>[]) =>
    (await examineDesk(aMachine({ readers: readersWith(readers) }), PATIENT)).findings.map(brief);

  it('tells why the service cannot be asked', async () => {
    for (const code of ['reader/no-service', 'reader/addon-missing'] as const) {
      const problem = new MuhurError(code, { reason: 'no file' });
      const readers = { ...readersWith([]), list: () => Promise.resolve({ readers: [], problem }) };
      const { findings } = await examineDesk(aMachine({ readers }), PATIENT);
      assert.deepEqual(findings.map(brief), [
        'error pcsc-service/fails',
        'skipped reader/basis',
        'skipped card/basis',
      ]);
      assert.deepEqual(findings[0]?.data, { problem });
    }
  });

  it('tells readers that do not respond from none', async () => {
    assert.deepEqual((await judged())[1], 'error reader/none');
    assert.deepEqual((await judged({ state: 'unavailable' }))[1], 'error reader/unavailable');
    const found = await judged({ name: 'A', state: 'unavailable' }, { name: 'B', state: 'empty' });
    assert.deepEqual(found[1], 'ok reader/found');
  });

  it('tells an empty reader, a mute card and one that another program holds apart', async () => {
    assert.equal((await judged({ state: 'empty' }))[2], 'error card/none');
    const problems = await Promise.all(
      (['mute', 'in-use'] as const).map(async (state) => {
        const asked = aMachine({ readers: readersWith([{ state }]) });
        const [, , card] = (await examineDesk(asked, PATIENT)).findings;
        assert.equal(card?.code, 'card/fails');
        return (card as Finding<'card/fails'>).data.problem.code;
      }),
    );
    assert.deepEqual(problems, ['card/mute', 'reader/in-use']);
  });

  it('names the ATR of a card that it does not know, and asks that card nothing', async () => {
    const asked = aMachine({ readers: readersWith([present(OTHER_ATR)]) });
    const [, , card] = (await examineDesk(asked, PATIENT)).findings;
    assert.equal(card?.code, 'card/unknown');
    assert.deepEqual(card.data, { reader: 'Reader', atr: OTHER_ATR });
  });

  it('examines the AKİS card where another card is in another reader', async () => {
    const problem = new MuhurError('card/removed', { reader: 'B' });
    const seen: string[] = [];
    const readers = {
      ...readersWith([present(OTHER_ATR, 'A'), present(AKIS_ATR, 'B')]),
      connect: (reader: string) => {
        seen.push(reader);
        return Promise.reject(problem);
      },
    };
    const [, , card] = (await examineDesk(aMachine({ readers }), PATIENT)).findings;
    assert.deepEqual(seen, ['B']);
    assert.deepEqual(card?.data, { problem });
  });

  it('knows readers by their names in PC/SC', () => {
    const models = {
      'ACS ACR39T ICC Reader 00 00': 'acr39t',
      'ACS ACR39U ICC Reader 0': 'acr39',
      'ACS ACR 38U-CCID 00 00': 'acr38-ccid',
      'ACS CCID USB Reader 0': 'acr38-ccid',
      'ACS ACR38U 0': 'acr38',
      'Virtual PCD 00 00': 'vpcd',
      'Gemalto PC Twin Reader 00 00': 'other',
    };
    for (const [name, model] of Object.entries(models)) assert.equal(readerModel(name), model);
  });
});

describe('Readers on USB', () => {
  it('are those of ACS and those of the class of card readers, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muhur-usb-'));
    const device = (name: string, files: Readonly<Record<string, string>>) => {
      mkdirSync(join(folder, name));
      for (const [file, text] of Object.entries(files)) {
        writeFileSync(join(folder, name, file), `${text}\n`);
      }
    };
    try {
      device('1-1', { idVendor: '072f', idProduct: 'b102', product: 'ACR39T' });
      device('1-1:1.0', { bInterfaceClass: 'ff' });
      device('1-2', { idVendor: '08e6', idProduct: '3437', product: 'PC Twin' });
      device('1-2:1.0', { bInterfaceClass: '0b' });
      device('1-3', { idVendor: '046d', idProduct: 'c31c', product: 'Keyboard' });
      device('1-3:1.0', { bInterfaceClass: '03' });
      const found = await usbReaders(folder);
      assert.deepEqual([...found].sort(), ['ACR39T (072F:B102)', 'PC Twin (08E6:3437)']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are none where the system tells of none', async () => {
    assert.deepEqual(await usbReaders('/no/such/folder'), []);
  });
});
