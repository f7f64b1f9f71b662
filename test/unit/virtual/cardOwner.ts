/** A process of its own that owns a card: `cardOwner.ts DIRECTORY hold|count`. */
import { VirtualCard } from '../../../src/card/virtual/virtualCard.ts';
import { isMuhurError } from '../../../src/errors.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { ascii } from './testCard.ts';

const [, , directory = '', task] = process.argv;

function report(message: string): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });
}

try {
  const card = await VirtualCard.open(directory);
  await report('open');
  if (task === 'count') {
    for (let i = 0; i < 3; i++) {
      await report(toHex(await card.transmit(fromHex(`0020008006${ascii('000000')}`))));
    }
  }
} catch (error) {
  await report(isMuhurError(error) ? error.code : String(error));
}
setInterval(() => undefined, 60_000);
