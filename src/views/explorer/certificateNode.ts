import * as l10n from '@vscode/l10n';
import type { CardCertificate } from '../../card/card.ts';
import { purposeText } from '../../text/cardWords.ts';
import { capitalised, formatDay } from '../../text/language.ts';
import { portalStateText } from '../../text/portalWords.ts';
import { validityAt, validityText, type ValidityName } from '../../text/validity.ts';
import type { CertificateDescription } from './describeCertificates.ts';
import type { CertificateNode, NodeIcon, PortalState, Today, Tooltip } from './node.ts';
import { spoken } from './spoken.ts';

/** What the portal says weighs more than the calendar. */
const portalIcons: Readonly<Partial<Record<PortalState, NodeIcon>>> = {
  'on-hold': { id: 'debug-pause', color: 'list.warningForeground' },
  revoked: { id: 'circle-slash', color: 'list.errorForeground' },
};

const icons: Readonly<Record<ValidityName, NodeIcon>> = {
  'not-yet': { id: 'watch', color: 'list.warningForeground' },
  valid: { id: 'verified', color: 'testing.iconPassed' },
  soon: { id: 'watch', color: 'list.warningForeground' },
  expired: { id: 'error', color: 'list.errorForeground' },
};

/**
 * The row of a certificate that could be read. Its purpose comes first, because the certificates of
 * a card have the same owner, and owners have long names.
 */
export function certificateNode(
  cardId: string,
  certificate: CardCertificate,
  description: CertificateDescription,
  { now, warnDays, portal }: Today,
): CertificateNode {
  const { notBefore, notAfter, purpose, vkn, tckn } = description;
  const owner = description.commonName ?? certificate.label;
  const validity = validityAt(notBefore, notAfter, now, warnDays);
  const state = portal?.get(description.serialNumber);
  const stateText = state === undefined ? '' : portalStateText(state);
  const facets = [stateText, validityText(validity), owner, vkn ?? tckn ?? ''].filter(
    (facet) => facet !== '',
  );
  return {
    kind: 'certificate',
    id: `certificate:${cardId}:${certificate.id}`,
    label: capitalised(purposeText(purpose)),
    description: facets.join(' · '),
    spoken: spoken(l10n.t('Certificate: {0}', purposeText(purpose)), ...facets),
    icon: (state && portalIcons[state]) ?? icons[validity.state],
    context: `certificate:${purpose}:${validity.state}${(vkn ?? tckn) ? '' : ':no-number'}${state ? `:portal-${state}` : ''}`,
    tooltip: () => tooltip(certificate, owner, description, stateText),
    children: [],
    certificate,
    details: description,
  };
}

function tooltip(
  { label, id }: CardCertificate,
  heading: string,
  description: CertificateDescription,
  stateText: string,
): Tooltip {
  const { vkn, tckn, purpose, notBefore, notAfter, serialNumber } = description;
  const facts: [string, string][] = [];
  if (vkn !== null) facts.push([l10n.t('VKN'), vkn]);
  if (tckn !== null) facts.push([l10n.t('TCKN'), tckn]);
  if (stateText !== '') facts.push([l10n.t('In the portal'), stateText]);
  facts.push(
    [l10n.t('Purpose'), purposeText(purpose)],
    [l10n.t('Validity'), l10n.t('{0} to {1}', formatDay(notBefore), formatDay(notAfter))],
    [l10n.t('Serial number'), serialNumber],
    [l10n.t('Label'), label],
    [l10n.t('Identifier'), id],
  );
  return { heading, facts, note: note(description) };
}

function note({ isTest, purpose }: CertificateDescription): string | undefined {
  if (isTest) return l10n.t('A test certificate, without legal value.');
  if (purpose === 'encryption') return l10n.t('This certificate is not for signing.');
  return undefined;
}
