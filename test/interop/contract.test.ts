import { fileURLToPath } from 'node:url';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { silentLog } from '../../src/log.ts';
import { describeCardContract } from '../contract/cardContract.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';

const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
const [{ name, port }] = READERS;

describe('through pcscd', () => {
  let source: PcscSource;

  before(function () {
    needsRig(this);
    source = new PcscSource(HOST, silentLog);
  });

  after(() => {
    source.dispose();
  });

  const stateIs = (state: string) => async () => {
    const { readers } = await source.list();
    return readers.some((reader) => reader.name === name && reader.state === state);
  };

  describeCardContract('the virtual card in a PC/SC reader', async () => {
    const { card, dispose } = await cardInVpcd(port);
    await until('the card is seen', stateIs('present'));
    return {
      ...card.secrets,
      connect: (mode) => source.connect(name, mode),
      async dispose() {
        await dispose();
        await until('the reader is empty', stateIs('empty'));
      },
    };
  });
});
