import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { fileNameOf } from '../../writeFile.ts';
import { longTask } from '../longTask.ts';
import type { SignatureHost } from '../signatureHost.ts';
import type { Placement } from '../worker/messages.ts';
import { chooseSigner } from './chooseSigner.ts';
import { documentsToSign } from './documentToSign.ts';
import { planDocument } from './planDocument.ts';
import { targetFor } from './resultTarget.ts';
import { runSigning } from './runSigning.ts';
import { showSigned } from './showSigned.ts';
import { signingOptions } from './signingOptions.ts';

/** What is settled before the user is asked anything. */
export interface SigningWish {
  readonly existing?: Placement['existing'];
  /** Of the signer, DER. */
  readonly certificate?: Uint8Array | null;
}

/**
 * Signs one document: what is to be known of it is found out first, then who signs is chosen, then
 * the PIN is asked for, and nothing after that.
 * @throws `document/…`, `sign/…`, `pin/…`, `file/…`, `cancelled` …
 */
export async function signDocument(
  host: SignatureHost,
  services: CardServices,
  uri: vscode.Uri,
  { existing = null, certificate = null }: SigningWish = {},
): Promise<void> {
  const options = signingOptions();
  const name = fileNameOf(uri);
  const title = l10n.t('Sign {0}', name);
  for (const found of await documentsToSign([uri], title)) {
    const document = await planDocument(host, found, existing);
    const target = await targetFor(document, options.nameFor);
    const wish = { taxNumber: document.senderTaxNumber, certificate };
    const chosen = await chooseSigner(services, wish, title);
    const [outcome] = await runSigning(host, services, [{ document, target }], {
      chosen,
      options,
      what: name,
      showProgress: (task) =>
        longTask(l10n.t('Signing {0}', name), (callOff) => task(callOff, () => undefined)),
    });
    if (outcome?.error) throw outcome.error;
    if (outcome?.result) await showSigned(host, outcome.result, outcome);
  }
}
