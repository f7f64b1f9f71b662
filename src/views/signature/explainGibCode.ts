import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { gibCodeScheme } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import { MuhurError } from '../../errors.ts';
import { wrapped } from '../../text/wrapped.ts';
import type { GibCodeText } from '../../text/gibCodes.ts';
import { allGibCodes, explainGibCode as explainCode, matchGibText } from '../../text/gibCodes.ts';

interface CodeItem extends vscode.QuickPickItem {
  readonly found: GibCodeText;
}

/**
 * Explain GİB Response Code: by number, or by whatever GİB or a signing program wrote, which can be
 * pasted in. The explanation opens as a document that stays beside the work.
 */
export async function explainGibCode(
  documents: GibCodeDocuments,
  argument: unknown,
): Promise<void> {
  const asked = typeof argument === 'string' ? explainCode(argument) : null;
  await documents.show(asked ?? (await pickCode()));
}

async function pickCode(): Promise<GibCodeText> {
  const box = vscode.window.createQuickPick<CodeItem>();
  box.title = l10n.t('Explain GİB Response Code');
  box.placeholder = l10n.t('Enter a code such as 1163, or paste what was answered');
  box.matchOnDescription = true;
  const everything = allGibCodes().map(itemOf);
  box.items = everything;
  box.onDidChangeValue((value) => (box.items = itemsFor(value, everything)));
  try {
    return await new Promise<GibCodeText>((resolve, reject) => {
      box.onDidAccept(() => {
        const [chosen] = box.selectedItems;
        if (chosen !== undefined) resolve(chosen.found);
      });
      box.onDidHide(() => reject(new MuhurError('cancelled', {})));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** VS Code filters by letters; an answer that was pasted has more of them than the codes do. */
function itemsFor(value: string, everything: readonly CodeItem[]): readonly CodeItem[] {
  const matches = matchGibText(value);
  return matches.length === 0
    ? everything
    : matches.map((found) => ({ ...itemOf(found), alwaysShow: true }));
}

function itemOf(found: GibCodeText): CodeItem {
  const { code, official, explanation } = found;
  return code === null
    ? { label: official, detail: explanation, found }
    : { label: code, description: official, detail: explanation, found };
}

/** Explanations as read-only documents, each under its code. */
export class GibCodeDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #store = new DisposableStore();
  readonly #texts = new Map<string, string>();

  constructor() {
    const { workspace } = vscode;
    this.#store.add(workspace.registerTextDocumentContentProvider(gibCodeScheme, this));
    this.#store.add(
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  async show(found: GibCodeText): Promise<void> {
    const name = found.code === null ? found.official : l10n.t('GİB code {0}', found.code);
    const uri = vscode.Uri.from({ scheme: gibCodeScheme, path: `/${name.replaceAll('/', '∕')}` });
    this.#texts.set(uri.toString(), explanationOf(found));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function explanationOf({ code, official, explanation, signature, advice }: GibCodeText): string {
  const heading = code === null ? official : `${code}  ${official}`;
  const parts = [
    heading,
    '',
    explanation,
    '',
    signature,
    '',
    l10n.t('What to do'),
    `→ ${advice}`,
    '',
  ];
  return parts.flatMap(wrapped).join('\n');
}
