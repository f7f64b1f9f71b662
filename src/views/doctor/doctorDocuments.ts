import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { doctorScheme } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { Diagnosis } from '../../doctor/findings.ts';
import { MuhurError } from '../../errors.ts';
import { doctorDocument, doctorReport } from '../../text/doctorText.ts';
import { masked, shown } from '../../text/masking.ts';
import { ContextKey } from '../contextKey.ts';

/**
 * The last report, as a read-only text document. Names and numbers are masked in it until they are
 * asked for, and again in the next report.
 */
export class DoctorDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #personalKey = new ContextKey('maliMuhur.doctorShowsPersonal');
  readonly #uri = vscode.Uri.from({ scheme: doctorScheme, path: `/${l10n.t('Doctor')}` });
  #diagnosis: Diagnosis | undefined;
  #showsPersonal = false;

  constructor() {
    this.#disposables.add(this.#changes);
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(doctorScheme, this));
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === doctorScheme) this.#diagnosis = undefined;
      }),
    );
  }

  readonly onDidChange = this.#changes.event;

  /** Opens the report, or puts it into the place of the one that is open. */
  async show(diagnosis: Diagnosis): Promise<void> {
    this.#diagnosis = diagnosis;
    this.showPersonal(false);
    const document = await vscode.workspace.openTextDocument(this.#uri);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  showPersonal(showsPersonal: boolean): void {
    this.#showsPersonal = showsPersonal;
    this.#personalKey.set(showsPersonal);
    this.#changes.fire(this.#uri);
  }

  /** As it is shown. @throws `cancelled` when there is no report. */
  get text(): string {
    if (this.#diagnosis === undefined) throw new MuhurError('cancelled', {});
    const report = doctorReport(this.#diagnosis, {
      personal: this.#showsPersonal ? shown : masked,
      platform: process.platform,
      reader: 'editor',
    });
    return doctorDocument(report, noteText(this.#showsPersonal));
  }

  provideTextDocumentContent(): string | undefined {
    return this.#diagnosis && this.text;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

function noteText(showsPersonal: boolean): string {
  return showsPersonal
    ? l10n.t('Names and numbers are shown: look before you pass this on.')
    : l10n.t('Names and numbers are masked.');
}
