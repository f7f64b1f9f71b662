import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableStore, Emitter } from '../../disposable.ts';
import type { Disposable } from '../../disposable.ts';
import { MuhurError } from '../../errors.ts';
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
  readonly #lost: Emitter<string>;
  readonly #reset: Emitter<void>;
  readonly #changed: Emitter<void>;
  readonly #log: Log;
  #connection: Promise<Connected> | undefined;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
    const failed = (error: unknown): void => log.error(String(error));
    this.#lost = this.#store.add(new Emitter<string>(failed));
    this.#reset = this.#store.add(new Emitter<void>(failed));
    this.#changed = this.#store.add(new Emitter<void>(failed));
    this.#store.add(
      onSettingChange(['maliMuhur.portal.url'], () => {
        void this.drop().then(() => this.wasReset());
      }),
    );
  }

  /** It went away by itself, or was stopped: its address. */
  get onDidLose(): (listener: (address: string) => void) => Disposable {
    return this.#lost.on;
  }

  /** What was known of organisations and sessions does not hold any more. */
  get onDidReset(): (listener: () => void) => Disposable {
    return this.#reset.on;
  }

  /** Certificates or the time may have changed, or can be asked for again, or no longer. */
  get onDidChange(): (listener: () => void) => Disposable {
    return this.#changed.on;
  }

  /** Is it the simulator that this VS Code starts, and not one that the settings name? */
  get isOurs(): boolean {
    return this.#address === '';
  }

  /** @throws `portal/address-refused`, `simulator/…`. */
  connect(): Promise<PortalConnection> {
    if (this.#store.disposed) return Promise.reject(new MuhurError('cancelled', {}));
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

  /** Ends the simulator, for every window. @returns whether one ran. */
  async stop(): Promise<boolean> {
    const connected = await this.#connection?.catch(() => undefined);
    const simulator = connected?.simulator ?? (await joinRunning(this.#directory));
    if (simulator === null) return false;
    await simulator.stop();
    simulator.close();
    await this.#wentAway(simulator);
    return true;
  }

  /** Does it answer? A simulator that does not run is not started for that. */
  async isReachable(): Promise<boolean> {
    if (this.#connection === undefined && this.isOurs && !(await this.#join())) return false;
    const asked = this.connect();
    try {
      const { client } = await asked;
      await client.call(readHealth, {});
      return true;
    } catch {
      // Unless somebody has a better one by now.
      if (this.#connection === asked) await this.drop();
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
      return this.isOurs ? await this.#startSimulator() : connectedTo(this.#address);
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

  /** Joins the simulator that another window or a terminal has started. @returns whether one runs. */
  async #join(): Promise<boolean> {
    const running = await joinRunning(this.#directory);
    if (running === null) return false;
    // Somebody else was faster.
    if (this.#connection !== undefined || this.#store.disposed) running.close();
    else this.#connection = Promise.resolve(this.#joined(running));
    return true;
  }

  #joined(simulator: JoinedSimulator): Connected {
    const { baseUrl, testToken } = simulator.ready;
    this.#log.info(`simulator ${simulator.started ? 'started' : 'joined'}: ${baseUrl}`);
    void simulator.ended.then(() => this.#wentAway(simulator));
    this.#changed.fire();
    return { ...connectedTo(baseUrl), testToken, simulator };
  }

  async #wentAway(simulator: JoinedSimulator): Promise<void> {
    const asked = this.#connection;
    const connected = await asked?.catch(() => undefined);
    // A connection that was dropped on purpose is not lost.
    if (connected?.simulator !== simulator || this.#connection !== asked) return;
    await this.drop();
    this.#lost.fire(simulator.ready.baseUrl);
    this.#changed.fire();
  }
}

interface Connected extends PortalConnection {
  readonly simulator?: JoinedSimulator;
}

function connectedTo(baseUrl: string): Connected {
  const language = vscode.env.language.startsWith('tr') ? 'tr' : 'en';
  return { client: new PortalClient({ baseUrl, language }), testToken: null };
}
