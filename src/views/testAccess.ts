import type * as vscode from 'vscode';
import type { CardsView } from './explorer/cardsView.ts';
import type { LateServices } from './lateServices.ts';
import type { PortalFeature } from './portal/portalFeature.ts';
import type { SignatureFeature } from './signature/signatureFeature.ts';
import type { ExpiryItem } from './statusBar/expiryItem.ts';

/** What tests inside VS Code may look at; other extensions get nothing. */
export interface TestAccess {
  readonly view: CardsView;
  readonly late: LateServices;
  readonly expiry: ExpiryItem;
  readonly portal: PortalFeature;
  readonly signatures: SignatureFeature;
  readonly context: vscode.ExtensionContext;
}
