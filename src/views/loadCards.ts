import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { CardServices } from '../card/services.ts';
import type { OutputLog } from './outputLog.ts';
import type { PortalFeature } from './portal/portalFeature.ts';
import { simulatorDirectory } from './portal/simulatorDirectory.ts';
import { setting } from './settings.ts';
import { cardsDirectory } from './settingValues.ts';

/** Loads the part that knows cards; until then nothing of it is in memory. */
export async function loadCards(
  log: OutputLog,
  context: vscode.ExtensionContext,
  portal: () => PortalFeature,
): Promise<CardServices> {
  const { createCardServices } = await import('../card/cards.ts');
  const apdu = log.component('apdu');
  return createCardServices({
    log: log.component('card'),
    apduTrace: (line) => apdu.trace(line),
    cardsDirectory: cardsDirectory(setting('maliMuhur.cards.directory')),
    deliveredCards: join(simulatorDirectory(context), 'cards'),
    makeCard: async (design) => (await portal().get()).makeCard(design),
  });
}
