import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LiveCards } from '../../src/card/liveCards.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { silentLog } from '../../src/log.ts';
import { READERS, killPcscd, needsRig, startPcscd } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';

const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
/**
 * vpcd shows two readers for each device, and PC/SC Lite takes sixteen. Only two of them can hold a
 * card, a limit of vpcd; sixteen cards at once are tried inside the process.
 */
const DEVICES = 8;
const FIRST_PORT = 36000;
const NAME = 'ACS ACR39U ICC Reader';

describe('sixteen readers of the PC/SC service', function () {
  this.timeout(60_000);
  let folder: string;
  let cards: LiveCards;

  before(async function () {
    needsRig(this);
    folder = await mkdtemp(join(tmpdir(), 'muhur-readers-'));
    const rigReader = await readFile(join(process.env['MUHUR_PCSCD_CONFIG'] ?? '', 'vpcd'), 'utf8');
    const library = /LIBPATH\s+(\S+)/.exec(rigReader)?.[1] ?? '';
    const devices = Array.from({ length: DEVICES }, (_, index) => {
      const channel = `0x${(FIRST_PORT + 2 * index).toString(16).toUpperCase()}`;
      return [
        `FRIENDLYNAME "${NAME} ${String(index)}"`,
        `DEVICENAME /dev/null:${channel}`,
        `LIBPATH ${library}`,
        `CHANNELID ${channel}`,
      ].join('\n');
    });
    await writeFile(join(folder, 'readers'), `${devices.join('\n\n')}\n`);
    cards = new LiveCards([new PcscSource(HOST, silentLog)], silentLog);
    cards.start();
    await until('the two readers of the rig are seen', () => cards.state.readers.length === 2);
  });

  after(async () => {
    cards.dispose();
    await killPcscd();
    await startPcscd();
    await rm(folder, { recursive: true, force: true });
  });

  it('take the place of the readers that are gone', async () => {
    await killPcscd();
    await startPcscd(folder);
    await until('the other readers are seen', () => cards.state.readers.length === 2 * DEVICES);
    const names = cards.state.readers.map(({ status }) => status.name);
    assert.ok(names.every((name) => name.startsWith(NAME)));
    assert.ok(READERS.every(({ name }) => !names.includes(name)));
  });
});
