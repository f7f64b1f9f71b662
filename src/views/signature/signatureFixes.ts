import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import type { FindingCode } from '../../signature/report/findings.ts';
import type { DocumentReport } from '../../signature/report/report.ts';
import { SOURCE, rangeOf } from './diagnostics.ts';
import { digestedReferences } from './digestedReferences.ts';
import { withAttribute } from './startTagEdit.ts';
import type { Validations } from './validations.ts';

/** Where whom one trusts is the matter, and not the document. */
const ABOUT_TRUST: readonly FindingCode[] = [
  'CERT-ISSUER-UNKNOWN',
  'CERT-NO-ANCHORS',
  'CERT-CHAIN',
];
const ABOUT_DIGEST: readonly FindingCode[] = ['SIG-DIGEST', 'SIG-DIGEST-CAUSE'];

/**
 * What can be done about a problem at once. A signed document is never changed: that would break the
 * signature, whatever it puts right.
 */
export class SignatureFixes implements vscode.CodeActionProvider, Disposable {
  readonly #validations: Validations;
  readonly #store = new DisposableStore();

  constructor(validations: Validations) {
    this.#validations = validations;
    this.#store.add(
      vscode.languages.registerCodeActionsProvider({ language: 'xml' }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const reports = this.#validations.of(document.uri)?.reports;
    if (reports === undefined) return [];
    const ours = diagnostics.filter(({ source }) => source === SOURCE);
    const actions = ours.flatMap((diagnostic) => [
      ...changes(document, diagnostic, reports),
      ...looks(document.uri, diagnostic, reports),
    ]);
    return ours.length === 0 ? [] : [...once(actions), showReport(document.uri, ours)];
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** Ways to see more, or to trust more. */
function looks(
  uri: vscode.Uri,
  diagnostic: vscode.Diagnostic,
  reports: readonly DocumentReport[],
): readonly vscode.CodeAction[] {
  const code = codeOf(diagnostic);
  if (ABOUT_DIGEST.includes(code)) {
    const reference = digestedReferences(reports).findIndex(
      ({ position }) =>
        position !== null && rangeOf(position).start.isEqual(diagnostic.range.start),
    );
    const about = reference === -1 ? uri : { uri, reference };
    const title = l10n.t('Show canonical bytes');
    return [action(title, 'maliMuhur.signature.showCanonicalBytes', [about], diagnostic)];
  }
  if (!ABOUT_TRUST.includes(code)) return [];
  return [
    action(
      l10n.t('Fetch the root certificates of Kamu SM'),
      'maliMuhur.trust.fetchKamuSmRoots',
      [],
      diagnostic,
    ),
    action(
      l10n.t('Trust the root certificate of the simulator (for tests)'),
      'maliMuhur.trust.addSimulatorRoot',
      [],
      diagnostic,
    ),
  ];
}

/** Corrections of a document that has no signature which they could break. */
function changes(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  reports: readonly DocumentReport[],
): readonly vscode.CodeAction[] {
  if (reports.some(({ signatures }) => signatures.length > 0)) return [];
  const found = reports
    .flatMap(({ findings, signatures }) => [findings, ...signatures.map((one) => one.findings)])
    .flat()
    .find(
      ({ code, position }) =>
        code === codeOf(diagnostic) && position?.line === diagnostic.range.start.line + 1,
    );
  if (found?.code !== 'GIB-CAC-SIGNATURE-ID' || found.data.wrong !== 'schemeID') return [];
  const tag = document.getText(diagnostic.range);
  // Where there is no cbc:ID at all, the finding stands at what lacks it.
  const changed = /^<(?:[^\s:>]+:)?ID[\s/>]/.test(tag)
    ? withAttribute(tag, 'schemeID', 'VKN_TCKN')
    : null;
  if (changed === null) return [];
  const fix = new vscode.CodeAction(
    l10n.t('Set schemeID to VKN_TCKN'),
    vscode.CodeActionKind.QuickFix,
  );
  fix.edit = new vscode.WorkspaceEdit();
  fix.edit.replace(document.uri, diagnostic.range, changed);
  fix.diagnostics = [diagnostic];
  fix.isPreferred = true;
  return [fix];
}

function showReport(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const command = 'maliMuhur.signature.showReport';
  const made = action(l10n.t('Show signature report'), command, [uri]);
  made.diagnostics = diagnostics;
  return made;
}

function action(
  title: string,
  command: CommandId,
  args: readonly unknown[],
  diagnostic?: vscode.Diagnostic,
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.command = { title, command, arguments: [...args] };
  if (diagnostic !== undefined) made.diagnostics = [diagnostic];
  return made;
}

/** Two problems at one place may have the same way out. */
function once(actions: readonly vscode.CodeAction[]): readonly vscode.CodeAction[] {
  const titles = actions.map(({ title }) => title);
  return actions.filter(({ title }, index) => titles.indexOf(title) === index);
}

function codeOf({ code }: vscode.Diagnostic): FindingCode {
  return (typeof code === 'object' ? code.value : code) as FindingCode;
}
