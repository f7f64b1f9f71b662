import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore, Emitter } from '../../disposable.ts';
import type { Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import { PortalClient } from '../../portal/client.ts';
import { readHealth } from '../../portal/contract/testSuite.ts';
import type { JoinedSimulator } from '../../portal/simulator/process/joinOrStart.ts';
import { joinOrStart, joinRunning } from '../../portal/simulator/process/joinOrStart.ts';
import { onSettingChange, setting } from '../settings.ts';
import type { PortalConnection } from './flow/ports.ts';
import { simulatorDirectory } from './simulatorDirectory.ts';

const KEY = 'maliMuhur.simulator.key';
const KEY_BYTES = 32;

/**
 * The server that the portal talks to: the one that the settings name, else the simulator, which is
 * joined or started when it is first needed, and ends with the last window.
 */
export class PortalServer implements Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #store = new DisposableStore();
  readonly #lost: Emitter<void>;
  readonly #reset: Emitter<void>;
  readonly #changed: Emitter<void>;
  readonly #log: Log;
  #connection: Promise<Connected> | undefined;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
    const emitter = () => this.#store.add(new Emitter<void>((error) => log.error(String(error))));
    this.#lost = emitter();
    this.#reset = emitter();
    this.#changed = emitter();
    this.#store.add(
      onSettingChange(['maliMuhur.portal.url'], () => {
        void this.drop().then(() => this.wasReset());
      }),
    );
  }

  /** It went away by itself. */
  get onDidLose(): (listener: () => void) => Disposable {
    return this.#lost.on;
  }

  /** What was known of organisations and sessions does not hold any more. */
  get onDidReset(): (listener: () => void) => Disposable {
    return this.#reset.on;
  }

  /** Certificates or the time may have changed, by a command of this window. */
  get onDidChange(): (listener: () => void) => Disposable {
    return this.#changed.on;
  }

  /** The connection, if there is one already: asking this starts nothing. */
  get current(): Promise<PortalConnection> | undefined {
    return this.#connection;
  }

  /** @throws `portal/address-refused`, `simulator/…`. */
  connect(): Promise<PortalConnection> {
    this.#connection ??= this.#open();
    return this.#connection;
  }

  /** Lets go of the connection; the next one is made afresh. */
  async drop(): Promise<void> {
    const dropped = this.#connection;
    this.#connection = undefined;
    const connected = await dropped?.catch(() => undefined);
    connected?.simulator?.close();
    await connected?.client.close();
  }

  /** Ends the simulator, for every window. */
  async stop(): Promise<void> {
    const connected = await this.#connection?.catch(() => undefined);
    if (connected?.simulator === undefined) return;
    await connected.simulator.stop();
    await this.drop();
    this.#lost.fire();
  }

  /** Does it answer? A simulator that does not run is not started for that. */
  async isReachable(): Promise<boolean> {
    try {
      if (this.#connection === undefined && this.#address === '') {
        const running = await joinRunning(this.#directory);
        if (running === null) return false;
        this.#connection = Promise.resolve(this.#joined(running));
      }
      const { client } = await this.connect();
      await client.call(readHealth, {});
      return true;
    } catch {
      await this.drop();
      return false;
    }
  }

  wasReset(): void {
    this.#reset.fire();
    this.#changed.fire();
  }

  wasChanged(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#store.dispose();
    void this.drop();
  }

  get #address(): string {
    return setting('maliMuhur.portal.url').trim();
  }

  get #directory(): string {
    return simulatorDirectory(this.#context);
  }

  async #open(): Promise<Connected> {
    try {
      return this.#address === '' ? await this.#startSimulator() : connectedTo(this.#address);
    } catch (error) {
      this.#connection = undefined;
      throw error;
    }
  }

  async #startSimulator(): Promise<Connected> {
    const { extensionUri, secrets } = this.#context;
    const key = (await secrets.get(KEY)) ?? randomBytes(KEY_BYTES).toString('base64');
    await secrets.store(KEY, key);
    const simulator = await joinOrStart({
      directory: this.#directory,
      key: new Uint8Array(Buffer.from(key, 'base64')),
      program: vscode.Uri.joinPath(extensionUri, 'dist', 'simulatorProcess.js').fsPath,
    });
    return this.#joined(simulator);
  }

  #joined(simulator: JoinedSimulator): Connected {
    const { baseUrl, testToken } = simulator.ready;
    this.#log.info(`simulator ${simulator.started ? 'started' : 'joined'}: ${baseUrl}`);
    void simulator.ended.then(() => this.#ended(simulator));
    return { ...connectedTo(baseUrl), testToken, simulator };
  }

  async #ended(simulator: JoinedSimulator): Promise<void> {
    const connected = await this.#connection?.catch(() => undefined);
    // A connection that was dropped on purpose is not lost.
    if (connected?.simulator !== simulator) return;
    await this.drop();
    this.#lost.fire();
  }
}

interface Connected extends PortalConnection {
  readonly simulator?: JoinedSimulator;
}

function connectedTo(baseUrl: string): Connected {
  const language = vscode.env.language.startsWith('tr') ? 'tr' : 'en';
  return { client: new PortalClient({ baseUrl, language }), testToken: null };
}
