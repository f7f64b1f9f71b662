import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { MuhurError } from '../../../errors.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { activeUri, uriOf } from '../target.ts';
import { signDocument } from './signDocument.ts';
import { signMany } from './signMany.ts';

/** Sign…: the files that are selected, the document that the user looks at, or one they choose. */
export async function sign(
  host: SignatureHost,
  services: CardServices,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  const files = Array.isArray(selected) ? selected.filter((one) => one instanceof vscode.Uri) : [];
  const named = uriOf(argument);
  if (named !== undefined && files.length > 1) {
    return signMany(host, services, files, l10n.t('Sign {0} documents', files.length));
  }
  return signDocument(host, services, named ?? activeUri() ?? (await askDocument()));
}

/** Lets the user choose a document to sign. @throws `cancelled`. */
export async function askDocument(): Promise<vscode.Uri> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Sign'),
      openLabel: l10n.t('Sign'),
      filters: { XML: ['xml'] },
    })) ?? [];
  if (file === undefined) throw new MuhurError('cancelled', {});
  return file;
}
