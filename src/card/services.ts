import type { Disposable } from '../disposable.ts';
import type { Log } from '../log.ts';
import type { describeCertificate } from '../pki/certificate.ts';
import type { CardService } from './cardState.ts';
import type { KnownModule } from './pkcs11/knownModules.ts';
import type { VirtualCardInfo, VirtualCardProfile } from './virtual/library.ts';
import type { MadeCard } from './virtual/storeCard.ts';

/** What the part that loads late needs from its surroundings. */
export interface CardServicesOptions {
  readonly log: Log;
  /** Receives each APDU as one line, secrets masked. */
  readonly apduTrace?: (line: string) => void;
  /** Where the virtual cards are kept; by default a folder of the user's data directory. */
  readonly cardsDirectory?: string | undefined;
  /** Where the portal's simulator delivers cards. */
  readonly deliveredCards?: string | undefined;
  /** Issues a new card; null: a test authority of its own does, whose keys are forgotten. */
  readonly makeCard?: (design: {
    readonly name: string;
    readonly profile: VirtualCardProfile;
  }) => Promise<MadeCard | null>;
  /** Entry point of the PC/SC process; by default the file beside this one in the build. */
  readonly pcscHost?: string;
  /** Entry point of the process of a PKCS#11 module; by default the file beside this one. */
  readonly pkcs11Host?: string;
}

/** The virtual cards of this machine, by name. Rejections are `virtual-card/…` and `vpcd/…`. */
export interface VirtualCards {
  /** Sorted by name. */
  list(): Promise<readonly VirtualCardInfo[]>;
  create(name: string, profile: VirtualCardProfile): Promise<void>;
  /**
   * Puts the card into a reader inside this process, or does nothing when it is in one.
   *
   * @returns the name of that reader.
   */
  insert(name: string): Promise<string>;
  /** Puts the card into a vpcd reader, where every program of the machine sees it. */
  putIntoReader(name: string, host: string, port: number): Promise<void>;
  /** Takes the card out of whichever reader it is in. */
  eject(name: string): Promise<void>;
  /** Takes the card out and deletes it from disk, keys included. */
  delete(name: string): Promise<void>;
  /** A card was created, inserted, taken out or deleted in this process. */
  readonly onDidChange: (listener: () => void) => Disposable;
}

/** Everything about cards, built when the first view or command needs it. */
export interface CardServices {
  readonly cards: CardService;
  readonly virtualCards: VirtualCards;
  /** The PKCS#11 modules of this computer that are known by their names. */
  readonly findKnownModules: () => Promise<readonly KnownModule[]>;
  /** Can this file be a module for this program? @throws `pkcs11/…`. */
  readonly checkModule: (path: string) => Promise<void>;
  /** Here because reading X.509 is part of what loads late. Throws `card/malformed`. */
  readonly describeCertificate: typeof describeCertificate;
  /** Stops watching, takes the virtual cards out and saves them. */
  dispose(): Promise<void>;
}
