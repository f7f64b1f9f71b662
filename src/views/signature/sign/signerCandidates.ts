import * as l10n from '@vscode/l10n';
import type { CardSnapshot } from '../../../card/card.ts';
import { isStranger, targetOf, targetOfToken } from '../../../card/cardState.ts';
import type { CardsState, CardTarget, ReaderRecord } from '../../../card/cardState.ts';
import { MuhurError } from '../../../errors.ts';
import type {
  JudgedCertificate,
  OfferedCertificate,
} from '../../../signature/signers/chooseCertificate.ts';
import { certificatesOf, judgeCertificates } from '../../../signature/signers/chooseCertificate.ts';
import { pinStatusText, purposeText, readerNameText } from '../../../text/cardWords.ts';
import { explain } from '../../../text/errors.ts';
import { capitalised, formatDay } from '../../../text/language.ts';
import type { Choice } from '../../pick.ts';

/** A certificate of a card, and the way on which the card would sign with it. */
export interface OnCard extends OfferedCertificate {
  readonly target: CardTarget;
  readonly card: CardSnapshot;
}

export type Candidate = JudgedCertificate<OnCard>;

/** All certificates of all cards, the one to propose first; each with why it must not sign. */
export function candidatesIn(
  { readers, tokens }: CardsState,
  wish: { readonly taxNumber: string | null; readonly at: Date },
): readonly Candidate[] {
  const cards = [
    ...readers.flatMap(asSeenOnItsWay),
    ...tokens.map((token) => ({ target: targetOfToken(token), card: token.snapshot })),
  ].filter(({ card }) => !isStranger(card));
  const offered = cards.flatMap(({ target, card }) =>
    certificatesOf(card).map((one): OnCard => ({ ...one, target, card })),
  );
  const judged = judgeCertificates(offered, wish).map((one): Candidate => ({
    ...one,
    refusal: one.refusal ?? refusalOf(one.offered.card),
  }));
  return judged.sort((one, other) => Number(one.refusal !== null) - Number(other.refusal !== null));
}

/** Keys have the names that the way to the card gives them. */
function asSeenOnItsWay(record: ReaderRecord): readonly Pick<OnCard, 'target' | 'card'>[] {
  const { card, way } = record;
  if (card === null) return [];
  const { certificates, keys } = way?.snapshot ?? card;
  return [{ target: targetOf(record), card: { ...card, certificates, keys } }];
}

function refusalOf({ takesPin, family, pin }: CardSnapshot): MuhurError | null {
  if (!takesPin) return new MuhurError('pin/needs-module', { family });
  return pin.state === 'blocked' ? new MuhurError('pin/blocked', {}) : null;
}

/** As it is offered: whose it is, where it is, and what speaks for or against it. */
export function candidateChoice(
  candidate: Candidate,
  { isProposed, taxNumber }: { readonly isProposed: boolean; readonly taxNumber: string | null },
): Omit<Choice<Candidate>, 'value'> {
  const { description, offered, refusal } = candidate;
  const { target, card } = offered;
  const label = description?.commonName ?? description?.serialNumber ?? offered.id;
  const facts = [
    isProposed ? l10n.t('proposed') : null,
    description && purposeText(description.purpose),
    readerNameText(target.reader),
  ];
  return {
    label,
    description: capitalised(facts.filter((fact) => fact !== null).join(' · ')),
    detail: refusal === null ? advantages(candidate, card, taxNumber) : explain(refusal).what,
  };
}

/** That the document is of somebody else comes early: it is no mistake, and must be seen. */
function advantages(
  { description, isWanted }: Candidate,
  card: CardSnapshot,
  taxNumber: string | null,
): string {
  const number = description?.vkn ?? description?.tckn ?? null;
  const facts = [
    number,
    isWanted === false ? l10n.t('the document is of {0}', taxNumber ?? '') : null,
    l10n.t('PIN: {0}', pinStatusText(card.pin)),
    description && l10n.t('valid until {0}', formatDay(description.notAfter)),
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
