import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandApdu, encodeCommand } from '../../../src/card/apdu/command.ts';
import { formatExchange } from '../../../src/card/apdu/trace.ts';
import {
  sendOk,
  shortApduTransport,
  wireTransport,
  withGetResponse,
} from '../../../src/card/apdu/transport.ts';
import type { ApduTransport } from '../../../src/card/apdu/transport.ts';
import { lineTrace, noTrace } from '../../../src/card/apdu/trace.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { depth } from '../../depth.ts';
import { scriptedConnection } from './scriptedConnection.ts';

const select = (fields: Parameters<typeof commandApdu>[1]) =>
  toHex(encodeCommand(commandApdu([0x00, 0xa4, 0x04, 0x0c], fields)));

describe('command APDU encoding (ISO 7816-4 §5.1)', () => {
  it('case 1 is the header alone', () => {
    assert.equal(select({}), '00A4040C');
  });

  it('case 2 short: Le 256 is written 00', () => {
    assert.equal(select({ le: 1 }), '00A4040C01');
    assert.equal(select({ le: 256 }), '00A4040C00');
  });

  it('case 2 extended: three bytes, 65536 is written 0000', () => {
    assert.equal(select({ le: 257 }), '00A4040C000101');
    assert.equal(select({ le: 65536 }), '00A4040C000000');
  });

  it('cases 3 and 4 short', () => {
    assert.equal(select({ data: fromHex('3F00') }), '00A4040C023F00');
    assert.equal(select({ data: fromHex('3F00'), le: 256 }), '00A4040C023F0000');
  });

  it('cases 3 and 4 extended as soon as one field needs it', () => {
    const data = new Uint8Array(256).fill(0xaa);
    assert.equal(select({ data }).slice(0, 14), '00A4040C000100');
    assert.equal(select({ data: fromHex('3F00'), le: 300 }), '00A4040C0000023F00012C');
  });

  it('refuses what no APDU can carry', () => {
    assert.throws(() => select({ data: new Uint8Array(0x10000) }), RangeError);
    assert.throws(() => select({ le: 0x10001 }), RangeError);
  });
});

describe('the chain of processors', () => {
  const run = (script: Parameters<typeof scriptedConnection>[0], largest = 0xf4) => {
    const connection = scriptedConnection(script);
    return { connection, transport: shortApduTransport(connection, noTrace, largest) };
  };

  it('fetches what 61xx announces by GET RESPONSE', async () => {
    const { transport, connection } = run([
      ['00A40000023F0000', '6F02 610C'],
      ['00C000000C', 'AABB 6102'],
      ['00C0000002', 'CCDD 9000'],
    ]);
    const command = commandApdu([0, 0xa4, 0, 0], { data: fromHex('3F00'), le: 256 });
    assert.equal(toHex(await sendOk(transport, command)), '6F02AABBCCDD');
    assert.equal(connection.remaining(), 0);
  });

  it('asks once more with the length that 6Cxx names', async () => {
    const { transport } = run([
      ['00B00000F4', '6C05'],
      ['00B0000005', '0102030405 9000'],
    ]);
    const command = commandApdu([0, 0xb0, 0, 0], { le: 0xf4 });
    assert.equal(toHex(await sendOk(transport, command)), '0102030405');
  });

  it('does not ask a third time when the card insists on 6Cxx', async () => {
    const { transport } = run([
      ['00B00000F4', '6C05'],
      ['00B0000005', '6C05'],
    ]);
    const response = await transport.send(commandApdu([0, 0xb0, 0, 0], { le: 0xf4 }));
    assert.equal(response.sw, 0x6c05);
  });

  it('sends data that is too long in chained parts and the Le with the last', async () => {
    const { transport } = run(
      [
        ['102A9E9A04 01020304', '9000'],
        ['002A9E9A02 0506 F4', 'EE 9000'],
      ],
      4,
    );
    const data = fromHex('010203040506');
    const command = commandApdu([0, 0x2a, 0x9e, 0x9a], { data, le: 0xf4 });
    assert.equal(toHex(await sendOk(transport, command)), 'EE');
  });

  it('stops a chain that the card refuses', async () => {
    const { transport, connection } = run([['102A9E9A04 01020304', '6883']], 4);
    const command = commandApdu([0, 0x2a, 0x9e, 0x9a], { data: new Uint8Array([1, 2, 3, 4, 5]) });
    assert.equal((await transport.send(command)).sw, 0x6883);
    assert.equal(connection.remaining(), 0);
  });

  it('gives up on a card that announces more data without end', async () => {
    let answers = 0;
    const endless: ApduTransport = {
      send: () => {
        answers++;
        return Promise.resolve({ data: new Uint8Array(200), sw: 0x61ff });
      },
    };
    await withGetResponse(endless, 0xf4).send(commandApdu([0, 0xb0, 0, 0], { le: 1 }));
    assert.ok(answers < 1000, `${String(answers)} answers were taken`);
  });

  it('gives up on a card that announces data and sends none', async () => {
    let answers = 0;
    const empty: ApduTransport = {
      send: () => {
        answers++;
        return Promise.resolve({ data: new Uint8Array(), sw: 0x6100 });
      },
    };
    await withGetResponse(empty, 0xf4).send(commandApdu([0, 0xb0, 0, 0], { le: 1 }));
    assert.equal(answers, 2);
  });

  it('names the command and the status word when the card refuses', async () => {
    const { transport } = run([['00A40000023F0000', '6A82']]);
    const command = commandApdu([0, 0xa4, 0, 0], { data: fromHex('3F00'), le: 256 });
    await assert.rejects(sendOk(transport, command), (error) => {
      assert.ok(isMuhurError(error, 'card/status'));
      assert.deepEqual(error.data, { command: 'SELECT', sw: '6A82' });
      return true;
    });
  });

  it('calls a response without status word malformed', async () => {
    const { transport } = run([['0084000008', '90']]);
    const command = commandApdu([0, 0x84, 0, 0], { le: 8 });
    await assert.rejects(transport.send(command), (error) => isMuhurError(error, 'card/malformed'));
  });

  it('takes any answer without failing otherwise, whatever the card sends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 })), async (answers) => {
        const left = [...answers];
        const connection = {
          ...scriptedConnection([]),
          transmit: () => Promise.resolve(left.shift() ?? fromHex('9000')),
        };
        const transport = shortApduTransport(connection, noTrace, 0xf4);
        try {
          await transport.send(commandApdu([0, 0xb0, 0, 0], { le: 256 }));
        } catch (error) {
          assert.ok(isMuhurError(error, 'card/malformed'));
        }
      }),
      { numRuns: depth(300) },
    );
  });
});

describe('secrets', () => {
  const pin = new TextEncoder().encode('271828');
  const secretCommands = [
    commandApdu([0, 0x20, 0, 0x80], { data: pin }),
    commandApdu([0, 0x24, 2, 0], { data: pin }),
    commandApdu([0, 0x2c, 0, 0x80], { data: pin }),
    commandApdu([0, 0x21, 0, 0x80], { data: pin }),
    commandApdu([0x10, 0x20, 0, 0x80], { data: pin }),
  ];

  for (const command of secretCommands) {
    it(`the trace of ${toHex(encodeCommand(command)).slice(0, 8)} shows neither PIN nor its length`, () => {
      const line = formatExchange(command, { data: new Uint8Array(), sw: 0x63c2 });
      assert.ok(!line.includes(toHex(pin)) && !line.includes('271828'));
      assert.ok(line.includes('[···]'));
    });
  }

  it('the trace masks a deciphered text, in the answer and in GET RESPONSE', async () => {
    const lines: string[] = [];
    const connection = scriptedConnection([
      ['002A80860200AAF4', 'DEADBEEF 6102'],
      ['00C0000002', 'CAFE 9000'],
    ]);
    const trace = lineTrace('R', (line) => lines.push(line));
    const transport = shortApduTransport(connection, trace, 0xf4);
    await sendOk(
      transport,
      commandApdu([0, 0x2a, 0x80, 0x86], { data: fromHex('00AA'), le: 0xf4 }),
    );
    assert.equal(lines.length, 2);
    assert.ok(!lines.join('').includes('DEADBEEF') && !lines.join('').includes('CAFE'));
  });

  it('the encoded PIN is overwritten after it was sent', async () => {
    let sent: Uint8Array | undefined;
    const connection = {
      ...scriptedConnection([]),
      transmit: (command: Uint8Array) => {
        sent = command;
        return Promise.resolve(fromHex('9000'));
      },
    };
    const verify = commandApdu([0, 0x20, 0, 0x80], { data: pin });
    await wireTransport(connection).send(verify);
    assert.ok(sent?.every((byte) => byte === 0));
  });
});
