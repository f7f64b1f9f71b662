import { MuhurError } from '../../../../../src/errors.ts';
import { PortalClient } from '../../../../../src/portal/client.ts';
import { readHealth } from '../../../../../src/portal/contract/testSuite.ts';
import type {
  PortalConnection,
  PortalPorts,
  PresentCard,
  Question,
  SessionToken,
} from '../../../../../src/views/portal/flow/ports.ts';
import type { TestSimulator } from '../../../portal/support/testSimulator.ts';

/** Where the flow finds its server. */
export interface Server {
  readonly baseUrl: string;
  readonly testToken: string | null;
}

/** Stands in for VS Code around the flow; the server is a real one. */
export class StandInPorts implements PortalPorts {
  readonly system = 'Linux';
  startsServer = true;
  /** What SecretStorage keeps. */
  kept: SessionToken | null = null;
  present: PresentCard[] = [];
  /** What VS Code was asked to do, in this order. */
  readonly asked: string[] = [];
  /** Every PDF that was handed over. */
  readonly pdfs: Uint8Array[] = [];
  /** What the user answers, and what happens while they think about it. */
  answer: (question: Question) => Promise<boolean> = () => Promise.resolve(true);
  /** What comes of the save dialog. */
  save: () => Promise<boolean> = () => Promise.resolve(true);
  sign: (serial: string, challenge: Uint8Array) => Promise<Uint8Array> = refuse;
  unlock: (connection: PortalConnection, token: string, serial: string) => Promise<void> = refuse;
  server: () => Server;
  #client: PortalClient | null = null;

  constructor(portal: TestSimulator) {
    this.server = () => ({ baseUrl: portal.ready.baseUrl, testToken: portal.testToken });
  }

  connect(): Promise<PortalConnection> {
    const { baseUrl, testToken } = this.server();
    this.#client ??= new PortalClient({ baseUrl, timeoutSeconds: 10 });
    return Promise.resolve({ client: this.#client, testToken });
  }

  async dropConnection(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.close();
  }

  async isReachable(): Promise<boolean> {
    try {
      const { client } = await this.connect();
      await client.call(readHealth, {});
      return true;
    } catch {
      await this.dropConnection();
      return false;
    }
  }

  readToken(): Promise<SessionToken | null> {
    return Promise.resolve(this.kept);
  }

  keepToken(token: SessionToken | null): Promise<void> {
    this.kept = token;
    return Promise.resolve();
  }

  presentCards(): Promise<readonly PresentCard[]> {
    return Promise.resolve(this.present);
  }

  signWithCard(serial: string, challenge: Uint8Array): Promise<Uint8Array> {
    this.asked.push(`sign ${serial}`);
    return this.sign(serial, challenge);
  }

  unlockCard(connection: PortalConnection, token: string, serial: string): Promise<void> {
    this.asked.push(`unlock ${serial}`);
    return this.unlock(connection, token, serial);
  }

  confirm(question: Question): Promise<boolean> {
    this.asked.push(`confirm ${question.text}`);
    return this.answer(question);
  }

  savePdf(pdf: Uint8Array, card: string): Promise<boolean> {
    this.asked.push(`save ${card}`);
    this.pdfs.push(pdf);
    return this.save();
  }

  printPdf(pdf: Uint8Array): Promise<void> {
    this.asked.push('print');
    this.pdfs.push(pdf);
    return Promise.resolve();
  }

  openOfficial(page: string): Promise<void> {
    this.asked.push(`open ${page}`);
    return Promise.resolve();
  }

  checkComputer(): void {
    this.asked.push('check computer');
  }

  showPhone(): Promise<void> {
    this.asked.push('phone');
    return Promise.resolve();
  }

  changed(): void {
    this.asked.push('changed');
  }
}

/** There is no card in a reader unless a test puts one there. */
function refuse(): Promise<never> {
  return Promise.reject(new MuhurError('card/absent', { reader: '' }));
}
