import { platform } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../../contributions.ts';
import type { Disposable } from '../../disposable.ts';
import { MuhurError } from '../../errors.ts';
import { unlockThroughPortal } from '../../portal/relay.ts';
import { readerNameText } from '../../text/cardWords.ts';
import type { LateServices } from '../lateServices.ts';
import { settled } from '../settled.ts';
import type {
  OfficialPage,
  PortalConnection,
  PortalPorts,
  PresentCard,
  Question,
  SessionToken,
} from './flow/ports.ts';
import { openOfficial } from './officialPages.ts';
import { savePdf } from './pdfFiles.ts';
import { PrintedFiles } from './printedFiles.ts';
import type { PortalServer } from './portalServer.ts';
import { showPhone } from './showPhone.ts';
import { isQualified, signWithCard } from './signWithCard.ts';

export interface PortsOptions {
  readonly context: vscode.ExtensionContext;
  readonly late: LateServices;
  readonly server: PortalServer;
  readonly changed: () => void;
}

/** With the address of the server that gave it, so that it is shown to no other. */
const TOKEN = 'maliMuhur.portal.token';

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'Windows',
  darwin: 'macOS',
};

/** What the portal's flow needs, by VS Code. */
export class VsCodePorts implements PortalPorts, Disposable {
  readonly system = SYSTEMS[platform()] ?? 'Linux';
  readonly #options: PortsOptions;
  readonly #printed: PrintedFiles;

  constructor(options: PortsOptions) {
    this.#options = options;
    this.#printed = new PrintedFiles(options.context.extension);
  }

  connect(): Promise<PortalConnection> {
    return this.#options.server.connect();
  }

  dropConnection(): Promise<void> {
    return this.#options.server.drop();
  }

  isReachable(): Promise<boolean> {
    return this.#options.server.isReachable();
  }

  get startsServer(): boolean {
    return this.#options.server.isOurs;
  }

  async readToken(): Promise<SessionToken | null> {
    const kept = await this.#options.context.secrets.get(TOKEN);
    const [address, token] = kept?.split(' ') ?? [];
    return address === undefined || token === undefined ? null : { address, token };
  }

  async keepToken(kept: SessionToken | null): Promise<void> {
    const { secrets } = this.#options.context;
    if (kept === null) await secrets.delete(TOKEN);
    else await secrets.store(TOKEN, `${kept.address} ${kept.token}`);
  }

  async presentCards(): Promise<readonly PresentCard[]> {
    const services = await this.#options.late.get();
    services.cards.start();
    const { readers } = await settled(services.cards);
    return readers.flatMap(({ status, card }) =>
      card === null
        ? []
        : [
            {
              serial: card.serial,
              name: card.label ?? card.version ?? card.family,
              reader: readerNameText(status.name),
              family: card.family,
              isVirtual: card.family === 'virtual',
              canSignIn: card.certificates.some(({ der }) => isQualified(services, der)),
            },
          ],
    );
  }

  async signWithCard(serial: string, challenge: Uint8Array): Promise<Uint8Array> {
    return signWithCard(await this.#options.late.get(), serial, challenge);
  }

  /** Only the card that was chosen, wherever it is now; a real card gets no command at all. */
  async unlockCard({ client }: PortalConnection, token: string, serial: string): Promise<void> {
    const { cards } = await this.#options.late.get();
    cards.start();
    const { readers } = await settled(cards);
    const record =
      readers.find(({ card }) => card?.serial === serial) ??
      readers.find(({ card }) => card !== null);
    const atr = record?.status.atr ?? null;
    if (record === undefined || atr === null) {
      throw new MuhurError('card/absent', { reader: record?.status.name ?? '' });
    }
    const { name: reader } = record.status;
    if (record.card?.family !== 'virtual') {
      throw new MuhurError('portal/real-card', { family: record.card?.family ?? 'unknown' });
    }
    if (record.card.serial !== serial) {
      const actual = record.card.serial ?? '';
      throw new MuhurError('portal/other-card', { expected: serial, actual });
    }
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: l10n.t('Unlocking the card…') },
      () =>
        cards.withCard({ reader, serial }, 'exclusive', (card) =>
          unlockThroughPortal(client, token, {
            serial,
            atr,
            transmit: (apdu) => card.relay(apdu),
          }),
        ),
    );
  }

  async confirm({ text, detail, button }: Question): Promise<boolean> {
    const options = { modal: true, detail };
    return (await vscode.window.showWarningMessage(text, options, button)) === button;
  }

  savePdf(pdf: Uint8Array, card: string): Promise<boolean> {
    return savePdf(pdf, card);
  }

  printPdf(pdf: Uint8Array): Promise<void> {
    return this.#printed.print(pdf);
  }

  openOfficial(page: OfficialPage): Promise<void> {
    return openOfficial(page);
  }

  checkComputer(): void {
    const command: CommandId = 'maliMuhur.doctor.run';
    void vscode.commands.executeCommand(command);
  }

  showPhone(): Promise<void> {
    return showPhone(this.#options.server);
  }

  changed(): void {
    this.#options.changed();
  }

  dispose(): void {
    this.#printed.dispose();
  }
}
