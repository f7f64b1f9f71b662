import { InProcessReaders } from '../../../src/card/reader/inProcess.ts';
import { describeCardContract } from '../../contract/cardContract.ts';
import { newVirtualCard } from '../../rig/virtualCardInVpcd.ts';

describeCardContract('the virtual card inside the process', async () => {
  const { card, dispose } = await newVirtualCard();
  const readers = new InProcessReaders();
  const reader = readers.insert(card);
  return {
    ...card.secrets,
    connect: (mode) => readers.connect(reader, mode),
    async dispose() {
      await readers.remove(reader);
      await dispose();
    },
  };
});
