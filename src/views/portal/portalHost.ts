import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardSnapshot } from '../../card/card.ts';
import type { CardTarget } from '../../card/cardState.ts';
import type { VirtualCardProfile } from '../../card/virtual/library.ts';
import type { MadeCard } from '../../card/virtual/storeCard.ts';
import { parseCard } from '../../card/virtual/storedCard.ts';
import { portalPanelType } from '../../contributions.ts';
import { DisposableStore, Emitter } from '../../disposable.ts';
import type { Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import { listCertificateStates, orderCard } from '../../portal/contract/organisations.ts';
import { useLanguage } from '../../text/language.ts';
import { confirm } from '../confirm.ts';
import { pickCard } from '../explorer/pickCard.ts';
import type { LateServices } from '../lateServices.ts';
import { settled } from '../settled.ts';
import { deliveredSeal } from './deliveredSeal.ts';
import { exportTrustPack } from './exportTrustPack.ts';
import { PortalFlow } from './flow/portalFlow.ts';
import { GuideProgress } from './guideProgress.ts';
import { LastPlace } from './lastPlace.ts';
import { PortalPanel } from './portalPanel.ts';
import { VsCodePorts } from './portalPorts.ts';
import { PortalServer } from './portalServer.ts';
import type { ActionProblem } from './protocol/messages.ts';
import type { CertificateState, RestorePoint } from './protocol/screens.ts';
import { keptPanel, keptPoint } from './restorePoint.ts';
import { showPhone } from './showPhone.ts';
import * as simulator from './simulatorCommands.ts';

export type PortalState = CertificateState;

export interface PortalHostOptions {
  readonly context: vscode.ExtensionContext;
  readonly late: LateServices;
  readonly log: Log;
}

const HOME: RestorePoint = { screen: 'home', about: null, attempt: null };

/**
 * The portal inside VS Code: one server, one flow, one panel. This is what loads late, when a command
 * or a restored panel first needs it.
 */
export class PortalHost implements Disposable {
  readonly server: PortalServer;
  readonly #options: PortalHostOptions;
  readonly #store = new DisposableStore();
  readonly #changed: Emitter<void>;
  readonly #ports: VsCodePorts;
  readonly #flow: PortalFlow;
  readonly #progress = new GuideProgress();
  readonly #lastPlace: LastPlace;
  #panel: PortalPanel | undefined;

  constructor(options: PortalHostOptions) {
    // This part is a bundle of its own, with its own copy of what makes sentences.
    useLanguage(vscode.env.language, vscode.l10n.bundle);
    this.#options = options;
    const { context, late, log } = options;
    this.#changed = this.#store.add(new Emitter((error) => log.error(String(error))));
    this.server = this.#store.add(new PortalServer(context, log));
    this.#ports = this.#store.add(
      new VsCodePorts({ context, late, server: this.server, changed: () => this.#changed.fire() }),
    );
    this.#flow = this.#store.add(new PortalFlow(this.#ports, log));
    this.#lastPlace = new LastPlace(placeFile(context), log);
    this.#store.add(this.#flow.onDidChange((page) => this.#progress.note(page)));
    // Before the panel shows it, so that nothing is seen that would not come back.
    this.#store.add(this.#flow.onDidChange(() => this.#keepPlace()));
    this.#store.add(this.server.onDidLose((address) => void this.#flow.lost(address)));
    this.#store.add(this.server.onDidReset(() => void this.#flow.startOver()));
    this.#store.add(this.server.onDidChange(() => this.#changed.fire()));
    this.#store.add(this.server.onDidChange(() => void this.#flow.followClock()));
  }

  /** The portal changed something that other views show: a certificate's state, the session. */
  get onDidChange(): (listener: () => void) => Disposable {
    return this.#changed.on;
  }

  /** Shows the panel, at a certain place when one is wanted. */
  async open(point: RestorePoint | null): Promise<void> {
    await this.#show(point);
  }

  /** A panel that VS Code brings back after a window reload. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const id = keptPanel(state) ?? randomUUID();
    // A page that was there for a moment only has nothing kept in VS Code.
    const isUnknown = (state ?? null) === null;
    const seen = isUnknown ? this.#lastPlace.latest : this.#lastPlace.of(id);
    const arriving = this.#flow.restore(seen ?? keptPoint(state) ?? HOME);
    this.#take(panel, id, arriving);
    await arriving;
  }

  /** Shows a screen about a card or a certificate. */
  openAt(screen: 'menu' | 'unlock', about: string | null): Promise<void> {
    return this.open({ screen, about, attempt: null });
  }

  /** Of a real card the panel only tells how the real portal does it. */
  async openForCard(
    { reader }: CardTarget,
    { family, serial }: CardSnapshot,
    what: 'open' | 'unlock',
  ): Promise<void> {
    if (family !== 'virtual') {
      await this.open(null);
      await this.#flow.explainRealCard(reader, family);
      return;
    }
    await (what === 'unlock' ? this.openAt('unlock', serial) : this.openAt('menu', null));
  }

  async openForPickedCard(what: 'open' | 'unlock'): Promise<void> {
    const { cards } = await this.#options.late.get();
    cards.start();
    const title =
      what === 'open' ? l10n.t('Open Portal for This Card') : l10n.t('Unlock through Portal');
    const { target, card } = await pickCard(await settled(cards), title);
    await this.openForCard(target, card, what);
  }

  /** Kullanıma Aç, for the row of a certificate; the sign-in comes first where it is needed. */
  async activate(certificate: string): Promise<void> {
    if (!(await this.#show({ screen: 'menu', about: certificate, attempt: null }))) return;
    if (this.#flow.page.screen.kind !== 'menu') return;
    isGood(await this.#flow.act({ kind: 'activate', certificate }));
  }

  /** A card with certificates of the simulator; null where another server is the portal. */
  async makeCard(design: {
    readonly name: string;
    readonly profile: VirtualCardProfile;
  }): Promise<MadeCard | null> {
    const { client, testToken: token } = await this.server.connect();
    if (token === null) return null;
    const { name, profile } = design;
    const { state, issuers } = await client.call(orderCard, { body: { name, profile } }, { token });
    const certificates = issuers.map((der) => new Uint8Array(Buffer.from(der, 'base64')));
    this.#changed.fire();
    return { card: parseCard(state), issuers: certificates };
  }

  /** See deliveredSeal.ts; the simulator is started for that. */
  deliveredSeal(): Promise<string | null> {
    return deliveredSeal(this.server);
  }

  /** The portal's state of certificates by their serial numbers; null when nobody can tell. */
  async certificateStates(): Promise<ReadonlyMap<string, PortalState> | null> {
    if (!(await this.server.isReachable())) return null;
    const { client, testToken: token } = await this.server.connect();
    if (token === null) return this.#flow.knownStates;
    const { certificates } = await client.call(listCertificateStates, {}, { token });
    return new Map(certificates.map(({ serialNumber, state }) => [serialNumber, state]));
  }

  /** Çıkış. */
  async signOut(): Promise<void> {
    const isDone = isGood(await this.#flow.act({ kind: 'sign-out' }));
    if (isDone) confirm(l10n.t('You have signed out.'));
  }

  showPhone(): Promise<void> {
    return showPhone(this.server);
  }

  startSimulator(): Promise<void> {
    return simulator.startSimulator(this.server);
  }

  stopSimulator(): Promise<void> {
    return simulator.stopSimulator(this.server);
  }

  resetSimulator(): Promise<void> {
    return simulator.resetSimulator(this.server);
  }

  moveClock(): Promise<void> {
    return simulator.moveSimulatorClock(this.server);
  }

  newOrganisation(): Promise<void> {
    return simulator.newOrganisation(this.server);
  }

  loadScenario(): Promise<void> {
    return simulator.loadScenario(this.server);
  }

  exportTrustPack(): Promise<void> {
    return exportTrustPack(this.server);
  }

  copyAddress(): Promise<void> {
    return simulator.copyAddress(this.server);
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#store.dispose();
  }

  /** @returns false when it is not what was wanted that is shown; the user was told why. */
  async #show(point: RestorePoint | null): Promise<boolean> {
    if (this.#panel === undefined) {
      const panel = vscode.window.createWebviewPanel(
        portalPanelType,
        'Kamu SM – Simülasyon',
        vscode.ViewColumn.Active,
      );
      this.#take(panel, randomUUID());
      this.#keepPlace();
    } else {
      this.#panel.reveal();
    }
    if (point !== null) return isGood(await this.#flow.restore(point));
    if (this.#flow.page.screen.kind !== 'unavailable') return true;
    return isGood(await this.#flow.act({ kind: 'start-simulator' }));
  }

  #keepPlace(): void {
    if (this.#panel !== undefined) this.#lastPlace.keep(this.#panel.id, this.#flow.page.restore);
  }

  #take(panel: vscode.WebviewPanel, id: string, arriving?: Promise<unknown>): void {
    this.#panel?.close();
    const { context, log } = this.#options;
    const taken = new PortalPanel(panel, {
      id,
      flow: this.#flow,
      extensionUri: context.extensionUri,
      log,
      ...(arriving !== undefined && { arriving }),
    });
    this.#panel = taken;
    panel.onDidDispose(() => {
      if (this.#panel === taken) this.#panel = undefined;
      // Nobody looks any more, so PIN and PUK are not kept for anybody.
      void this.#flow.act({ kind: 'hide-secrets' });
    });
  }
}

/** Of the window, where it has a folder or a workspace. */
function placeFile({ storageUri, globalStorageUri }: vscode.ExtensionContext): string {
  return vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'portal-place.json').fsPath;
}

/** Says what did not work when a command, and not the page, has asked for it. */
function isGood(problem: ActionProblem | null): boolean {
  if (problem !== null) void vscode.window.showErrorMessage(problem.text);
  return problem === null;
}
