import * as l10n from '@vscode/l10n';
import type { LateServices } from '../lateServices.ts';
import type { CertificateDocuments } from './certificateDocuments.ts';
import { certificateText } from './certificateText.ts';
import { isCertificateNode, pickCertificate } from './pickCertificate.ts';

/** Show Certificate: as text, for the certificate of a row or one that the user picks. */
export async function showCertificate(
  late: LateServices,
  documents: CertificateDocuments,
  argument: unknown,
): Promise<void> {
  const services = await late.get();
  const certificate = isCertificateNode(argument)
    ? argument.certificate
    : await pickCertificate(services, l10n.t('Show Certificate'));
  const description = services.describeCertificate(certificate.der);
  const title = description.commonName ?? certificate.label;
  const text = certificateText(description, certificate.der);
  await documents.show(title, description.fingerprintSha256, { text, der: certificate.der });
}
