import assert from 'node:assert/strict';
import { fromHex } from '../../../src/hex.ts';
import type { CardFile } from '../../../src/card/virtual/os/contents.ts';
import type { TestSystem } from './testCard.ts';
import { play, split, testSystem } from './testCard.ts';

const MF = '6F0A 820138 83023F00 900102 9000';
const APPLICATION = '6F18 820138 83025015 840CA000000063504B43532D3135 900102 9000';

describe('SELECT of the virtual card', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
  });

  it('takes AKİS’s whole path, 3F00 included', () =>
    play(system, [
      ['00A40800063F005015503100', '6F0E 80020024 820101 83025031 900106 9000'],
      ['00A40800043F00501500', APPLICATION],
      ['00A40800023F0000', MF],
    ]));

  it('takes the standard’s path without 3F00', () =>
    play(system, [['00A40800045015503100', '6F0E 80020024 820101 83025031 900106 9000']]));

  it('goes back to the MF by its identifier and by nothing at all', () =>
    play(system, [
      ['00A40800043F00501500', APPLICATION],
      ['00A40000023F0000', MF],
      ['00A40800043F00501500', APPLICATION],
      ['00A4000000', MF],
    ]));

  it('tells EFs from DFs when it looks for an identifier', () =>
    play(system, [
      ['00A4020002501500', '6A82'],
      ['00A4010002501500', APPLICATION],
      ['00A4010002503100', '6A82'],
      ['00A4020002503100', '6F0E 80020024 820101 83025031 900106 9000'],
    ]));

  it('finds a DF by its name, and by the beginning of it', () =>
    play(system, [
      ['00A404000CA000000063504B43532D313500', APPLICATION],
      ['00A4040005A00000006300', APPLICATION],
      ['00A4040006A0000000630000', '6A82'],
      ['00A40400', '6A82'],
    ]));

  it('finds a path from the current DF, and the parent of a DF', () =>
    play(system, [
      ['00A40800043F00501500', APPLICATION],
      ['00A4090002503100', '6F0E 80020024 820101 83025031 900106 9000'],
      ['00A4030000', MF],
      ['00A4030000', '6A82'],
    ]));

  it('answers with the FCP, or with nothing, when P2 asks for that', () =>
    play(system, [
      ['00A40804043F00501500', `62${APPLICATION.slice(2)}`],
      ['00A4080C043F005015', '9000'],
      ['00A40800043F005015', '9000'],
      ['00A40808043F00501500', '6A86'],
    ]));

  it('says 6Cxx to an Le that is too short, and is content with the right one', () =>
    play(system, [
      ['00A40000023F0005', '6C0C'],
      ['00A40000023F000C', MF],
    ]));

  it('leaves the selection as it was when the file is not there', () =>
    play(system, [
      ['00A40800063F005015503100', '6F0E 80020024 820101 83025031 900106 9000'],
      ['00A40800063F005015999900', '6A82'],
      ['00A40800083F0050155031440100', '6A82'],
      ['00B0000002', 'A00A9000'],
    ]));

  it('refuses halves of identifiers and unknown ways to select', () =>
    play(system, [
      ['00A40800033F005000', '6700'],
      ['00A40000015000', '6700'],
      ['00A40000033F005000', '6700'],
      ['00A4050002501500', '6A86'],
    ]));
});

describe('Reading from the virtual card', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
  });

  it('gives 244 bytes at a time and says where the file ends', async () => {
    const certificate = fileOf(system, 0x4501);
    await system.send('00A40800063F005015450100');
    let read = '';
    for (let offset = 0; ; offset += 244) {
      const { data, sw } = split(await system.send(`00B0${hex4(offset)}F4`));
      read += data;
      if (sw === '6282') break;
      assert.equal(sw, '9000');
    }
    assert.deepEqual(Buffer.from(read, 'hex'), Buffer.from(certificate));
  });

  it('continues a long answer by GET RESPONSE', async () => {
    await system.send('00A40800063F005015450100');
    const first = split(await system.send('00B0000000'));
    assert.equal(first.data.length, 244 * 2);
    assert.equal(first.sw, '610C');
    await play(system, [['00C000000D', '6C0C']]);
    const rest = split(await system.send('00C000000C'));
    assert.equal(rest.sw, '9000');
    assert.deepEqual(
      Buffer.from(first.data + rest.data, 'hex'),
      Buffer.from(fileOf(system, 0x4501).subarray(0, 256)),
    );
    await play(system, [['00C0000000', '6985']]);
  });

  it('forgets the rest of an answer when another command comes between', async () => {
    await system.send('00A40800063F005015450100');
    await system.send('00B0000000');
    await system.send('00A4000000');
    assert.equal(await system.send('00C000000C'), '6985');
  });

  it('gives a whole file to an extended Le', async () => {
    await system.send('00A40800063F005015450100');
    const { data, sw } = split(await system.send('00B00000000000'));
    assert.equal(sw, '9000');
    assert.deepEqual(Buffer.from(data, 'hex'), Buffer.from(fileOf(system, 0x4501)));
  });

  it('demands a current EF, an offset inside it, and an Le', () =>
    play(system, [
      ['00B0000010', '6986'],
      ['00A40800063F005015503100', '6F0E 80020024 820101 83025031 900106 9000'],
      ['00B0002401', '6B00'],
      ['00B0002301', '039000'],
      ['00B0002302', '036282'],
      ['00B00000', '6700'],
      ['00B08100F4', '6A82'],
    ]));

  it('lists the files of the current DF in records of 20 bytes', async () => {
    const { data, sw } = split(await system.send('8018000000'));
    assert.equal(sw, '9000');
    assert.deepEqual(records(data), ['2F2F00', '3D5015']);
    await system.send('00A40800043F00501500');
    assert.deepEqual(records(split(await system.send('8018000000')).data), [
      '2F5031',
      '2F5032',
      '2F4401',
      '2F4402',
      '2F4403',
      '2F4501',
      '2F4502',
    ]);
  });

  it('gives its serial number and its life cycle where AKİS has them', async () => {
    const record = split(await system.send('00CA01064D'));
    assert.equal(record.sw, '9000');
    assert.equal(record.data.length, 0x4d * 2);
    assert.equal(
      record.data.slice(110, 134),
      Buffer.from(system.stored.contents.serial).toString('hex').toUpperCase(),
    );
    await play(system, [
      ['00CA01040A', '000000000000A50000009000'],
      ['00CA010404', '6C0A'],
      ['00CA010600', `${record.data}9000`],
      ['00CA010500', '6A88'],
    ]);
  });

  it('makes as many random bytes as it is asked for, never the same', async () => {
    const [a, b] = [await system.send('0084000010'), await system.send('0084000010')];
    assert.equal(split(a).data.length, 32);
    assert.notEqual(a, b);
    assert.equal(await system.send('00840000'), '6700');
  });

  it('keeps a file that needs the PIN, and one that nobody may read', async () => {
    const { masterFile } = system.stored.contents;
    const files = masterFile.children as CardFile[];
    files.push({ kind: 'ef', id: 0x0001, read: 'pin', content: fromHex('AA') });
    files.push({ kind: 'ef', id: 0x0002, read: 'never', content: fromHex('BB') });
    await play(system, [
      ['00A4020002000100', '6F0E 80020001 820101 83020001 900102 9000'],
      ['00B0000001', '6982'],
      ['0020008006PIN', '9000'],
      ['00B0000001', 'AA9000'],
      ['00A4020002000200', '6F0E 80020001 820101 83020002 900102 9000'],
      ['00B0000001', '6982'],
    ]);
  });
});

function fileOf(system: TestSystem, id: number): Uint8Array {
  const application = system.stored.contents.masterFile.children.find((file) => file.kind === 'df');
  const file = application?.kind === 'df' && application.children.find((entry) => entry.id === id);
  if (!file || file.kind !== 'ef') throw new Error('no such file');
  return file.content;
}

function records(data: string): string[] {
  return (data.match(/.{40}/g) ?? []).map((record) => record.slice(0, 6));
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
