import * as l10n from '@vscode/l10n';
import { attributeOf } from '../pki/distinguishedName.ts';
import { nameFromText } from '../pki/nameText.ts';
import { OID } from '../pki/oids.ts';
import type {
  ChainLink,
  SignatureReport,
  SignerReport,
  TimeStampReport,
} from '../signature/report/report.ts';
import { purposeText } from './cardWords.ts';
import { formatDay, momentText } from './language.ts';
import { controlTimeText, linkStatusText } from './verdictWords.ts';
import { quotable } from './visibleText.ts';

type Fact = readonly [name: string, value: string];

/** Who signed, when, and for what time that was judged: a line each, names in one column. */
export function signatureFacts(signature: SignatureReport): readonly string[] {
  const { signer, signingTime, controlTime, controlTimeFrom, timeStamps, chain } = signature;
  const facts: readonly Fact[] = [
    ...(signer === null ? [] : signerFacts(signer, chain[0])),
    ...chain.slice(1).map((link): Fact => [l10n.t('Issuer'), linkText(link)]),
    ...(signingTime === null ? [] : [signingTimeFact(signingTime)]),
    ...timeStamps.map((stamp): Fact => [l10n.t('Time stamp'), timeStampText(stamp)]),
    [
      l10n.t('Judged for'),
      `${quotable(momentText(controlTime))} (${controlTimeText(controlTimeFrom)})`,
    ],
  ];
  const width = Math.max(...facts.map(([name]) => name.length)) + 1;
  return facts.map(([name, value]) => `${`${name}:`.padEnd(width)} ${value}`);
}

function signerFacts(signer: SignerReport, link: ChainLink | undefined): readonly Fact[] {
  const { commonName, vkn, tckn, purpose, serialNumber, notBefore, notAfter } = signer;
  const number = vkn === null ? (tckn === null ? null : `TCKN ${tckn}`) : `VKN ${vkn}`;
  const owner = [commonName, number].filter((part) => part !== null).map(quotable);
  const period = l10n.t('{0} to {1}', dayText(notBefore), dayText(notAfter));
  const status = link === undefined ? [] : [linkStatusText(link.status)];
  const certificate = [quotable(serialNumber), purposeText(purpose), period, ...status];
  return [
    [l10n.t('Signer'), owner.length === 0 ? '–' : owner.join(' · ')],
    [l10n.t('Certificate'), certificate.join(' · ')],
  ];
}

function signingTimeFact(signingTime: string): Fact {
  const time = quotable(momentText(signingTime));
  return [l10n.t('Signing time'), l10n.t('{0}, as the signer says', time)];
}

function linkText({ subject, isAnchor, status }: ChainLink): string {
  const state = isAnchor ? l10n.t('trusted root') : linkStatusText(status);
  return `${quotable(commonNameIn(subject))} · ${state}`;
}

function timeStampText({ time, valid, authority }: TimeStampReport): string {
  const parts = [
    ...(time === null ? [] : [momentText(time)]),
    ...(authority === null ? [] : [authority]),
  ].map(quotable);
  return [...parts, valid ? l10n.t('valid') : l10n.t('not valid')].join(' · ');
}

function dayText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? quotable(time) : formatDay(date);
}

/** What people call it: the common name, where the name has one. */
function commonNameIn(subject: string): string {
  return attributeOf(nameFromText(subject) ?? [], OID.commonName) ?? subject;
}
