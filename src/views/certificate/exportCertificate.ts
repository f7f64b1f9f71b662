import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { LateServices } from '../lateServices.ts';
import { confirm } from '../confirm.ts';
import { askFile, fileNameOf, writeFileOf } from '../writeFile.ts';
import type { CertificateDocuments } from './certificateDocuments.ts';
import {
  certificateFileContent,
  certificateFileName,
  derExtensions,
  pemExtensions,
} from './certificateFile.ts';
import { isCertificateNode, pickCertificate } from './pickCertificate.ts';

/**
 * Export Certificate: as PEM or DER, after the file that the user chooses. For the certificate of a
 * row, the one that an editor shows, or one that the user picks.
 */
export async function exportCertificate(
  late: LateServices,
  documents: CertificateDocuments,
  argument: unknown,
): Promise<void> {
  const services = await late.get();
  const title = l10n.t('Export Certificate');
  const der =
    certificateOfArgument(documents, argument) ?? (await pickCertificate(services, title)).der;
  const file = await askFile(title, certificateFileName(services.describeCertificate(der)), {
    [l10n.t('PEM, as text')]: pemExtensions,
    [l10n.t('DER, binary')]: derExtensions,
  });
  await writeFileOf(file, certificateFileContent(file.path, der));
  confirm(l10n.t('Certificate saved: {0}', fileNameOf(file)));
}

/** From the palette, what the user is looking at comes before a question. */
function certificateOfArgument(
  documents: CertificateDocuments,
  argument: unknown,
): Uint8Array | undefined {
  if (isCertificateNode(argument)) return argument.certificate.der;
  const uri =
    argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  return uri && documents.certificateOf(uri);
}
