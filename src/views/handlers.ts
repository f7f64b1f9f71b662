import type { CertificateDocuments } from './certificate/certificateDocuments.ts';
import { showCertificate } from './certificate/showCertificate.ts';
import type { CardsView } from './explorer/cardsView.ts';
import { refreshCards } from './explorer/refreshCards.ts';
import type { LateServices } from './lateServices.ts';
import type { OutputLog } from './outputLog.ts';
import { changePin } from './pin/changePin.ts';
import { unblockPin } from './pin/unblockPin.ts';
import { verifyPin } from './pin/verifyPin.ts';
import type { CommandHandlers } from './registerCommands.ts';
import { createVirtualCard } from './virtualCard/createVirtualCard.ts';
import { deleteVirtualCard } from './virtualCard/deleteVirtualCard.ts';
import { insertVirtualCard } from './virtualCard/insertVirtualCard.ts';
import { putIntoReader } from './virtualCard/putIntoReader.ts';
import { removeVirtualCard } from './virtualCard/removeVirtualCard.ts';

/** Which function runs which command. */
export function commandHandlers(
  late: LateServices,
  view: CardsView,
  certificates: CertificateDocuments,
  log: OutputLog,
): CommandHandlers {
  return {
    'maliMuhur.cards.refresh': () => refreshCards(late),
    'maliMuhur.card.showLog': () => log.show(),
    'maliMuhur.pin.verify': (row) => verifyPin(late, row),
    'maliMuhur.pin.change': (row) => changePin(late, row),
    'maliMuhur.pin.unblock': (row) => unblockPin(late, row),
    'maliMuhur.certificate.show': (row) => showCertificate(late, certificates, row),
    'maliMuhur.virtualCard.create': () => createVirtualCard(late, view),
    'maliMuhur.virtualCard.insert': (options) => insertVirtualCard(late, view, options),
    'maliMuhur.virtualCard.putIntoReader': (row) => putIntoReader(late, row),
    'maliMuhur.virtualCard.remove': (row) => removeVirtualCard(late, row),
    'maliMuhur.virtualCard.delete': (row) => deleteVirtualCard(late, row),
  };
}
