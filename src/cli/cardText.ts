import * as l10n from '@vscode/l10n';
import { MuhurError } from '../errors.ts';
import { familyText, pinStatusText, purposeText } from '../text/cardWords.ts';
import { explain } from '../text/errors.ts';
import { formatDay } from '../text/language.ts';
import { validityAt, validityText } from '../text/validity.ts';
import type { CardReport } from './cardReport.ts';

/** The report as a person reads it. */
export function cardText(report: CardReport): string {
  const { reader, atr, family, version, serial, pin, certificates, problems } = report;
  return [
    reader,
    `  ${l10n.t('Card')}: ${[version, familyText(family)].filter(Boolean).join(', ')}`,
    `  ATR: ${atr ?? ''}`,
    ...(serial === null ? [] : [`  ${l10n.t('Serial number')}: ${serial}`]),
    `  PIN: ${pinStatusText(pin)}`,
    ...certificates.flatMap(certificateLines),
    ...problems.map(({ code, data }) => `  ! ${explain(new MuhurError(code, data)).what}`),
  ].join('\n');
}

function certificateLines(certificate: CardReport['certificates'][number]): string[] {
  const { label, commonName, vkn, tckn, purpose, serialNumber, notBefore, notAfter } = certificate;
  const owner = [commonName ?? label, vkn ?? tckn, purposeText(purpose)].filter(Boolean);
  const lines = [`  ${owner.join(' · ')}`];
  if (notBefore === null || notAfter === null) return lines;
  const [from, to] = [new Date(notBefore), new Date(notAfter)];
  const validity = validityText(validityAt(from, to, new Date()));
  const period = l10n.t('{0} to {1}', formatDay(from), formatDay(to));
  return [...lines, `    ${serialNumber ?? ''} · ${period} · ${validity}`];
}
