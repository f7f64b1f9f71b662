import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { MuhurError } from '../../../errors.ts';
import { fileNameOf } from '../../writeFile.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { activeUri, uriOf } from '../target.ts';
import { askDocument } from './sign.ts';
import { signDocument } from './signDocument.ts';

/** Re-sign: replaces the signature of a document, after asking. */
export async function resign(
  host: SignatureHost,
  services: CardServices,
  argument: unknown,
): Promise<void> {
  const uri = uriOf(argument) ?? activeUri() ?? (await askDocument());
  const replace = l10n.t('Replace');
  const pressed = await vscode.window.showWarningMessage(
    l10n.t('Replace the signature in {0}?', fileNameOf(uri)),
    {
      modal: true,
      detail: l10n.t(
        'The signature that is there goes, and a new one takes its place in the same file. Whoever has the document as it was signed before still has it so.',
      ),
    },
    replace,
  );
  if (pressed !== replace) throw new MuhurError('cancelled', {});
  await signDocument(host, services, uri, { existing: 'replace' });
}
