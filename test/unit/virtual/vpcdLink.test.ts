import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import fc from 'fast-check';
import { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { FrameReader, encodeFrame } from '../../../src/card/virtual/vpcdFrames.ts';
import type { VpcdLink } from '../../../src/card/virtual/vpcdLink.ts';
import { linkToVpcd } from '../../../src/card/virtual/vpcdLink.ts';
import { isMuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { cardOnDisk, temporaryFolder } from './temporary.ts';
import { ascii } from './testCard.ts';

const failsWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(isMuhurError(error, code), String(error));
  return true;
};

const ATR = '3BBA11008131FE4D55454B41452056312E30AE';

/** The other side of the wire: what pcscd's vpcd driver says and hears. */
class FakeVpcd {
  readonly #server: Server;
  readonly #replies = new FrameReader();
  readonly #waiting: Uint8Array[] = [];
  #socket: Socket | null = null;

  constructor() {
    this.#server = createServer((socket) => {
      this.#socket = socket;
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        this.#waiting.push(...this.#replies.take(chunk));
        socket.emit('reply');
      });
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async connected(): Promise<Socket> {
    if (this.#socket === null) await once(this.#server, 'connection');
    if (this.#socket === null) throw new Error('no connection');
    return this.#socket;
  }

  async say(payload: string): Promise<void> {
    (await this.connected()).write(encodeFrame(fromHex(payload)));
  }

  async ask(payload: string): Promise<string> {
    await this.say(payload);
    const socket = await this.connected();
    while (this.#waiting.length === 0) await once(socket, 'reply');
    return toHex(this.#waiting.shift() ?? new Uint8Array());
  }

  stop(): void {
    this.#socket?.destroy();
    this.#server.close();
  }
}

describe('A virtual card in a vpcd reader', () => {
  const folder = temporaryFolder();
  let card: VirtualCard;
  let vpcd: FakeVpcd;
  let port: number;
  let pin: string;
  let link: VpcdLink | null = null;

  const insert = async () => {
    const linking = linkToVpcd(card, { host: '127.0.0.1', port });
    assert.equal(await vpcd.ask('04'), ATR);
    link = await linking;
    return link;
  };

  beforeEach(async () => {
    pin = (await cardOnDisk(folder.path)).contents.pin.value;
    card = await VirtualCard.open(folder.path);
    vpcd = new FakeVpcd();
    port = await vpcd.listen();
  });
  afterEach(async () => {
    await link?.close();
    vpcd.stop();
    await card.close();
  });

  it('is in when it was asked for its ATR', insert);

  it('answers commands, and says nothing to power and reset', async () => {
    await insert();
    await vpcd.say('01');
    assert.equal(await vpcd.ask('00A40000023F0000'), '6F0A82013883023F009001029000');
    await vpcd.say('02');
    await vpcd.say('00');
    await vpcd.say('77');
    await vpcd.say('');
    assert.equal(await vpcd.ask('04'), ATR);
  });

  it('forgets the PIN at power off, power on, reset, and when it is pulled', async () => {
    await insert();
    for (const code of ['00', '01', '02']) {
      assert.equal(await vpcd.ask(`0020008006${ascii(pin)}`), '9000');
      await vpcd.say(code);
      assert.equal(await vpcd.ask('00200080'), '63C3');
    }
    assert.equal(await vpcd.ask(`0020008006${ascii(pin)}`), '9000');
    await link?.close();
    assert.equal(toHex(await card.transmit(fromHex('00200080'))), '63C3');
  });

  it('answers frames that arrive byte by byte, or several in one piece', async () => {
    await insert();
    const socket = await vpcd.connected();
    for (const byte of encodeFrame(fromHex('00200080'))) socket.write(Uint8Array.of(byte));
    assert.equal(await vpcd.ask('04'), '63C3');
    const two = Buffer.concat([encodeFrame(fromHex('00200080')), encodeFrame(fromHex('00200081'))]);
    socket.write(two);
    assert.equal(await vpcd.ask('04'), ATR);
    assert.equal(await vpcd.ask('04'), '63C3');
    assert.equal(await vpcd.ask('04'), '63C3');
  });

  it('tells when the reader is gone, and can be put in again', async () => {
    const { closed } = await insert();
    vpcd.stop();
    await closed;
    vpcd = new FakeVpcd();
    port = await vpcd.listen();
    await insert();
  });

  it('a port where nobody listens is unreachable', async () => {
    vpcd.stop();
    await assert.rejects(
      linkToVpcd(card, { host: '127.0.0.1', port }),
      failsWith('vpcd/unreachable'),
    );
  });

  it('a reader that never asks has another card in it', async () => {
    const where = { host: '127.0.0.1', port };
    await assert.rejects(linkToVpcd(card, where, undefined, 100), failsWith('vpcd/occupied'));
  });

  it('can be called off while it waits', async () => {
    const abort = new AbortController();
    const linking = linkToVpcd(card, { host: '127.0.0.1', port }, abort.signal);
    await vpcd.connected();
    abort.abort();
    await assert.rejects(linking, failsWith('cancelled'));
    await assert.rejects(
      linkToVpcd(card, { host: '127.0.0.1', port }, abort.signal),
      failsWith('cancelled'),
    );
  });
});

describe('Frames of vpcd', () => {
  it('come out of a stream as they went in, wherever it is cut', () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 });
    fc.assert(
      fc.property(payloads, fc.array(fc.integer({ min: 1, max: 50 })), (sent, cuts) => {
        const stream = Buffer.concat(sent.map(encodeFrame));
        const reader = new FrameReader();
        const received: Uint8Array[] = [];
        let offset = 0;
        for (const cut of [...cuts, stream.length]) {
          received.push(...reader.take(stream.subarray(offset, offset + cut)));
          offset += cut;
        }
        assert.deepEqual(received.map(toHex), sent.map(toHex));
      }),
    );
  });

  it('have no more than 65535 bytes', () => {
    assert.throws(() => encodeFrame(new Uint8Array(65536)), RangeError);
    assert.equal(encodeFrame(new Uint8Array(65535)).length, 65537);
  });
});
