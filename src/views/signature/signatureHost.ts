import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { Log } from '../../log.ts';
import { globalFetchFetcher } from '../../pki/globalFetchFetcher.ts';
import { useLanguage } from '../../text/language.ts';
import { ContextKey } from '../contextKey.ts';
import { confirm } from '../confirm.ts';
import type { LateServices } from '../lateServices.ts';
import type { PortalFeature } from '../portal/portalFeature.ts';
import { CanonicalDocuments } from './canonicalDocuments.ts';
import { SignatureDiagnostics } from './diagnostics.ts';
import { GibCodeDocuments, explainGibCode } from './explainGibCode.ts';
import { exportReport } from './exportReport.ts';
import { ReportPanel } from './reportPanel.ts';
import { showCanonicalBytes } from './showCanonicalBytes.ts';
import { resign } from './sign/resign.ts';
import { sign } from './sign/sign.ts';
import { signFolder } from './sign/signFolder.ts';
import { signWithCertificate } from './sign/signWithCertificate.ts';
import { SummaryDocuments } from './sign/summaryDocuments.ts';
import { SignatureFixes } from './signatureFixes.ts';
import type { SignatureLenses } from './signatureLenses.ts';
import { activeUri, askSignedFile, columnOf, uriOf } from './target.ts';
import { taskRun } from './tasks/runTask.ts';
import { TaskTerminal } from './tasks/taskTerminal.ts';
import { fetchKamuSmRoots } from './trust/fetchKamuSmRoots.ts';
import { validateDocument, validated } from './validateDocument.ts';
import { validateFolder } from './validateFolder.ts';
import type { Validation } from './validations.ts';
import { Validations } from './validations.ts';
import { Validator } from './validator.ts';
import { verdictsOf } from './verdicts.ts';

export interface SignatureHostOptions {
  readonly context: vscode.ExtensionContext;
  readonly late: LateServices;
  readonly portal: PortalFeature;
  readonly log: Log;
  readonly lenses: SignatureLenses;
}

/**
 * Validating and signing inside VS Code: the thread that does it, the results that hold, and
 * everything that shows them. This is what loads late.
 */
export class SignatureHost implements Disposable {
  readonly context: vscode.ExtensionContext;
  readonly validator: Validator;
  readonly validations: Validations;
  readonly canonical: CanonicalDocuments;
  readonly summaries: SummaryDocuments;
  readonly #late: LateServices;
  readonly #portal: PortalFeature;
  readonly #fetcher = globalFetchFetcher();
  readonly #store = new DisposableStore();
  readonly #hasReport = new ContextKey('maliMuhur.hasSignatureReport');
  readonly #codes: GibCodeDocuments;
  readonly #panel: ReportPanel;

  constructor({ context, late, portal, log, lenses }: SignatureHostOptions) {
    // This part is a bundle of its own, with its own copy of what makes sentences.
    useLanguage(vscode.env.language, vscode.l10n.bundle);
    this.context = context;
    this.#late = late;
    this.#portal = portal;
    const program = join(__dirname, 'validator.js');
    this.validator = this.#store.add(new Validator({ program, fetcher: this.#fetcher, log }));
    const onError = (error: unknown): void => log.error(String(error));
    this.validations = this.#store.add(new Validations(onError));
    this.canonical = this.#store.add(new CanonicalDocuments());
    this.summaries = this.#store.add(new SummaryDocuments());
    this.#codes = this.#store.add(new GibCodeDocuments());
    this.#panel = this.#store.add(new ReportPanel(this.#reportActions(log)));
    this.#store.add(new SignatureDiagnostics(this.validations));
    this.#store.add(new SignatureFixes(this.validations));
    this.#store.add(
      this.validations.onDidChange((uri) => {
        const reports = this.validations.of(uri)?.reports;
        lenses.show(uri, reports && verdictsOf(reports));
        this.#hasReport.set(this.validations.count > 0);
      }),
    );
  }

  validate(about: unknown): Promise<void> {
    return validateDocument(this, about);
  }

  validateFolder(about: unknown): Promise<void> {
    return validateFolder(this, about);
  }

  async sign(about: unknown, selected: unknown): Promise<void> {
    await sign(this, await this.#late.get(), about, selected);
  }

  async signWithCertificate(row: unknown): Promise<void> {
    await signWithCertificate(this, await this.#late.get(), row);
  }

  async signFolder(about: unknown): Promise<void> {
    await signFolder(this, await this.#late.get(), about);
  }

  async resign(about: unknown): Promise<void> {
    await resign(this, await this.#late.get(), about);
  }

  /** What runs in the terminal of a task. */
  taskTerminal(
    definition: vscode.TaskDefinition,
    folder: vscode.WorkspaceFolder | undefined,
  ): vscode.Pseudoterminal {
    return new TaskTerminal(taskRun(this, () => this.#late.get(), definition, folder));
  }

  /** The report on a file; validates it first where nothing is known of it. */
  async showReport(about: unknown): Promise<void> {
    this.#panel.show(await this.#known(about));
  }

  open(validation: Validation): void {
    this.#panel.show(validation);
  }

  async exportReport(about: unknown): Promise<void> {
    const shown =
      uriOf(about) === undefined && this.#panel.isActive ? this.#panel.shown : undefined;
    await exportReport(shown ?? (await this.#known(about)), this.#version);
  }

  showCanonicalBytes(about: unknown): Promise<void> {
    return showCanonicalBytes(this, about);
  }

  explainGibCode(about: unknown): Promise<void> {
    return explainGibCode(this.#codes, about);
  }

  fetchKamuSmRoots(): Promise<void> {
    return fetchKamuSmRoots(this.context, this.#fetcher);
  }

  async addSimulatorRoot(): Promise<void> {
    const { server } = await this.#portal.get();
    const { addSimulatorRoot } = await import('./trust/addSimulatorRoot.ts');
    await addSimulatorRoot(this.context, server);
    confirm(l10n.t('Signatures of the simulator’s cards are trusted now.'));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #known(about: unknown): Promise<Validation> {
    const uri = uriOf(about) ?? activeUri() ?? (await askSignedFile());
    return this.validations.of(uri) ?? (await validated(this, uri));
  }

  get #version(): string {
    const { version } = this.context.extension.packageJSON as { readonly version: string };
    return version;
  }

  #reportActions(log: Log): ConstructorParameters<typeof ReportPanel>[0] {
    return {
      validations: this.validations,
      log,
      extensionUri: this.context.extensionUri,
      go: (uri, place) => showPlace(uri, place),
      validate: async (uri) => {
        await validated(this, uri);
      },
      export: (validation, format) => exportReport(validation, this.#version, format),
      showCanonical: (uri, reference) => showCanonicalBytes(this, { uri, reference }),
    };
  }
}

/** Shows a place of a document. */
async function showPlace(uri: vscode.Uri, place: vscode.Position): Promise<void> {
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: columnOf(uri) });
  const range = new vscode.Range(place, place);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
