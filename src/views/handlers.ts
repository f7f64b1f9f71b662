import type * as vscode from 'vscode';
import type { CertificateDocuments } from './certificate/certificateDocuments.ts';
import { exportCertificate } from './certificate/exportCertificate.ts';
import { showCertificate } from './certificate/showCertificate.ts';
import { copyValue } from './copy/copyValue.ts';
import { doctorCommands } from './doctor/doctorCommands.ts';
import type { DoctorDocuments } from './doctor/doctorDocuments.ts';
import type { CardsView } from './explorer/cardsView.ts';
import { filterRows } from './explorer/filterRows.ts';
import { refreshCards } from './explorer/refreshCards.ts';
import { revealExpiring } from './explorer/revealExpiring.ts';
import type { LateServices } from './lateServices.ts';
import { addModule } from './modules/addModule.ts';
import type { ChosenWays } from './modules/chosenWays.ts';
import { useWay } from './modules/useWay.ts';
import { openWalkthrough } from './openWalkthrough.ts';
import type { OutputLog } from './outputLog.ts';
import { changePin } from './pin/changePin.ts';
import { unblockPin } from './pin/unblockPin.ts';
import { verifyPin } from './pin/verifyPin.ts';
import { openOfficial } from './portal/officialPages.ts';
import { portalCommands } from './portal/portalCommands.ts';
import type { PortalFeature } from './portal/portalFeature.ts';
import type { CommandHandlers } from './registerCommands.ts';
import { signatureCommands } from './signature/signatureCommands.ts';
import type { SignatureFeature } from './signature/signatureFeature.ts';
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
  doctor: DoctorDocuments,
  portal: PortalFeature,
  signatures: SignatureFeature,
  ways: ChosenWays,
  log: OutputLog,
  context: vscode.ExtensionContext,
): CommandHandlers {
  const { arrangement } = view;
  return {
    ...portalCommands(portal, view),
    ...doctorCommands(late, context, doctor),
    ...signatureCommands(signatures),
    'maliMuhur.walkthrough.open': () => openWalkthrough(view),
    'maliMuhur.drivers.open': () => openOfficial('drivers'),
    'maliMuhur.cards.refresh': () => refreshCards(late),
    'maliMuhur.cards.filter': () => filterRows(arrangement),
    'maliMuhur.cards.clearFilter': () => arrangement.change({ filter: '' }),
    'maliMuhur.cards.hideEmptyReaders': () => arrangement.change({ hidesEmptyReaders: true }),
    'maliMuhur.cards.showEmptyReaders': () => arrangement.change({ hidesEmptyReaders: false }),
    'maliMuhur.cards.sortByCardOrder': () => arrangement.change({ sort: 'card-order' }),
    'maliMuhur.cards.sortByExpiry': () => arrangement.change({ sort: 'expiry' }),
    'maliMuhur.cards.sortByOwner': () => arrangement.change({ sort: 'owner' }),
    'maliMuhur.card.retry': () => refreshCards(late),
    'maliMuhur.card.showLog': () => log.show(),
    'maliMuhur.card.useWay': (row) => useWay(late, ways, row),
    'maliMuhur.module.add': () => addModule(late),
    'maliMuhur.pin.verify': (row) => verifyPin(late, row),
    'maliMuhur.pin.change': (row) => changePin(late, row),
    'maliMuhur.pin.unblock': (row) => unblockPin(late, row),
    'maliMuhur.certificate.show': (row) => showCertificate(late, certificates, row),
    'maliMuhur.certificate.export': (source) => exportCertificate(late, certificates, source),
    'maliMuhur.certificate.revealExpiring': () => revealExpiring(late, view),
    'maliMuhur.copy.atr': (row) => copyValue(late, 'atr', row),
    'maliMuhur.copy.cardSerial': (row) => copyValue(late, 'cardSerial', row),
    'maliMuhur.copy.taxNumber': (row) => copyValue(late, 'taxNumber', row),
    'maliMuhur.copy.certificateSerial': (row) => copyValue(late, 'certificateSerial', row),
    'maliMuhur.copy.fingerprint': (row) => copyValue(late, 'fingerprint', row),
    'maliMuhur.copy.pem': (row) => copyValue(late, 'pem', row),
    'maliMuhur.virtualCard.create': () => createVirtualCard(late, view),
    'maliMuhur.virtualCard.insert': (options) => insertVirtualCard(late, view, portal, options),
    'maliMuhur.virtualCard.putIntoReader': (row) => putIntoReader(late, row),
    'maliMuhur.virtualCard.remove': (row) => removeVirtualCard(late, row),
    'maliMuhur.virtualCard.delete': (row) => deleteVirtualCard(late, row),
  };
}
