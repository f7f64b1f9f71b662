import * as vscode from 'vscode';
import { useLanguage } from './text/language.ts';
import { CertificateDocuments } from './views/certificate/certificateDocuments.ts';
import { DoctorDocuments } from './views/doctor/doctorDocuments.ts';
import { CardsView } from './views/explorer/cardsView.ts';
import { isKnownToPortal } from './views/explorer/knownToPortal.ts';
import { commandHandlers } from './views/handlers.ts';
import { LateServices } from './views/lateServices.ts';
import { loadCards } from './views/loadCards.ts';
import { followModuleSettings } from './views/modules/moduleSettings.ts';
import { offerReload } from './views/offerReload.ts';
import { OutputLog } from './views/outputLog.ts';
import { PortalFeature } from './views/portal/portalFeature.ts';
import { registerCommands } from './views/registerCommands.ts';
import { SignatureFeature } from './views/signature/signatureFeature.ts';
import { ExpiryItem } from './views/statusBar/expiryItem.ts';
import type { TestAccess } from './views/testAccess.ts';

let late: LateServices | undefined;

export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  useLanguage(vscode.env.language, vscode.l10n.bundle);
  const log = new OutputLog();
  late = new LateServices(() => loadCards(log, context, () => portal), log.component('card'));
  const portal = new PortalFeature(late, log.component('portal'), context);
  const signatures = new SignatureFeature(late, portal, log.component('signature'), context);
  const view = new CardsView(late, log.component('explorer'), context, portal.states);
  const certificates = new CertificateDocuments();
  const doctor = new DoctorDocuments();
  const expiry = new ExpiryItem(late);
  const modules = followModuleSettings(late, context.globalState);
  const handlers = commandHandlers(
    late,
    view,
    certificates,
    doctor,
    portal,
    signatures,
    modules.ways,
    log,
    context,
  );
  const isPortalCard = (row: unknown): boolean => isKnownToPortal(view.tree, row);
  const commands = registerCommands(handlers, log.component('command'), isPortalCard);
  const documents = [certificates, doctor];
  const features = [expiry, modules, portal, signatures, view];
  context.subscriptions.push(commands, ...documents, ...features, offerReload(late), log);
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isTest ? { view, late, expiry, portal, signatures, context } : undefined;
}

/** VS Code waits for this, so that virtual cards are saved and readers let go. */
export async function deactivate(): Promise<void> {
  await late?.dispose();
}
