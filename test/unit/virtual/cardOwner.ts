/** A process of its own that owns a card: `cardOwner.ts DIRECTORY hold|count`. */
import { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { ascii } from './testCard.ts';

const [, , directory = '', task] = process.argv;
const card = await VirtualCard.open(directory);
const report = (message: string) =>
  new Promise((resolve) => {
    process.send?.(message, undefined, undefined, resolve);
  });
await report('open');
if (task === 'count') {
  for (let i = 0; i < 3; i++) {
    await report(toHex(await card.transmit(fromHex(`0020008006${ascii('000000')}`))));
  }
}
setInterval(() => undefined, 60_000);
