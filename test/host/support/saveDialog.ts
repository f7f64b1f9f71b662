import * as vscode from 'vscode';

/** Answers the save dialog with that file and remembers what it proposed. */
export class SaveDialog {
  asked: vscode.SaveDialogOptions | undefined;
  readonly #own = vscode.window.showSaveDialog;

  constructor(file: vscode.Uri | undefined) {
    const showSaveDialog = (options?: vscode.SaveDialogOptions) => {
      this.asked = options;
      return Promise.resolve(file);
    };
    Object.assign(vscode.window, { showSaveDialog });
  }

  close(): void {
    Object.assign(vscode.window, { showSaveDialog: this.#own });
  }
}
