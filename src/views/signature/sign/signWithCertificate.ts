import * as vscode from 'vscode';
import type { CardServices } from '../../../card/services.ts';
import { isCertificateNode } from '../../certificate/pickCertificate.ts';
import type { SignatureHost } from '../signatureHost.ts';
import { askDocument } from './sign.ts';
import { signDocument } from './signDocument.ts';

/** Sign with This Certificate: the XML document that the user looks at, or one that they choose. */
export async function signWithCertificate(
  host: SignatureHost,
  services: CardServices,
  row: unknown,
): Promise<void> {
  const certificate = isCertificateNode(row) ? row.certificate.der : null;
  const { document } = vscode.window.activeTextEditor ?? {};
  const uri = document?.languageId === 'xml' ? document.uri : await askDocument();
  await signDocument(host, services, uri, { certificate });
}
