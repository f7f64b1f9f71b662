import { InProcessReaders } from '../../../src/card/reader/inProcess.ts';
import {
  apduSessions,
  describeCardContract,
  describeEcCardContract,
} from '../../contract/cardContract.ts';
import type { CardUnderTest } from '../../contract/cardContract.ts';
import type { CardKind } from '../../rig/virtualCardInVpcd.ts';
import { newVirtualCard } from '../../rig/virtualCardInVpcd.ts';

async function insideTheProcess(kind: CardKind): Promise<CardUnderTest> {
  const { card, dispose } = await newVirtualCard(kind);
  const readers = new InProcessReaders();
  const reader = readers.insert(card);
  return {
    ...card.secrets,
    session: apduSessions((mode) => readers.connect(reader, mode)),
    async dispose() {
      await readers.remove(reader);
      await dispose();
    },
  };
}

describeCardContract('the virtual card inside the process', () => insideTheProcess({}));
describeEcCardContract('the virtual card inside the process', () =>
  insideTheProcess({ algorithm: 'EC-P384' }),
);
