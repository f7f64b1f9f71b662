import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { Position, Severity } from '../../signature/report/findings.ts';
import { isArchive } from './isArchive.ts';
import type { Problem } from './problems.ts';
import { problemsOf } from './problems.ts';
import type { Validations } from './validations.ts';

export const SOURCE = 'Mali Mühür';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Problems: one for each finding, at the place in the document, as long as the validation holds. */
export class SignatureDiagnostics implements Disposable {
  readonly #store = new DisposableStore();
  readonly #collection = this.#store.add(vscode.languages.createDiagnosticCollection('mali-muhur'));

  constructor(validations: Validations) {
    this.#store.add(
      validations.onDidChange((uri) => {
        const reports = validations.of(uri)?.reports;
        if (reports === undefined) this.#collection.delete(uri);
        else this.#collection.set(uri, diagnosticsOf(uri, problemsOf(reports)));
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function diagnosticsOf(uri: vscode.Uri, problems: readonly Problem[]): vscode.Diagnostic[] {
  const isText = !isArchive(uri.path);
  return problems.map((problem) => {
    const { code, severity, message, related } = problem;
    const position = isText ? problem.position : null;
    const diagnostic = new vscode.Diagnostic(underlined(position), message, SEVERITIES[severity]);
    diagnostic.source = SOURCE;
    diagnostic.code = { value: code, target: reportLink(uri) };
    diagnostic.relatedInformation = (isText ? related : []).map(
      (other) =>
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(uri, rangeOf(other.position)),
          other.message,
        ),
    );
    return diagnostic;
  });
}

/** A code leads to the report, where the finding stands among all that is known. */
function reportLink(uri: vscode.Uri): vscode.Uri {
  const argument = encodeURIComponent(JSON.stringify(uri.toString()));
  return vscode.Uri.parse(`command:maliMuhur.signature.showReport?${argument}`);
}

/** A start tag that goes on over many lines is underlined on its first one. */
function underlined(position: Position | null): vscode.Range {
  const range = rangeOf(position);
  return range.isSingleLine
    ? range
    : new vscode.Range(range.start, range.start.with(undefined, 10_000));
}

/** VS Code counts from 0. What is about no place stands at the beginning. */
export function rangeOf(position: Position | null): vscode.Range {
  if (position === null) return new vscode.Range(0, 0, 0, 0);
  const { line, column, endLine, endColumn } = position;
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
