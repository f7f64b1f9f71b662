import type { PortalClient } from '../../../portal/client.ts';

/** A server to talk to. */
export interface PortalConnection {
  readonly client: PortalClient;
  /** Opens the API for test suites; null where the server is not our simulator. */
  readonly testToken: string | null;
}

/** Opens a session of the server at that address. */
export interface SessionToken {
  readonly address: string;
  readonly token: string;
}

/** A card in a reader now. */
export interface PresentCard {
  /** Null: the card does not tell. */
  readonly serial: string | null;
  readonly name: string;
  readonly reader: string;
  readonly family: string;
  readonly isVirtual: boolean;
  /** Has a qualified certificate (NES) to sign in with. */
  readonly canSignIn: boolean;
}

/** A question that VS Code asks before something is done that cannot be undone. */
export interface Question {
  readonly text: string;
  readonly detail: string;
  readonly button: string;
}

export type OfficialPage = 'drivers' | 'old-portal' | 'new-portal';

/** What the flow needs of VS Code, and what a test stands in for. */
export interface PortalPorts {
  /** Starts the simulator when that is what the settings want. @throws `portal/…`, `simulator/…`. */
  connect(): Promise<PortalConnection>;
  /** The connection is of no use any more; the next `connect` makes a new one. */
  dropConnection(): Promise<void>;
  /** Does the server answer? Starts nothing. */
  isReachable(): Promise<boolean>;
  /** Does `connect` start the server, when it does not run? */
  readonly startsServer: boolean;
  /** The session's token, kept where VS Code keeps secrets. */
  readToken(): Promise<SessionToken | null>;
  keepToken(token: SessionToken | null): Promise<void>;
  presentCards(): Promise<readonly PresentCard[]>;
  /**
   * Signs the challenge as CMS with the card's qualified certificate; VS Code asks for the PIN.
   * @throws `pin/…`, `card/…`, `cancelled`.
   */
  signWithCard(serial: string, challenge: Uint8Array): Promise<Uint8Array>;
  /** Plays the relay of Kilit Çözme between server and card. */
  unlockCard(connection: PortalConnection, token: string, serial: string): Promise<void>;
  confirm(question: Question): Promise<boolean>;
  /** @returns false when the user chose no file. @throws `file/…`. */
  savePdf(pdf: Uint8Array, card: string): Promise<boolean>;
  printPdf(pdf: Uint8Array): Promise<void>;
  openOfficial(page: OfficialPage): Promise<void>;
  /** Begins to examine the computer, and opens the doctor's report when that is done. */
  checkComputer(): void;
  showPhone(): Promise<void>;
  /** Something changed that other views show too. */
  changed(): void;
  /** `Windows`, `macOS` or `Linux`. */
  readonly system: string;
}
