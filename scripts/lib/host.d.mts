export interface HostOptions {
  /** A folder for everything this VS Code keeps: user data, extensions, its own home. */
  readonly state: string;
  /** A free port when it is absent. */
  readonly port?: number;
  /** What a page without a folder of its own opens. */
  readonly folder?: string;
  /** Lets a page start tests inside; costs notifications and dialogs, which are then refused. */
  readonly testDriver?: boolean;
  /** False: the user's home and XDG folders instead of ones inside `state`. */
  readonly ownHome?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** The Node to run it on, at least 24; the one that runs us when it is absent. */
  readonly node?: string;
  readonly settleSeconds?: number;
}

export interface Host {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The last it printed, for an error message. */
  readonly output: () => string;
  /** Settles when the server has ended. */
  readonly ended: Promise<unknown>;
  /** Ends the server and everything it started. */
  readonly stop: () => Promise<void>;
}

/** Starts the server and waits until it answers. */
export function startHost(options: HostOptions): Promise<Host>;

/** Makes `state` a user data and an extensions folder with quiet settings; existing ones stay. */
export function prepareState(state: string): void;

/** Installs an extension file into the VS Code of that state folder, before it is started. */
export function installVsix(options: {
  readonly state: string;
  readonly vsix: string;
  readonly node?: string;
}): Promise<void>;

/** The address of a page; paths are absolute. */
export function pageAddress(
  origin: string,
  page?: {
    readonly folder?: string;
    /** The folder of an extension to load from its sources. */
    readonly extension?: string;
    /** A module that exports `run()`; needs `testDriver` and `extension`. */
    readonly tests?: string;
    readonly env?: Readonly<Record<string, string>>;
  },
): string;
