import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameInFile } from '../nameInFile.ts';
import { writeFileOf } from '../writeFile.ts';

/**
 * Parolalarımı Kaydet: writes the PDF where the user says; a folder that others may get to see asks
 * first.
 * @param card how the server calls the card
 * @returns false when the user chose no file, or thought better of it.
 */
export async function savePdf(pdf: Uint8Array, card: string): Promise<boolean> {
  const name = `PIN-PUK-${nameInFile(card)}.pdf`;
  const file = await vscode.window.showSaveDialog({
    title: 'Parolalarımı Kaydet',
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(homedir()), name),
    filters: { PDF: ['pdf'] },
  });
  if (file === undefined || !(await mayLieThere(file))) return false;
  await writeFileOf(file, pdf);
  return true;
}

/** A workspace is shared sooner or later, and a git folder is pushed. */
async function mayLieThere(file: vscode.Uri): Promise<boolean> {
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(file) !== undefined;
  if (!isInWorkspace && !(await isInRepository(file))) return true;
  const proceed = l10n.t('Save There Anyway');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('The PDF with PIN and PUK would lie in a project folder.'),
    {
      modal: true,
      detail: l10n.t('Files of a workspace or a git repository are easily shared with others.'),
    },
    proceed,
  );
  return answer === proceed;
}

async function isInRepository(file: vscode.Uri): Promise<boolean> {
  let folder = vscode.Uri.joinPath(file, '..');
  for (;;) {
    const git = vscode.Uri.joinPath(folder, '.git');
    const isThere = await vscode.workspace.fs.stat(git).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
    const parent = vscode.Uri.joinPath(folder, '..');
    if (parent.path === folder.path) return false;
    folder = parent;
  }
}
