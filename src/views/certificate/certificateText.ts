import * as l10n from '@vscode/l10n';
import { purposeText } from '../../text/cardWords.ts';
import { formatMoment } from '../../text/language.ts';
import { oidText } from '../../text/oidWords.ts';
import type { CertificateDescription } from '../explorer/describeCertificates.ts';
import { pem } from './pem.ts';

type Line = readonly [name: string, value: string | null];

/** A certificate for people to read: what matters first, the certificate itself (PEM) last. */
export function certificateText(description: CertificateDescription, der: Uint8Array): string {
  const { purpose, notBefore, notAfter } = description;
  const lines: readonly Line[] = [
    [l10n.t('Owner'), description.commonName],
    [l10n.t('VKN'), description.vkn],
    [l10n.t('TCKN'), description.tckn],
    [l10n.t('Purpose'), purposeText(purpose)],
    [l10n.t('Valid from'), formatMoment(notBefore)],
    [l10n.t('Valid until'), formatMoment(notAfter)],
    [l10n.t('Serial number'), description.serialNumber],
    [l10n.t('Public key'), description.keyAlgorithm],
    [l10n.t('Key usage'), listText(description.keyUsage)],
    [l10n.t('Extended key usage'), listText(description.extendedKeyUsage.map(oidText))],
    [l10n.t('Policies'), listText(description.policies.map(oidText))],
    [l10n.t('Subject'), description.subject],
    [l10n.t('Issuer'), description.issuer],
    [l10n.t('SHA-256 fingerprint'), description.fingerprintSha256],
  ];
  const note = description.isTest ? [l10n.t('A test certificate, without legal value.'), ''] : [];
  return [...note, ...aligned(lines), '', pem(der)].join('\n');
}

function listText(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(', ');
}

/** Names in one column, values in the next; what the certificate does not say is left out. */
function aligned(lines: readonly Line[]): readonly string[] {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.flatMap(([name, value]) =>
    value === null ? [] : [`${name.padEnd(width)}  ${value}`],
  );
}
