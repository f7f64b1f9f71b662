import * as vscode from 'vscode';

/** The machine on the user's desk, where files can be opened: the tests run in a browser's VS Code. */
export class Desk {
  /** What was opened so far. */
  readonly opened: vscode.Uri[] = [];
  /** Is there a program that opens it? */
  hasViewer = true;
  readonly #before = Object.getOwnPropertyDescriptors(vscode.env);

  constructor() {
    Object.defineProperties(vscode.env, {
      remoteName: { value: undefined, configurable: true, enumerable: true },
      openExternal: {
        value: (uri: vscode.Uri) => {
          this.opened.push(uri);
          return Promise.resolve(this.hasViewer);
        },
        configurable: true,
        enumerable: true,
      },
    });
  }

  /** VS Code is where it was. */
  leave(): void {
    const { remoteName, openExternal } = this.#before;
    Object.defineProperties(vscode.env, { remoteName, openExternal });
  }
}
