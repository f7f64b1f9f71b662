import type { CardServices } from '../card/services.ts';
import type { OutputLog } from './outputLog.ts';
import { setting } from './settings.ts';
import { cardsDirectory } from './settingValues.ts';

/** Loads the part that knows cards; until then nothing of it is in memory. */
export async function loadCards(log: OutputLog): Promise<CardServices> {
  const { createCardServices } = await import('../card/cards.ts');
  const directory = cardsDirectory(setting('maliMuhur.cards.directory'));
  const apdu = log.component('apdu');
  return createCardServices({
    log: log.component('card'),
    apduTrace: (line) => apdu.trace(line),
    ...(directory === undefined ? {} : { cardsDirectory: directory }),
  });
}
