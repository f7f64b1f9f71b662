import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CommandId } from '../../../contributions.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { validated } from '../validateDocument.ts';
import type { Validation } from '../validations.ts';
import { verdictLine, verdictMeaning } from '../verdicts.ts';
import { clockText } from './clockText.ts';
import type { SigningOutcome } from './runSigning.ts';

/** Opens what was signed, validates it as anybody would, and says what came of it. */
export async function showSigned(
  host: SignatureHost,
  result: vscode.Uri,
  { clocks }: Pick<SigningOutcome, 'clocks'>,
): Promise<void> {
  await show(result);
  const validation = await validated(host, result);
  reveal(validation);
  tell(validation);
  const clock = clocks && clockText(clocks);
  if (clock !== null) void vscode.window.showWarningMessage(clock);
}

/** The editor follows what was written; too large a document has none. */
async function show(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.window.showTextDocument(uri, { preview: false });
  } catch {
    return;
  }
  if (uri.scheme === 'untitled') return;
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

/** The verdict stands above the signature, which may be at the end of the document. */
function reveal({ uri, reports }: Validation): void {
  const editor = vscode.window.activeTextEditor;
  const position = reports.flatMap(({ signatures }) => signatures).at(-1)?.position ?? null;
  if (position === null || editor?.document.uri.toString() !== uri.toString()) return;
  const place = new vscode.Position(position.line - 1, position.column - 1);
  editor.selection = new vscode.Selection(place, place);
  const { InCenterIfOutsideViewport } = vscode.TextEditorRevealType;
  editor.revealRange(editor.selection, InCenterIfOutsideViewport);
}

function tell({ uri, reports }: Validation): void {
  const signature = reports.flatMap(({ signatures }) => signatures).at(-1);
  if (signature === undefined) return;
  const hasPassed = signature.indication === 'TOTAL_PASSED';
  const parts = [
    l10n.t('Signed: {0}.', fileNameOf(uri)),
    `${verdictLine(signature)}${hasPassed ? '' : '.'}`,
    ...(hasPassed ? [] : [verdictMeaning(signature)]),
  ];
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const report = l10n.t('Show Report');
  const command: CommandId = 'maliMuhur.signature.showReport';
  void (hasPassed ? showInformationMessage : showWarningMessage)(parts.join(' '), report).then(
    (pressed) => pressed && vscode.commands.executeCommand(command, uri),
  );
}
