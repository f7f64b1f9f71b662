import { join } from 'node:path';
import { describeCertificate } from '../pki/certificate.ts';
import { LiveCards } from './liveCards.ts';
import { checkModule } from './pkcs11/checkModule.ts';
import { findKnownModules } from './pkcs11/knownModules.ts';
import { Pkcs11Modules } from './pkcs11/modules.ts';
import { InProcessReaders } from './reader/inProcess.ts';
import { PcscSource } from './reader/pcsc/pcscSource.ts';
import type { CardServices, CardServicesOptions } from './services.ts';
import { CardLibrary } from './virtual/cardLibrary.ts';
import { InsertedCards } from './virtual/insertedCards.ts';
import { storeNewCard } from './virtual/storeCard.ts';

/** Puts together everything about cards. Starts nothing: the PC/SC process waits for a watcher. */
export function createCardServices(options: CardServicesOptions): CardServices {
  const { log, apduTrace, makeCard } = options;
  const pcsc = new PcscSource(options.pcscHost ?? join(__dirname, 'pcscHost.js'), log);
  const readers = new InProcessReaders((error) => {
    log.error(`virtual readers: ${String(error)}`);
  });
  const tokens = new Pkcs11Modules(options.pkcs11Host ?? join(__dirname, 'pkcs11Host.js'), log);
  const cards = new LiveCards([pcsc, readers], log, apduTrace, tokens);
  const library = new CardLibrary(
    async ({ directory, ...design }) => {
      await storeNewCard(directory, design.name, async () => {
        const issued = (await makeCard?.(design)) ?? null;
        if (issued !== null) return issued;
        const personalise = await import('./virtual/personalise.ts');
        return personalise.makeCard(design);
      });
    },
    { directory: options.cardsDirectory, delivered: options.deliveredCards },
  );
  const virtualCards = new InsertedCards(library, readers, log);
  return {
    cards,
    virtualCards,
    findKnownModules,
    checkModule,
    describeCertificate,
    async dispose() {
      cards.dispose();
      await virtualCards.dispose();
    },
  };
}
