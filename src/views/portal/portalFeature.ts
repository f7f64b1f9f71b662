import * as vscode from 'vscode';
import { portalPanelType } from '../../contributions.ts';
import { DisposableStore, Emitter } from '../../disposable.ts';
import type { Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import type { LateServices } from '../lateServices.ts';
import type { PortalHost } from './portalHost.ts';
import { PortalStates } from './portalStates.ts';

/** The portal as activation sees it: nothing of it is loaded before a command or a panel needs it. */
export class PortalFeature implements Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #late: LateServices;
  readonly #log: Log;
  readonly #store = new DisposableStore();
  readonly #changed: Emitter<void>;
  /** What the explorer shows of it. */
  readonly states: PortalStates;
  #host: Promise<PortalHost> | undefined;

  constructor(late: LateServices, log: Log, context: vscode.ExtensionContext) {
    this.#context = context;
    this.#late = late;
    this.#log = log;
    this.#changed = this.#store.add(new Emitter<void>((error) => log.error(String(error))));
    this.states = this.#store.add(new PortalStates(this, log));
    this.#store.add(
      vscode.window.registerWebviewPanelSerializer(portalPanelType, {
        deserializeWebviewPanel: async (panel, state: unknown) =>
          (await this.get()).restore(panel, state),
      }),
    );
  }

  /** What the portal knows of certificates may have changed. */
  get onDidChange(): (listener: () => void) => Disposable {
    return this.#changed.on;
  }

  /** The portal, if something of it runs already: asking this loads nothing. */
  get running(): Promise<PortalHost> | undefined {
    return this.#host;
  }

  get(): Promise<PortalHost> {
    this.#host ??= this.#load();
    return this.#host;
  }

  dispose(): void {
    this.#store.dispose();
    void this.#host?.then((host) => host.dispose());
  }

  async #load(): Promise<PortalHost> {
    try {
      const { PortalHost } = await import('./portalHost.ts');
      const options = { context: this.#context, late: this.#late, log: this.#log };
      const host = new PortalHost(options);
      this.#store.add(host.onDidChange(() => this.#changed.fire()));
      return host;
    } catch (error) {
      this.#host = undefined;
      throw error;
    }
  }
}
