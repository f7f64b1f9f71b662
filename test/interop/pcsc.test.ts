import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { SourceStatus } from '../../src/card/reader/reader.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { isMuhurError } from '../../src/errors.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { silentLog } from '../../src/log.ts';
import { READERS, killPcscd, needsRig, startPcscd } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { insertRawCard } from '../rig/rawCard.ts';
import type { RawCard } from '../rig/rawCard.ts';

const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
const ATR = '3BBA11008131FE4D55454B41452056312E30AE';
const [FIRST, SECOND] = READERS;

const failsWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(isMuhurError(error, code), String(error));
  return true;
};

describe('PC/SC through a process of its own', () => {
  let source: PcscSource;
  let status: SourceStatus | null = null;
  const cards: RawCard[] = [];

  const stateOf = (name: string) => status?.readers.find((reader) => reader.name === name);
  const insert = async (port: number, answer: (command: Buffer) => string | null) => {
    const card = await insertRawCard(port, { atr: ATR, answer });
    cards.push(card);
    return card;
  };
  const present = (name: string) => () => stateOf(name)?.state === 'present';
  const empty = (name: string) => () => stateOf(name)?.state === 'empty';

  before(function () {
    needsRig(this);
  });

  beforeEach(async () => {
    source = new PcscSource(HOST, silentLog, { connect: 3, transmit: 0.5 });
    source.watch((now) => {
      status = now;
    });
    await until('both readers are empty', () => READERS.every(({ name }) => empty(name)()));
  });

  afterEach(() => {
    for (const card of cards.splice(0)) card.pull();
    source.dispose();
    status = null;
  });

  it('reports a card that comes, its ATR, and that it goes', async () => {
    const card = await insert(FIRST.port, () => '9000');
    await until('the card is present', present(FIRST.name));
    assert.equal(toHex(stateOf(FIRST.name)?.atr ?? new Uint8Array()), ATR);
    const { insertion } = stateOf(FIRST.name) ?? {};
    card.pull();
    await until('the reader is empty', empty(FIRST.name));
    await insert(FIRST.port, () => '9000');
    await until('the card is back', present(FIRST.name));
    assert.notEqual(stateOf(FIRST.name)?.insertion, insertion);
  });

  it('talks to two readers at once', async () => {
    await insert(FIRST.port, () => 'AA9000');
    await insert(SECOND.port, () => 'BB9000');
    await until('both are present', () => READERS.every(({ name }) => present(name)()));
    const connections = await Promise.all(
      READERS.map(({ name }) => source.connect(name, 'shared')),
    );
    const answers = await Promise.all(
      connections.map((connection) => connection.transmit(fromHex('00B0000001'))),
    );
    assert.deepEqual(answers.map(toHex), ['AA9000', 'BB9000']);
    await Promise.all(connections.map((connection) => connection.disconnect('leave')));
  });

  it('our own connection does not look like another program’s', async () => {
    await insert(FIRST.port, () => '9000');
    await until('the card is present', present(FIRST.name));
    const connection = await source.connect(FIRST.name, 'exclusive');
    const { readers } = await source.list();
    assert.deepEqual(
      readers.map(({ state, usedElsewhere }) => [state, usedElsewhere]),
      [
        ['present', false],
        ['empty', false],
      ],
    );
    await connection.disconnect('leave');
  });

  it('names a card that another program holds, and gets it when that lets go', async () => {
    await insert(FIRST.port, () => '9000');
    await until('the card is present', present(FIRST.name));
    const other = new PcscSource(HOST, silentLog);
    try {
      const held = await other.connect(FIRST.name, 'exclusive');
      await assert.rejects(source.connect(FIRST.name, 'shared'), failsWith('reader/in-use'));
      const { readers } = await source.list();
      assert.equal(readers[0]?.state, 'in-use');
      await held.disconnect('leave');
      await (await source.connect(FIRST.name, 'shared')).disconnect('leave');
    } finally {
      other.dispose();
    }
  });

  it('after letting go we hold no handle: another program’s exclusive connect succeeds', async () => {
    await insert(FIRST.port, () => '9000');
    await until('the card is present', present(FIRST.name));
    await (await source.connect(FIRST.name, 'shared')).disconnect('leave');
    const other = new PcscSource(HOST, silentLog);
    try {
      await (await other.connect(FIRST.name, 'exclusive')).disconnect('leave');
    } finally {
      other.dispose();
    }
  });

  it('an empty reader and one that does not exist are told apart', async () => {
    await assert.rejects(source.connect(FIRST.name, 'shared'), failsWith('card/absent'));
    await assert.rejects(source.connect('No Such Reader', 'shared'), failsWith('reader/not-found'));
  });

  it('a card pulled between two commands is a removed card', async () => {
    const card = await insert(FIRST.port, () => '9000');
    await until('the card is present', present(FIRST.name));
    const connection = await source.connect(FIRST.name, 'shared');
    card.pull();
    await until('the reader is empty', empty(FIRST.name));
    await assert.rejects(connection.transmit(fromHex('00A40000')), failsWith('card/removed'));
    await connection.disconnect('leave');
  });

  it('a card that falls silent costs a time limit, and the other reader goes on', async () => {
    await insert(FIRST.port, () => null);
    await insert(SECOND.port, () => '9000');
    await until('both are present', () => READERS.every(({ name }) => present(name)()));
    const working = await source.connect(SECOND.name, 'shared');
    const mute = await source.connect(FIRST.name, 'shared');
    await assert.rejects(mute.transmit(fromHex('00A40000')), failsWith('reader/timeout'));
    assert.equal(toHex(await working.transmit(fromHex('00A40000'))), '9000');
    await mute.disconnect('leave');
    await working.disconnect('leave');
    for (const card of cards.splice(0)) card.pull();
    await until('both readers are empty again', () => READERS.every(({ name }) => empty(name)()));
    await insert(FIRST.port, () => '9000');
    await until('a good card is seen', present(FIRST.name));
  });

  it('says when the service is gone, and sees readers again when it is back', async () => {
    await killPcscd();
    await until('the loss is told', () => isMuhurError(status?.problem, 'reader/no-service'));
    assert.deepEqual(status?.readers, []);
    await assert.rejects(source.connect(FIRST.name, 'shared'), failsWith('reader/no-service'));
    await startPcscd();
    await until('readers are back', () => status?.problem === null && empty(FIRST.name)(), 2);
  });

  it('a service killed in the middle of a command fails that command, not the program', async () => {
    await insert(FIRST.port, () => null);
    await until('the card is present', present(FIRST.name));
    const connection = await source.connect(FIRST.name, 'shared');
    const command = connection.transmit(fromHex('00A40000'));
    const failed = assert.rejects(command, failsWith('reader/service-lost'));
    await killPcscd();
    await failed;
    await connection.disconnect('leave');
    await startPcscd();
    await until('readers are back', () => status?.problem === null && empty(FIRST.name)());
  });

  it('an aborted connect is a silent cancel', async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(source.connect(FIRST.name, 'shared', signal), failsWith('cancelled'));
  });
});
