import { fileURLToPath } from 'node:url';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { silentLog } from '../../src/log.ts';
import type { CardUnderTest } from '../contract/cardContract.ts';
import {
  apduSessions,
  describeCardContract,
  describeEcCardContract,
} from '../contract/cardContract.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import type { CardKind } from '../rig/virtualCardInVpcd.ts';
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

  const inReader = async (kind: CardKind): Promise<CardUnderTest> => {
    const { card, dispose } = await cardInVpcd(port, kind);
    await until('the card is seen', stateIs('present'));
    return {
      ...card.secrets,
      session: apduSessions((mode) => source.connect(name, mode)),
      async dispose() {
        await dispose();
        await until('the reader is empty', stateIs('empty'));
      },
    };
  };

  describeCardContract('the virtual card in a PC/SC reader', () => inReader({}));
  describeEcCardContract('the virtual card in a PC/SC reader', () =>
    inReader({ algorithm: 'EC-P384' }),
  );
});
