import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromHex, toHex } from '../../../src/hex.ts';
import { OperatingSystem } from '../../../src/card/virtual/os/operatingSystem.ts';
import type { TestSystem } from './testCard.ts';
import { play, storedCard, testSystem } from './testCard.ts';
import { depth } from '../../depth.ts';

const runs = depth(300);

describe('What the virtual card takes for a command', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
  });

  it('has four bytes at least, and lengths that agree', () =>
    play(system, [
      ['', '6700'],
      ['00A400', '6700'],
      ['00A40000023F', '6700'],
      ['00A40000023F000000', '6700'],
      ['00A400000000', '6700'],
      ['00A400000000023F', '6700'],
      ['00A4000000000000', '6700'],
    ]));

  it('may be extended in every case', async () => {
    await play(system, [
      ['00A40000000002 3F00 0000', '6F0A 820138 83023F00 900102 9000'],
      ['00A4000C000002 3F00', '9000'],
      ['00CA01040000 0A', '000000000000A50000009000'],
    ]);
  });

  it('is told apart by class and instruction', () =>
    play(system, [
      ['00FF0000', '6D00'],
      ['80FF0000', '6D00'],
      ['0018000000', '6E00'],
      ['80A4000000', '6E00'],
      ['40A4000000', '6E00'],
      ['FFA4000000', '6E00'],
      ['01A4000000', '6881'],
      ['0CA4000000', '6882'],
    ]));

  it('is refused when only the administration may send it', () =>
    play(system, [
      ['80090002', '6985'],
      ['801580B002 4600', '6985'],
      ['801000B002 5016', '6985'],
      ['80160800023F00', '6985'],
    ]));
});

describe('Command chaining of the virtual card', () => {
  let system: TestSystem;
  beforeEach(async () => {
    system = await testSystem();
  });

  it('puts the parts of a command together', () =>
    play(system, [
      ['10A40800 02 3F00', '9000'],
      ['10A40800 02 5015', '9000'],
      ['00A40800 02 5031 00', '6F0E 80020024 820101 83025031 900106 9000'],
    ]));

  it('is over when another command comes between', () =>
    play(system, [
      ['10A40800 02 3F00', '9000'],
      ['00CA01040A', '6883'],
      ['00A40800 02 5015 00', '6F18 820138 83025015 840CA000000063504B43532D3135 900102 9000'],
    ]));

  it('does not fill the memory', async () => {
    const part = `102A9E9A00FFFF${'00'.repeat(0xffff)}`;
    assert.equal(await system.send(part), '9000');
    assert.equal(await system.send(part), '6700');
    for (let i = 0; i < 4096; i++) assert.equal(await system.send('102A9E9A'), '9000');
    assert.equal(await system.send('102A9E9A'), '6700');
  });

  it('does not lose a part when the sender wipes its buffer', async () => {
    const stored = await storedCard();
    const card = new OperatingSystem(stored.contents, () => Promise.resolve());
    const part = fromHex('10A4080C023F00');
    await card.process(part);
    part.fill(0);
    assert.equal(toHex(await card.process(fromHex('00A4080C025015'))), '9000');
  });
});

describe('Hostile input to the virtual card', () => {
  it('any byte string gets a status word', async () => {
    const { contents } = await storedCard();
    const card = new OperatingSystem(contents, () => Promise.resolve());
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        const response = await card.process(bytes);
        assert.ok(response.length >= 2 && isStatusWord(response), toHex(response));
      }),
      { numRuns: runs },
    );
  });

  it('so does any sequence of well-formed commands, and none gives a key away', async () => {
    const { contents } = await storedCard();
    const secrets = contents.keys.map(({ pkcs8 }) => toHex(pkcs8.subarray(200, 232)));
    const byte = fc.integer({ min: 0, max: 255 });
    const command = fc
      .record({
        cla: fc.constantFrom(0x00, 0x10, 0x80, 0x90),
        ins: fc.constantFrom(
          0x20,
          0x22,
          0x24,
          0x2a,
          0x2c,
          0x84,
          0xa4,
          0xb0,
          0xc0,
          0xca,
          0x18,
          0x1a,
        ),
        p1: fc.oneof(fc.constantFrom(0, 1, 2, 8, 0xc3, 0x9e, 0x80), byte),
        p2: fc.oneof(fc.constantFrom(0, 4, 6, 0x80, 0x81, 0x9a, 0x86), byte),
        data: fc.uint8Array({ maxLength: 255 }),
        le: fc.option(byte),
      })
      .map(({ cla, ins, p1, p2, data, le }) =>
        Uint8Array.from([
          ...[cla, ins, p1, p2],
          ...(data.length === 0 ? [] : [data.length, ...data]),
          ...(le === null ? [] : [le]),
        ]),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 20 }), async (commands) => {
        const card = new OperatingSystem(contents, () => Promise.resolve());
        for (const bytes of commands) {
          const response = await card.process(bytes);
          assert.ok(isStatusWord(response), toHex(response));
          assert.ok(!secrets.some((secret) => toHex(response).includes(secret)));
        }
      }),
      { numRuns: runs },
    );
  });

  it('64 KiB of anything is answered at once', async () => {
    const { contents } = await storedCard();
    const card = new OperatingSystem(contents, () => Promise.resolve());
    for (const fill of [0x00, 0x10, 0x20, 0x24, 0x2a, 0xa4, 0xff]) {
      const response = await card.process(new Uint8Array(0x10000).fill(fill));
      assert.equal(response.length, 2);
    }
  });
});

function isStatusWord(response: Uint8Array): boolean {
  const sw1 = response.at(-2) ?? 0;
  return (sw1 & 0xf0) === 0x60 || toHex(response.subarray(-2)) === '9000';
}
