import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import type { LateServices } from '../lateServices.ts';
import type { PortalFeature } from '../portal/portalFeature.ts';
import type { SignatureHost } from './signatureHost.ts';
import { SignatureLenses } from './signatureLenses.ts';
import { SignatureTasks } from './tasks/signatureTasks.ts';

/** Signatures as activation sees them: lines above them, and nothing that can validate or make one. */
export class SignatureFeature implements Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #late: LateServices;
  readonly #portal: PortalFeature;
  readonly #log: Log;
  readonly #store = new DisposableStore();
  readonly lenses = this.#store.add(new SignatureLenses());
  #host: Promise<SignatureHost> | undefined;

  constructor(
    late: LateServices,
    portal: PortalFeature,
    log: Log,
    context: vscode.ExtensionContext,
  ) {
    this.#store.add(new SignatureTasks(this));
    this.#late = late;
    this.#context = context;
    this.#portal = portal;
    this.#log = log;
  }

  /** What validates, signs and shows the results: loaded when it is first asked for. */
  get(): Promise<SignatureHost> {
    this.#host ??= this.#load();
    return this.#host;
  }

  dispose(): void {
    this.#store.dispose();
    void this.#host?.then((host) => host.dispose());
  }

  async #load(): Promise<SignatureHost> {
    try {
      const { SignatureHost } = await import('./signatureHost.ts');
      const [context, late, portal, log] = [this.#context, this.#late, this.#portal, this.#log];
      return new SignatureHost({ context, late, portal, log, lenses: this.lenses });
    } catch (error) {
      this.#host = undefined;
      throw error;
    }
  }
}
